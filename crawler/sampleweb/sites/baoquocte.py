"""baoquocte.vn as "MasterCMS" prints it: photos are tables, the author stands below the body's container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import rss
from crawler.sampleweb.sites.site import Posting, Site, Visit, frame, picture_file, text
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.sampleweb.story import Passage

ROBOTS = (
    "User-agent: *\r\nCrawl-delay: 1\r\nDisallow: /apicenter@/\r\nSitemap: https://baoquocte.vn/rss_feed/\r\n"
)


def article(posting: Posting, visit: Visit) -> str:
    section, alias = posting.story.section
    shown = posting.story.published_at.strftime("%d/%m/%Y %H:%M")
    body = "\n\n".join(_passage(posting, passage) for passage in posting.telling.body)
    main = f"""
<ul class="breadcrumb-listing"><li class="menu-home"><a href="https://baoquocte.vn/">Trang chủ</a></li>
<li class="menu-alias"><a href="https://baoquocte.vn/{alias}">{text(section)}</a></li></ul>
<h1 class="article-detail-title f0">{text(posting.title)}</h1>
<div class="article-detail-info"><span class="format_time">{shown}</span>
<span class="article-views" data-views="{visit.number * 7 + 312}">{visit.number * 7 + 312} lượt xem</span></div>
<div class="article-detail-desc f0">{text(posting.telling.lead_vi)}</div>
<div class="article-detail-follow">Theo dõi Baoquocte.vn trên <a href="https://news.google.com/">Google News</a></div>
<div class="article-detail-body __MASTERCMS_CONTENT __MB_CONTENT_FOR_PRINTER">
<div class="__MB_MASTERCMS_EL item-content" id="__MB_MASTERCMS_EL_3">
{body}
{_related(posting)}
</div>
{_signatures(posting)}
</div>
<iframe id="__MB_FRAME_{visit.session}" src="/apicenter@/article_lm&amp;sid={visit.session}" width="0"></iframe>"""
    return _framed(posting.title, posting.telling.lead_vi, posting.place.url, main, visit)


def listing(heading: str, postings: Sequence[Posting], visit: Visit) -> str:
    items = "\n".join(
        f'<div class="article"><a href="{post.place.url}" title="{text(post.title)}">'
        f'<img alt="{text(post.title)}" src="/stores/news_dataimages/sample/thumb.jpg?rt={visit.number}"></a>'
        f'<h3><a href="{post.place.url}">{text(post.title)}</a></h3>'
        f'<p class="article-desc">{text(post.telling.lead_vi)}</p></div>'
        for post in postings
    )
    main = (
        f'<h1 class="bx-title">{text(heading)}</h1>\n<div class="bx-listing">\n{items}\n</div>\n'
        '<div class="__MB_ARTICLE_PAGING"><span class="rt"><a href="?s_cond=&amp;BRSR=15">Trang sau</a></span></div>'
    )
    return _framed(heading, heading, "https://baoquocte.vn/", main, visit)


def _framed(title: str, description: str, url: str, main: str, visit: Visit) -> str:
    return frame(
        __file__,
        title=text(title),
        description=text(description),
        url=url,
        main=main,
        session=visit.session,
    )


def _passage(posting: Posting, passage: Passage) -> str:
    if passage.type == "caption":
        source = f"https://baoquocte.vn/stores/news_dataimages/sample/{picture_file(posting, passage.image)}"
        alt = text(passage.alt or posting.title)
        return (
            '<table border="0" cellpadding="0" cellspacing="0" class="MASTERCMS_TPL_TABLE" style="width: 100%;">\n'
            f'\t<tbody>\n\t\t<tr>\n\t\t\t<td><img alt="{alt}" class="__img_mastercms" src="{source}" '
            f'title="{alt}"></td>\n\t\t</tr>\n\t\t<tr>\n\t\t\t<td>{text(passage.vi)}</td>\n\t\t</tr>\n\t</tbody>\n</table>'
        )
    if passage.type == "heading":
        return f'<p style="text-align: justify;"><strong>{text(passage.vi)}</strong></p>'
    return f'<p style="text-align: justify;">{text(passage.vi)}</p>'


def _related(posting: Posting) -> str:
    rows = "\n".join(
        f'<tr><td><a class="__MB_ARTICLE_A" href="{post.place.url}"><img alt="{text(post.title)}" '
        f'src="/stores/news_dataimages/sample/small.jpg"></a></td><td><a class="__MB_ARTICLE_A" '
        f'href="{post.place.url}"><strong>{text(post.title)}</strong></a> {text(post.telling.lead_vi)}</td></tr>'
        for post in posting.related[:2]
    )
    return (
        f'<table class="__MB_ARTICLE_A" style="width: 100%;"><tbody>\n{rows}\n</tbody></table>'
        if rows
        else ""
    )


def _signatures(posting: Posting) -> str:
    return "\n".join(
        f'<p align="right"><strong>{text(name)}</strong></p>' for name in posting.story.bylines()
    )


SITE = Site(
    host="baoquocte.vn",
    aliases=("www.baoquocte.vn",),
    habits=Habits(
        codings=("gzip",),
        framing="length",
        headers=(
            ("server", "nginx"),
            ("X-powered-by", "MasterCMS"),
            ("Set-Cookie", "PHPSESSID=sample; path=/"),
            ("Set-Cookie", "__mb=1; path=/; HttpOnly"),
            ("Cache-Control", "no-cache"),
        ),
        validators=("last-modified",),
    ),
    robots=ROBOTS,
    article=article,
    listing=listing,
    feeds={"/rss_feed/": rss},
)
