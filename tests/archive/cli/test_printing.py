"""What pages, files and servers say is printed, and never obeyed by the terminal."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from datetime import UTC, datetime

import click
from hypothesis import given
from hypothesis import strategies as st

from archive.cli.printing import echo, echo_json, echo_table, printable, side_by_side
from archive.cli.show import text_view
from archive.model import Article, Block, Capture

HOSTILE = "\x1b]0;x\x07đỏ\x9b2J\u202e\u2066\U000e0001"


def is_tame(text: str) -> bool:
    return all(letter.isprintable() or letter in "\t\n" for letter in text)


def test_blank_that_is_no_space_is_printed_as_one() -> None:
    assert printable("en\u00a0bro\u2028två\trader\n") == "en bro två\trader\n"


@given(st.text())
def test_nothing_that_is_printed_steers_a_terminal(text: str) -> None:
    out = io.StringIO()
    with redirect_stdout(out):
        echo(text + HOSTILE)
        echo_table([("URL", "WHY"), (HOSTILE, text)])
    assert is_tame(out.getvalue())
    assert is_tame(side_by_side(text, HOSTILE, width=80))


@given(st.dictionaries(st.text(), st.text() | st.integers()))
def test_json_steers_no_terminal_and_means_the_same(value: dict[str, str | int]) -> None:
    out = io.StringIO()
    with redirect_stdout(out):
        echo_json({**value, "title": HOSTILE})
    assert out.getvalue().removesuffix("\n").isprintable()
    assert json.loads(out.getvalue()) == {**value, "title": HOSTILE}


def test_page_is_shown_without_its_commands() -> None:
    capture = Capture(
        record_id="urn:uuid:1",
        url=f"https://a.example/{HOSTILE}",
        captured_at=datetime(2026, 3, 1, tzinfo=UTC),
        status=200,
        mime="text/html",
        digest="",
        warc="a.warc.gz",
        offset=0,
        length=1,
    )
    blocks = (Block(type="paragraph", text=HOSTILE), Block(type="title", text=HOSTILE))
    article = Article(
        record_id="urn:uuid:1", extraction="ok", extractor="none", authors=(HOSTILE,), blocks=blocks
    )
    assert is_tame(click.unstyle("\n".join(text_view(capture, article))))
