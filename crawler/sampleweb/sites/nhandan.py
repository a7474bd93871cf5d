"""nhandan.vn as "ePi" prints it: the author inside the body, and a modification time earlier than publication."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import news_sitemap
from crawler.sampleweb.sites.site import PIXEL, Posting, Site, Visit, frame, picture_file, text
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.sampleweb.story import Passage


def article(posting: Posting, visit: Visit) -> str:
    section, alias = posting.story.section
    at = posting.story.published_at
    body = "\n".join(_passage(posting, passage) for passage in posting.telling.body)
    main = f"""
<div class="breadcrumb"><h2 class="main"><a href="https://nhandan.vn/{alias}/" title="{text(section)}">{text(section)}</a></h2></div>
<article class="article detail" id="sample-{visit.session}">
<h1 class="article__title cms-title">{text(posting.title)}</h1>
<div class="article__meta"><time class="time" datetime="{at:%Y-%m-%dT%H:%M:%S}+0700">{at:%d/%m/%Y - %H:%M}</time></div>
<div class="article__sapo cms-desc">{text(posting.telling.lead_vi)}</div>
<div class="article__body zce-content-body cms-body" itemprop="articleBody">
{body}
{_related(posting)}
{_author(posting)}
<div id="sdaWeb_SdaArticleAfterBody" class="rennab" data-platform="1" data-visit="{visit.number}"></div>
</div>
</article>
<div class="article__tag"><a href="https://nhandan.vn/tu-khoa/mau-tag1.html">chuyện mẫu</a></div>"""
    return _framed(posting.title, posting.telling.lead_vi, posting.place.url, main + _json_ld(posting), visit)


def listing(heading: str, postings: Sequence[Posting], visit: Visit) -> str:
    items = "\n".join(
        f'<article class="story"><h2 class="story__heading" data-tracking="{post.place.article_id}">'
        f'<a class="cms-link" href="{post.place.url}">{text(post.title)}</a></h2>'
        f'<div class="story__summary"><p>{text(post.telling.lead_vi)}</p></div></article>'
        for post in postings
    )
    main = f'<div class="box-content timeline"><h1 class="box-heading">{text(heading)}</h1>\n{items}\n</div>'
    return _framed(heading, heading, "https://nhandan.vn/", main, visit)


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
        file = picture_file(posting, passage.image)
        source = f"https://cdn.nhandan.vn/images/{'0' * 32}/{file}"
        return (
            f'<figure> <img src="{PIXEL}" alt="{text(passage.alt or file)}" class="lazyload cms-photo" '
            f'data-large-src="{source}" data-src="{source}" title="{text(passage.vi)}"> '
            f"<figcaption> {text(passage.vi)} </figcaption>\n</figure>"
        )
    if passage.type == "heading":
        return f"<p><b>{text(passage.vi)}</b></p>"
    return f"<p>{_linked(passage.vi)}</p>"


def _linked(paragraph: str) -> str:
    """Link the first long word group, as the site does in running text; the words stay the same."""
    head, comma, rest = paragraph.partition(",")
    first, space, linked = head.partition(" ")
    if not comma or not space or len(linked) > 60:
        return text(paragraph)
    link = f'<a href="https://nhandan.vn/tu-khoa/mau-tag1.html" target="_blank" class="cms-relate">{text(linked)}</a>'
    return f"{text(first)} {link},{text(rest)}"


def _related(posting: Posting) -> str:
    advert = '<div class="sda_middle"> <div id="sdaWeb_SdaArticleMiddle" class="rennab fyi"> </div>\n</div>'
    boxes = "".join(
        '<div class="article-relate" data-source="related-news"> <article class="story"> <figure class="story__thumb">'
        f' <a class="cms-link" href="{post.place.url}"> <img class="lazyload" src="{PIXEL}" alt="{text(post.title)}"> '
        f'</a> </figure> <h2 class="story__heading"> <a class="cms-link" href="{post.place.url}"> {text(post.title)} '
        f'</a> </h2> <div class="story__summary"> <p>{text(post.telling.lead_vi)}</p> </div> </article> </div>'
        for post in posting.related[:1]
    )
    return f"{advert}\n{boxes}"


def _author(posting: Posting) -> str:
    names = "".join(f' <p class="name">{text(name)}</p>' for name in posting.story.bylines())
    return f'<div class="article__author">{names} </div>' if names else ""


def _json_ld(posting: Posting) -> str:
    at = posting.story.published_at
    changed = posting.telling.modified_at or at
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": posting.title,
        "datePublished": f"{at:%Y-%m-%dT%H:%M:%S}+0700",
        # The site prints a time in UTC with Vietnam's offset: a modification before the publication.
        "dateModified": f"{changed - timedelta(hours=5):%Y-%m-%dT%H:%M:%S}+0700",
        "author": {"@type": "Person", "name": "Báo Nhân Dân điện tử"},
        "mainEntityOfPage": posting.place.url,
    }
    dumped = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'\n<script type="application/ld+json">{dumped}</script>'


SITE = Site(
    host="nhandan.vn",
    aliases=("www.nhandan.vn",),
    habits=Habits(
        codings=("gzip",),
        codes_unasked=True,
        framing="length",
        headers=(("Server", "ePi"), ("X-Frame-Options", "SAMEORIGIN"), ("X-XSS-Protection", "")),
        validators=("etag", "last-modified"),
    ),
    robots=None,
    article=article,
    listing=listing,
    feeds={"/sitemaps/google-news.xml": news_sitemap, "/sitemaps/daily-news.xml": news_sitemap},
)
