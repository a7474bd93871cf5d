"""What pages, files and servers say is printed, and never obeyed by the terminal."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from dataclasses import replace

import click
from hypothesis import given
from hypothesis import strategies as st

from archive.cli.printing import (
    ROWS_MEASURED,
    echo,
    echo_json,
    echo_table,
    printable,
    side_by_side,
    table,
)
from archive.cli.show import text_view
from archive.model import Article, Block
from tests.archive.capture import CAPTURE

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
        echo_table([("URL", "WHY"), (HOSTILE, text)], nothing="")
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
    capture = replace(CAPTURE, url=f"https://a.example/{HOSTILE}")
    blocks = (Block(type="paragraph", text=HOSTILE), Block(type="title", text=HOSTILE))
    article = Article(
        record_id="urn:uuid:1", extraction="ok", extractor="none", authors=(HOSTILE,), blocks=blocks
    )
    assert is_tame(click.unstyle("\n".join(text_view(capture, article))))


ROWS = st.lists(
    st.tuples(st.text(max_size=40), st.text(max_size=30), st.text(max_size=300)), min_size=1, max_size=30
)


@given(ROWS, st.integers(20, 200))
def test_no_line_of_a_table_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = list(table(rows, width=width))
    assert max(map(len, lines)) <= width
    assert len(lines) >= len(rows)


@given(ROWS)
def test_table_in_a_pipe_has_a_line_a_row_and_all_of_it(rows: list[tuple[str, str, str]]) -> None:
    for row, line in zip(rows, table(rows, width=None), strict=True):
        assert "\n" not in line
        assert all(printable(cell).replace("\n", " ").replace("\t", " ") in line for cell in row)


def test_no_address_is_lost_in_the_middle_of_a_row() -> None:
    rows = [("WHEN", "URL", "WHY"), ("2026-03-01", "https://a.example/" + "b" * 40, "it answered 404")]
    assert list(table(rows, width=62)) == [
        "WHEN",
        "    URL",
        "    WHY",
        "2026-03-01",
        f"    https://a.example/{'b' * 40}",
        "    it answered 404",
    ]


def test_what_has_no_place_beside_the_others_stands_below_them_whole() -> None:
    rows = [("WHEN", "WHERE", "URL"), ("2026-03-01", "a" * 30, "https://a.example/" + "b" * 40)]
    assert list(table(rows, width=60)) == [
        "WHEN        WHERE",
        "    URL",
        f"2026-03-01  {'a' * 30}",
        f"    https://a.example/{'b' * 38}",
        "    bb",
    ]


def test_sentence_that_is_too_long_for_the_last_column_goes_on_below_itself() -> None:
    why = "title and paragraph changed; between 2026-03-01 08:00 and 2026-03-02 08:00; now elsewhere"
    rows = [("WHEN", "STATE", "WHY"), ("2026-03-01", "edited", why), ("2026-03-02", "removed" * 8, why)]
    told = [("2026-03-01", "edited", why)] * ROWS_MEASURED
    assert list(table(rows[:2], width=80)) == [
        "WHEN        STATE   WHY",
        "2026-03-01  edited  title and paragraph changed; between 2026-03-01 08:00 and",
        "                    2026-03-02 08:00; now elsewhere",
    ]
    # A row that is wider than those that were measured has no room for it beside the others.
    assert list(table([*told, rows[2]], width=80))[-3:] == [
        f"2026-03-02  {'removed' * 8}",
        "    title and paragraph changed; between 2026-03-01 08:00 and 2026-03-02 08:00;",
        "    now elsewhere",
    ]


@given(ROWS, st.integers(20, 200))
def test_no_letter_of_the_last_column_is_lost_on_a_terminal(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    shown = "".join("".join(table(rows, width=width)).split())
    assert all("".join(printable(row[-1]).split()) in shown for row in rows)
