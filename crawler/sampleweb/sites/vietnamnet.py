"""vietnamnet.vn: the lead stands outside the body, a related article inside it, and no page wants an archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import news_sitemap, rss
from crawler.sampleweb.sites.site import PIXEL, Posting, Site, Visit, frame, picture_file, text
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.sampleweb.story import Passage

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
ROBOTS = "User-agent: *\nDisallow: /tim-kiem\nDisallow: /ajax/\n\nSitemap: https://vietnamnet.vn/sitemap-news.xml\n"


def article(posting: Posting, visit: Visit) -> str:
    section, alias = posting.story.section
    at = posting.story.published_at
    body = "\n".join(_passage(posting, passage) for passage in posting.telling.body)
    main = f"""
<input type="hidden" id="infoConfigGlobalId" data-objectid="{posting.place.article_id}" data-visit="{visit.session}">
<div class="bread-crumb-detail sm-show-time"><ul><li><a href="/{alias}" title="{text(section)}">{text(section)}</a></li></ul>
<div class="bread-crumb-detail__time">
{WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y} - {at:%H:%M}
</div></div>
<div class="content-detail content-mobile-change">
<h1 class="content-detail-title">{text(posting.title)}</h1>
{_author(posting)}
<div class="vnn-share-social share-social"><div class="publish-date">{at:%d/%m/%Y %H:%M} (GMT+07:00)</div></div>
<h2 class="content-detail-sapo sm-sapo-mb-0">{text(posting.telling.lead_vi)}</h2>
<div class="maincontent main-content" id="maincontent">
{body}
{_agency(posting)}
{_related(posting)}
<!-- BEGIN COMPONENT:: COMPONENT002778 -->
<!-- END COMPONENT:: COMPONENT002778 -->
</div>
</div>
<div id="vnnid-box-vote" pageType="6" idType="{posting.place.article_id}" class="vote-news-detail"></div>"""
    return _framed(posting.title, posting.telling.lead_vi, posting.place.url, main + _json_ld(posting), visit)


def listing(heading: str, postings: Sequence[Posting], visit: Visit) -> str:
    items = "\n".join(
        f'<div class="verticalPost version-news"><h3 class="verticalPost__main-title vnn-title">'
        f'<a href="{post.place.path}" title="{text(post.title)}">{text(post.title)}</a></h3>'
        f'<div class="verticalPost__main-desc">{text(post.telling.lead_vi)}</div></div>'
        for post in postings
    )
    main = f'<div class="topStory"><h1 class="title-category">{text(heading)}</h1>\n{items}\n</div>'
    return _framed(heading, heading, "https://vietnamnet.vn/", main, visit)


def _framed(title: str, description: str, url: str, main: str, visit: Visit) -> str:
    return frame(
        __file__,
        title=text(title),
        # The real pages' two descriptions differ, so neither may be taken for the lead unseen.
        description=text(description.split(",", maxsplit=1)[0]),
        og_description=text(description),
        url=url,
        main=main,
        session=visit.session,
    )


def _passage(posting: Posting, passage: Passage) -> str:
    if passage.type == "caption":
        file = picture_file(posting, passage.image)
        source = (
            f"https://static-images.vnncdn.net/vps_images_publish/000001/000003/2025/{file}?width=0&amp;s=mau"
        )
        return (
            f'<figure class="image vnn-content-image"><picture><img src="{PIXEL}" data-original="{source}" '
            f'data-srcset="{source}" class="lazy" alt="{text(passage.alt or file)}"></picture>\n'
            f"<figcaption>{text(passage.vi)}</figcaption></figure>"
        )
    if passage.type == "heading":
        return f"<p><strong>{text(passage.vi)}</strong></p>"
    return f"<p>{text(passage.vi)}&nbsp;</p>"


def _author(posting: Posting) -> str:
    if posting.story.author is None:
        return ""
    name = text(posting.story.author)
    return (
        '<div class="article-detail-author-wrapper"><div class="article-detail-author author-single">'
        '<div class="article-detail-author__main"><p class="article-detail-author__info"><span class="name">\n'
        f'<a href="/tac-gia/mau-0000PV.html" title="{name}">\n{name}\n</a></span>'
        '<span class="position"></span></p></div><div class="article-detail-author__link">'
        '<a href="/tac-gia/mau-0000PV.html">Xem các bài viết của tác giả</a></div></div></div>'
    )


def _agency(posting: Posting) -> str:
    credit = posting.story.agency
    return f'<p style="text-align: right;"><strong>{text(credit)}</strong></p>' if credit else ""


def _related(posting: Posting) -> str:
    return "\n".join(
        f'<article class="ck-cms-wiki-news-full vnn-template-noneditable article-edit" '
        f'id="vnn-editor-{post.place.article_id}" data-temp="template16" data-id="{post.place.article_id}">'
        f'<a href="{post.place.path}" class="summary__image"><picture><img src="{PIXEL}" class="lazy" alt="">'
        f'</picture></a><div class="summary__content"><a class="summary__content-title" href="{post.place.path}">'
        f'{text(post.title)}</a><span class="summary__content-desc">{text(post.telling.lead_vi)}</span></div></article>'
        for post in posting.related[:1]
    )


def _json_ld(posting: Posting) -> str:
    # The space before the offset is the site's own; datetime.fromisoformat refuses it.
    published = f"{posting.story.published_at:%Y-%m-%dT%H:%M:%S}.000 +07:00"
    modified = posting.telling.modified_at or posting.story.published_at
    data = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": posting.place.url},
        "headline": posting.title,
        "datePublished": published,
        "dateModified": f"{modified:%Y-%m-%dT%H:%M:%S}.000 +07:00",
        "author": [{"@type": "Person", "name": posting.story.author or "VietNamNet News"}],
        "publisher": {"@type": "Organization", "name": "Vietnamnet.vn"},
        "description": posting.telling.lead_vi,
    }
    dumped = json.dumps(data, ensure_ascii=False, indent=2).replace("</", "<\\/")
    return f'\n<script type="application/ld+json">\n{dumped}\n</script>'


SITE = Site(
    host="vietnamnet.vn",
    aliases=("www.vietnamnet.vn",),
    habits=Habits(
        codings=("br", "gzip"),
        framing="chunked",
        headers=(("Server", "vnn-edge"), ("X-Cache", "MISS"), ("Cache-Control", "public, max-age=60")),
    ),
    robots=ROBOTS,
    article=article,
    listing=listing,
    feeds={"/sitemap-news.xml": news_sitemap, "/rss/thoi-su.rss": rss},
)
