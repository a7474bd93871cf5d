"""www.vietnam.vn: the renderings, with the same slug in every edition, and a sitemap for every day.

Where its source line stands in the markup was never seen; here it is the body's last paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import sitemap
from crawler.sampleweb.sites.markup import Fragments, Html, joined
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.sampleweb.sites.site import Visit
    from crawler.sampleweb.story import Passage, Story
    from crawler.sampleweb.wire import Reply

HOME = "https://www.vietnam.vn"
SITE_LINE = "Vietnam.vn - Nền tảng quảng bá Việt Nam"
SOURCE_WORDS = {"sv": "Källa", "vi": "Nguồn"}
CHROME = {
    "sv": {"comments": "Kommentar (0)", "topic": "I samma ämne", "category": "I samma kategori"},
    "vi": {"comments": "Bình luận (0)", "topic": "Cùng chủ đề", "category": "Cùng chuyên mục"},
}
ROBOTS = """\
User-agent: *
Disallow: /api/
Sitemap: https://www.vietnam.vn/sitemap.xml
"""
HABITS = Habits(
    codings=("gzip",),
    framing="chunked",
    headers=(("Server", "vietnam.vn"), ("X-Powered-By", "Next"), ("Cache-Control", "private, no-cache")),
)
FRAGMENTS = Fragments(__file__)


def edition_path(story: Story, lang: str) -> str:
    """Return the path in an edition; the Vietnamese one has no language segment."""
    return f"/{story.place.slug}" if lang == "vi" else f"/{lang}/{story.place.slug}"


def agency_line(story: Story, lang: str) -> str:
    """Return the agency's credit with the mark that an auto-posting plugin leaves, itself translated."""
    return f"{story.agency}[ad_2]" if lang == "vi" else "TH (enligt VNA)[annons_2]"


def rendering_page(story: Story, lang: str, telling: int, neighbours: Sequence[Story], visit: Visit) -> str:
    """Return one edition's page of a story; `neighbours` fill the boxes around it."""
    told = story.tellings[telling]
    values = {
        "lang": lang,
        "title": told.title_vi if lang == "vi" else told.title_sv,
        "lead": told.lead_vi if lang == "vi" else told.lead_sv,
        "publisher": story.publisher,
        "date": f"{story.rendered_on:%d/%m/%Y}",
        "url": HOME + edition_path(story, lang),
        "url_vi": HOME + edition_path(story, "vi"),
        "url_sv": HOME + edition_path(story, "sv"),
        "session": visit.session,
    }
    parts = {
        "body": joined(_passages(told.body, lang)),
        "agency": FRAGMENTS.fill("agency", name=agency_line(story, lang)) if story.agency else Html(),
        "source_line": _source_line(story, lang),
        "neighbours": _links(neighbours, lang),
    }
    main = FRAGMENTS.fill("rendering", **values, **parts, **CHROME[lang])
    return FRAGMENTS.fill("frame", **values, main=main)


def front_page(stories: Iterable[Story], lang: str, visit: Visit) -> str:
    """Return an edition's front page, which has no article's body."""
    values = {"lang": lang, "title": SITE_LINE, "lead": SITE_LINE, "publisher": "", "session": visit.session}
    addresses = {"url": f"{HOME}/", "url_vi": f"{HOME}/", "url_sv": f"{HOME}/sv"}
    return FRAGMENTS.fill("frame", **values, **addresses, main=_links(stories, lang))


def post_sitemap(stories: Iterable[Story]) -> Reply:
    """Return a day's sitemap, both editions of every story."""
    return sitemap(
        (HOME + edition_path(story, lang), f"{story.rendered_on.isoformat()}T04:{minute:02d}:10.339Z")
        for minute, story in enumerate(stories)
        for lang in ("vi", "sv")
    )


def _passages(body: Iterable[Passage], lang: str) -> list[Html]:
    """Return the body's markup; a Swedish passage that runs on joins the paragraph before it."""
    told: list[tuple[Passage, str]] = []
    for passage in body:
        words = passage.vi if lang == "vi" else passage.sv
        if passage.joins and lang != "vi" and words is not None:
            before, said = told.pop()
            told.append((before, f"{said} {words}"))
        elif words is not None:
            told.append((passage, words))
    return [_passage(passage, words) for passage, words in told]


def _passage(passage: Passage, words: str) -> Html:
    file = passage.image or ""
    return FRAGMENTS.fill(passage.type, text=words, alt=passage.alt or file, file=file.replace(" ", "_"))


def _source_line(story: Story, lang: str) -> Html:
    link = story.link_vi if lang == "vi" else story.link_sv
    return FRAGMENTS.fill(f"source_{link}", word=SOURCE_WORDS[lang], url=story.cited_as)


def _links(stories: Iterable[Story], lang: str) -> Html:
    return joined(
        FRAGMENTS.fill(
            "neighbour",
            path=edition_path(story, lang),
            title=story.tellings[0].title_vi if lang == "vi" else story.tellings[0].title_sv,
        )
        for story in stories
    )
