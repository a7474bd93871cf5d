"""The text files have the two shapes that people have them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from crawler.sampleweb.stories import all_stories, story_named
from crawler.sampleweb.text_renderings import rendering_text, write_renderings

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.sampleweb.story import Story

WITH_TEXT = [story for story in all_stories() if story.shape is not None]


def test_a_file_is_written_for_every_story_that_has_a_text_form(tmp_path: Path) -> None:
    written = write_renderings(tmp_path / "new")
    assert [file.read_text(encoding="utf-8") for file in written] == [
        rendering_text(story) for story in WITH_TEXT
    ]
    assert all(re.fullmatch(r"\d{3}_[0-9a-f]{16}\.txt", file.name) for file in written)
    assert write_renderings(tmp_path / "new") == written


@pytest.mark.parametrize("story", WITH_TEXT, ids=lambda story: story.name)
def test_a_text_holds_its_paragraphs_as_lines_and_one_source_line(story: Story) -> None:
    lines = rendering_text(story).splitlines()
    assert [line for line in lines if line in story.rendered_texts()] == list(story.rendered_texts())
    [source] = [line for line in lines if line.startswith("Källa")]
    assert source == (f"Källa: {story.citation_url}" if story.citation_url else "Källa")
    after = [line for line in lines[lines.index(source) + 1 :] if line]
    assert after[0] == "Kommentar (0)"


def test_a_whole_page_starts_with_the_site_and_the_glued_publisher() -> None:
    story = story_named("bridge")
    told = story.tellings[0]
    blocks = rendering_text(story).split("\n\n")
    assert blocks[:4] == [
        "Vietnam.vn - Nền tảng quảng bá Việt Nam",
        told.title_sv,
        told.lead_sv,
        "Báo Quốc TếBáo Quốc Tế28/10/2025",
    ]
    assert blocks[4] == f"{told.body[0].alt}\n{told.body[0].sv}"
    assert rendering_text(story).endswith("\n\nLokal\n\nProdukt")


def test_a_body_has_neither_title_nor_lead_nor_caption() -> None:
    story = story_named("delegation")
    told = story.tellings[0]
    text = rendering_text(story)
    captions = [str(passage.sv) for passage in told.body if passage.type == "caption"]
    assert captions
    assert not any(lost in text for lost in (told.title_sv, told.lead_sv, *captions))
    assert text.endswith("Kommentar (0)")


def test_an_agency_text_keeps_the_plugins_mark_before_its_source_line() -> None:
    lines = rendering_text(story_named("rice")).splitlines()
    assert lines[-3] == "TH (enligt VNA)[annons_2]"
    assert lines[-1] == "Kommentar (0)"
