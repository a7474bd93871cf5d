"""The renderings as text files, in the two shapes that people have: the whole page, or its body alone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.vietnamvn import SITE_LINE, agency_line
from crawler.sampleweb.stories import all_stories

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.sampleweb.story import Passage, Story

SAME_CATEGORY = (
    "Morgondimman över en dal som bara finns i sagor",
    "Risfälten skiftar färg när hösten kommer till Lac Giang",
    "En liten gata där alla bagare heter Hoa",
    "Byn som målar sina båtar blå varje vår",
)
COMPANY = "Verkstaden som lagar gamla radioapparater med bambu"
FURNITURE = ("Aktuella händelser", "Politiskt system", "Lokal", "Produkt")


def write_renderings(folder: Path) -> list[Path]:
    """Write every story that has a text form into `folder`, oldest first, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    stories = [story for story in all_stories() if story.shape is not None]
    written = []
    for index, story in enumerate(stories):
        content = rendering_text(story)
        file = folder / f"{index:03d}_{hashlib.sha256(content.encode()).hexdigest()[:16]}.txt"
        file.write_text(content, encoding="utf-8")
        written.append(file)
    return written


def rendering_text(story: Story) -> str:
    return _whole_page(story) if story.shape == "page" else _body_only(story)


def _source_line(story: Story) -> str:
    """A link that stands on the word is lost in text."""
    return f"Källa: {story.cited_as}" if story.link_sv == "text" else "Källa"


def _whole_page(story: Story) -> str:
    told = story.tellings[0]
    label = f"{story.publisher}{story.publisher}{story.rendered_on:%d/%m/%Y}"
    article = [SITE_LINE, told.title_sv, told.lead_sv, label, *_paragraphs(told.body), _source_line(story)]
    chrome = ["No data\nNo data", "I samma ämne", "I samma kategori", "\n".join(SAME_CATEGORY)]
    chrome += ["Av samma författare", "Arv", "Figur", "Företag", COMPANY, *FURNITURE]
    return "\n\n".join(article) + "\n\n\nKommentar (0)\n\n" + "\n\n".join(chrome)


def _paragraphs(body: tuple[Passage, ...]) -> list[str]:
    """A picture with an alternative text stands right above its caption, a file name a line apart."""
    shown: list[str] = []
    for passage in body:
        if passage.sv is None:
            continue
        if passage.joins:
            shown[-1] += " " + passage.sv
        elif passage.type == "caption" and passage.alt:
            shown.append(f"{passage.alt}\n{passage.sv}")
        elif passage.type == "caption" and passage.image:
            shown += [passage.image, passage.sv]
        else:
            shown.append(passage.sv)
    return shown


def _body_only(story: Story) -> str:
    lines = list(story.rendered_texts())
    if story.agency:
        lines.append(agency_line(story, "sv"))
    gap = "\n" if story.agency else "\n" * 7
    return "\n".join(lines) + f"\n{_source_line(story)}{gap}Kommentar (0)"
