"""What is news among the checks of all that is watched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from archive.catalog.check_rows import latest_checks, news
from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.engine import writing
from archive.collection import Collection
from archive.model import Check

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model import State

BEGINNING = datetime(2026, 1, 5, 8, tzinfo=UTC)
URL = "https://nhandan.vn/cau-go-moi-tren-song-post800001.html"


def look(number: int, state: State, sights: int | None = None) -> LoggedCheck:
    at = BEGINNING + timedelta(days=number)
    evidence = {} if sights is None else {"sights": sights}
    return LoggedCheck(url=URL, number=number, check=Check(at=at, state=state, evidence=evidence))


def test_each_change_is_news_once_and_a_suspicion_never(tmp_path: Path) -> None:
    looks = [
        look(0, "first"),
        look(1, "edited"),
        look(2, "suspect"),
        look(3, "removed", sights=3),
        look(4, "removed"),
        look(5, "removed"),
        look(6, "restored"),
    ]
    catalog = Collection(root=tmp_path).catalog()
    with writing(catalog) as conn:
        put_checks(conn, URL, looks)
        assert [logged.number for logged in news(conn)] == [6, 3, 1]
        assert [logged.number for logged in news(conn, BEGINNING + timedelta(days=3))] == [6, 3]
        assert [logged.number for logged in latest_checks(conn, ["removed"])] == [5, 4, 3]
        assert [logged.number for logged in latest_checks(conn, ["suspect"])] == [2]
    catalog.dispose()
