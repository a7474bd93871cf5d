"""baohaiduong.vn and its successor baohaiphong.vn as "OneCMS" prints them: several main containers, the first counts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import news_sitemap
from crawler.sampleweb.sites.site import PIXEL, Posting, Site, Visit, frame, picture_file, text
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.sampleweb.story import Passage

PAPERS = {"baohaiduong.vn": "Báo Hải Dương", "baohaiphong.vn": "Báo và phát thanh, truyền hình Hải Phòng"}


def article(host: str, posting: Posting, visit: Visit) -> str:
    section, alias = posting.story.section
    at = posting.story.published_at
    body = "\n".join(_passage(posting, passage) for passage in posting.telling.body)
    main = f"""
<ol class="breadcrumb"><li class="breadcrumb-item"><a href="/{alias}">{text(section)}</a></li></ol>
<div class="sc-longform-header">
<h1 class="sc-longform-header-title block-sc-title">{text(posting.title)}</h1>
<div class="sc-longform-header-meta">
<span class="sc-longform-header-author block-sc-author">{text(posting.story.author or "")}</span>
<span class="sc-longform-header-date block-sc-publish-time">{at:%d/%m/%Y %H:%M}</span></div>
<p class="sc-longform-header-sapo block-sc-sapo">{text(posting.telling.lead_vi)}</p>
</div>
<div class="b-maincontent" data-id="{posting.place.article_id}">
{body}
{_agency(posting)}
</div>
<div class="c-widget-tags onecms__tags"><ul><li><a href="/tag/mau">chuyện mẫu</a></li></ul></div>
<div class="b-maincontent onecms__related" data-session="{visit.session}">{_related(posting)}</div>
<div class="c-counter">{visit.number * 3 + 41}</div>"""
    return _framed(host, posting, main, visit)


def listing(host: str, heading: str, postings: Sequence[Posting], visit: Visit) -> str:
    items = "\n".join(
        f'<div class="b-grid"><h3 class="b-grid__title"><a href="{post.place.path}">{text(post.title)}</a></h3>'
        f'<div class="b-grid__desc">{text(post.telling.lead_vi)}</div></div>'
        for post in postings
    )
    return frame(
        __file__,
        title=text(heading),
        description=text(heading),
        url=f"https://{host}/",
        paper=PAPERS[host],
        main=f'<h1 class="c-title">{text(heading)}</h1>\n<div class="c-listing">\n{items}\n</div>',
        session=visit.session,
    )


def _framed(host: str, posting: Posting, main: str, visit: Visit) -> str:
    return frame(
        __file__,
        title=text(posting.title),
        description=text(posting.telling.lead_vi),
        url=posting.place.url,
        paper=PAPERS[host],
        main=main,
        session=visit.session,
    )


def _passage(posting: Posting, passage: Passage) -> str:
    if passage.type == "caption":
        file = picture_file(posting, passage.image)
        source = f"https://bhd.1cdn.vn/2025/{file}"
        return (
            f'<figure class="expNoEdit"><img src="{PIXEL}" data-src="{source}" class="lazy" '
            f'alt="{text(passage.alt or file)}"><figcaption>{text(passage.vi)}</figcaption></figure>'
        )
    if passage.type == "heading":
        return f"<h2>{text(passage.vi)}</h2>"
    return f"<p>{text(passage.vi)}</p>"


def _agency(posting: Posting) -> str:
    credit = posting.story.agency
    return f'<p style="text-align: right;"><strong>{text(credit)}</strong></p>' if credit else ""


def _related(posting: Posting) -> str:
    return "\n".join(
        f'<div class="b-grid"><a href="{post.place.path}">{text(post.title)}</a>'
        f"<p>{text(post.telling.lead_vi)}</p></div>"
        for post in posting.related
    )


HAIDUONG = Site(
    host="baohaiduong.vn",
    aliases=("www.baohaiduong.vn",),
    habits=Habits(codings=("deflate", "gzip"), framing="close", headers=(("Server", "OneCMS"),)),
    robots="User-agent: *\nAllow: /\n",
    article=partial(article, "baohaiduong.vn"),
    listing=partial(listing, "baohaiduong.vn"),
)
HAIPHONG = Site(
    host="baohaiphong.vn",
    aliases=("www.baohaiphong.vn",),
    habits=Habits(
        codings=("zstd", "gzip"),
        framing="chunked",
        headers=(("server", "OneCMS"), ("x-onecms-node", "mau-02")),
    ),
    robots="User-agent: *\nDisallow: /tag/\nDisallow: /api/\n",
    article=partial(article, "baohaiphong.vn"),
    listing=partial(listing, "baohaiphong.vn"),
    feeds={"/sitemap.xml": news_sitemap},
)
