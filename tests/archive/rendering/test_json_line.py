"""Fields fill in what the text does not say, and never overrule it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from archive.errors import UnreadableInput
from archive.rendering.json_line import rendering_from_json
from archive.rendering.text import rendering_from_text

BODY = "Bron öppnades för trafik på fredagen, och alla som bor där var med.\n" * 4


def line(**fields: object) -> bytes:
    return json.dumps({"text": BODY, **fields}).encode()


def test_fields_fill_in() -> None:
    fields = {"title": "En bro", "url": "https://www.vietnam.vn/sv/en-bro", "date": "2025-01-02T20:00:00Z"}
    rendering = rendering_from_json(line(**fields), source="a.jsonl#1")
    assert (rendering.title, rendering.source) == ("En bro", "https://www.vietnam.vn/sv/en-bro")
    assert rendering.published_on == date(2025, 1, 3)
    assert rendering.id == rendering_from_text(BODY, source="x").id


def test_language_field_counts_where_the_text_is_silent() -> None:
    assert rendering_from_json(json.dumps({"text": "Hanoi", "lang": "de"}).encode(), source="x").lang == "de"
    assert rendering_from_json(line(lang="de"), source="x").lang == "sv"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "no url", 5, None])
def test_source_stays_the_line_without_a_web_address(url: object) -> None:
    assert rendering_from_json(line(url=url), source="a.jsonl#1").source == "a.jsonl#1"


HUGE_NUMBER = b'{"text": "a", "n": ' + b"9" * 9999 + b"}"


@pytest.mark.parametrize(
    "body", [b"{", b"[" * 100_000, b'{"text": 1}', b"{}", b'"text"', HUGE_NUMBER, b"\xff{}"]
)
def test_line_that_is_none_says_so(body: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"a\.jsonl#1: "):
        rendering_from_json(body, source="a.jsonl#1")


def test_lone_surrogate_is_replaced() -> None:
    rendering = rendering_from_json(rb'{"text": "Bron \ud800 i Hanoi"}', source="x")
    assert rendering.blocks[0].text == "Bron \ufffd i Hanoi"
