"""Long tables turn their pages by links alone, keep what was chosen, and begin at a day if asked."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.archive.web.conftest import Served

TIMES = re.compile(r"<td>(?:<a [^>]*>)?<time datetime=\"([^\"]+)\"")


def times(page: str) -> list[str]:
    return TIMES.findall(page)


def link_to(page: str, words: str) -> str:
    (found,) = re.findall(rf'href="([^"]*)">{words}</a>', page)
    return html.unescape(found)


def test_a_day_is_where_a_table_begins_and_what_is_later_comes_before(served: Served) -> None:
    page = served.get("/captures?type=response&day=2026-01-05").body
    assert times(page) == ["2026-01-05T08:00:00+00:00"]
    assert 'name="day" value="2026-01-05"' in page
    previous = link_to(page, "← Previous")
    assert "type=response" in previous
    both = ["2026-01-06T08:00:00+00:00", "2026-01-05T08:00:00+00:00"]
    assert times(served.get(f"/captures{previous}").body) == both


@pytest.mark.parametrize("table", ["/captures", "/changes", "/stale", "/unanswered"])
def test_a_day_before_all_shows_nothing_and_leads_back(served: Served, table: str) -> None:
    page = served.get(f"{table}?day=1990-01-01").body
    assert times(page) == []
    whole = times(served.get(table).body)
    assert times(served.get(f"{table}{link_to(page, 'First')}").body) == whole
    assert times(served.get(f"{table}{link_to(page, '← Previous')}").body) == whole


def test_a_form_for_the_day_keeps_what_was_chosen(served: Served) -> None:
    assert '<input type="hidden" name="state" value="edited">' in served.get("/changes?state=edited").body


@pytest.mark.parametrize("table", ["/pairs", "/captures", "/changes", "/stale", "/due", "/search?q=cau"])
def test_the_end_of_a_short_table_is_its_beginning(served: Served, table: str) -> None:
    sign = "&" if "?" in table else "?"
    assert "Previous" not in served.get(f"{table}{sign}before=").body
    assert served.get(f"{table}{sign}before=").body.count("<tr>") == served.get(table).body.count("<tr>")
