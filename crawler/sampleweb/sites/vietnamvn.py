"""www.vietnam.vn: the renderings, the same slug in every edition, and a sitemap for every day.

Where its source line stands in the markup was never seen; here it is the body's last paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import xml
from crawler.sampleweb.sites.site import PIXEL, Visit, frame, text
from crawler.sampleweb.wire import Habits, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from crawler.sampleweb.story import Link, Passage, Story

HOME = "https://www.vietnam.vn"
SITE_LINE = "Vietnam.vn - Nền tảng quảng bá Việt Nam"
SOURCE_WORDS = {"sv": "Källa", "vi": "Nguồn"}
CHROME = {
    "sv": ("I samma ämne", "I samma kategori", "Av samma författare", "Kommentar (0)"),
    "vi": ("Cùng chủ đề", "Cùng chuyên mục", "Cùng tác giả", "Bình luận (0)"),
}
ROBOTS = "User-agent: *\nDisallow: /api/\nSitemap: https://www.vietnam.vn/sitemap.xml\n"
SITEMAP_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HABITS = Habits(
    codings=("gzip",),
    framing="chunked",
    headers=(("Server", "vietnam.vn"), ("X-Powered-By", "Next"), ("Cache-Control", "private, no-cache")),
)


def edition_path(story: Story, lang: str) -> str:
    """Return the path in an edition; the Vietnamese one has no language segment."""
    return f"/{story.place.slug}" if lang == "vi" else f"/{lang}/{story.place.slug}"


def rendering_page(story: Story, telling: int, lang: str, neighbours: Sequence[Story], visit: Visit) -> str:
    """Return one edition's page of a story; `neighbours` fill the boxes around it."""
    told = story.tellings[telling]
    title, lead = (told.title_vi, told.lead_vi) if lang == "vi" else (told.title_sv, told.lead_sv)
    body = "\n".join(_passages(told.body, lang))
    main = f"""
<h1 class="post-title">{text(title)}</h1>
<div class="post-sapo">{text(lead)}</div>
<div class="post-author"><a href="/author/{story.place.outlet}"><img src="{PIXEL}" alt="{story.publisher}">
<span>{story.publisher}</span></a><span class="post-date">{story.rendered_on:%d/%m/%Y}</span></div>
<div class="post-detail-body">
{body}
<p>{_source_line(story, lang)}</p>
</div>
{_chrome(neighbours, lang, visit)}"""
    return _framed(story, lang, (title, lead), main, visit)


def _framed(story: Story, lang: str, heading: tuple[str, str], main: str, visit: Visit) -> str:
    alternates = "\n".join(
        f'<link rel="alternate" hreflang="{other}" href="{HOME}{edition_path(story, other)}">'
        for other in ("vi", "sv")
    )
    return frame(
        __file__,
        lang=lang,
        title=text(heading[0]),
        description=text(heading[1]),
        author=text(story.publisher),
        url=HOME + edition_path(story, lang),
        alternates=alternates,
        main=main,
        session=visit.session,
    )


def _passages(body: Iterable[Passage], lang: str) -> list[str]:
    """Return the body's markup; a Swedish passage that runs on joins the paragraph before it."""
    shown: list[str] = []
    for passage in body:
        words = passage.vi if lang == "vi" else passage.sv
        if words is None:
            continue
        if passage.joins and lang != "vi":
            shown[-1] = shown[-1].removesuffix("</p>") + f" {text(words)}</p>"
        elif passage.type == "caption":
            shown.append(_figure(passage, words))
        elif passage.type == "heading":
            shown.append(f"<p><strong>{text(words)}</strong></p>")
        else:
            shown.append(f"<p>{text(words)}</p>")
    return shown


def _figure(passage: Passage, caption: str) -> str:
    file = (passage.image or "anh.jpg").replace(" ", "_")
    return (
        f'<figure><img class="lazy" src="{PIXEL}" data-src="https://vstatic.vietnam.vn/vietnam/resource/IMAGE/{file}" '
        f'alt="{text(passage.alt or passage.image or "")}"><figcaption>{text(caption)}</figcaption></figure>'
    )


def _source_line(story: Story, lang: str) -> str:
    word = SOURCE_WORDS[lang]
    link: Link = story.link_vi if lang == "vi" else story.link_sv
    if link == "bare":
        return word
    if link == "word":
        return f'<a href="{text(story.cited_as)}" rel="nofollow" target="_blank">{word} </a>'
    return f"{word}: {text(story.cited_as)}"


def _chrome(neighbours: Sequence[Story], lang: str, visit: Visit) -> str:
    topic, category, author, comments = CHROME[lang]
    links = "\n".join(
        f'<li><a href="{edition_path(other, lang)}">'
        f"{text(other.tellings[0].title_vi if lang == 'vi' else other.tellings[0].title_sv)}</a></li>"
        for other in neighbours
    )
    return (
        f'<div class="comments" data-session="{visit.session}"><h3>{comments}</h3><p>No data</p><p>No data</p></div>\n'
        f'<div class="box"><h3>{topic}</h3></div>\n<div class="box"><h3>{category}</h3><ul>\n{links}\n</ul></div>\n'
        f'<div class="box"><h3>{author}</h3></div>'
    )


def sitemap_index(days: Iterable[date]) -> Reply:
    maps = [f"{HOME}/sitemap/sitemap-page.xml", f"{HOME}/news-sitemap.xml"]
    maps += [f"{HOME}/sitemap/sitemap-post/{day.isoformat()}.xml" for day in sorted(days, reverse=True)]
    entries = "\n".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in maps)
    return xml(f"<sitemapindex {SITEMAP_SCHEMA}>\n{entries}\n</sitemapindex>")


def post_sitemap(stories: Iterable[Story]) -> Reply:
    """Return a day's sitemap, both editions of every story."""
    entries = "\n".join(
        f"<url><loc>{HOME}{edition_path(story, lang)}</loc>"
        f"<lastmod>{story.rendered_on.isoformat()}T04:{index:02d}:10.339Z</lastmod></url>"
        for index, story in enumerate(stories)
        for lang in ("vi", "sv")
    )
    return xml(f"<urlset {SITEMAP_SCHEMA}>\n{entries}\n</urlset>")


def front_page(stories: Iterable[Story], lang: str) -> str:
    """Return an edition's front page, which has no article's body."""
    links = "\n".join(
        f'<li><a href="{edition_path(story, lang)}">{text(story.tellings[0].title_sv)}</a></li>'
        for story in stories
    )
    return f'<!doctype html><html lang="{lang}"><title>{SITE_LINE}</title><h1>{SITE_LINE}</h1><ul>\n{links}\n</ul></html>\n'
