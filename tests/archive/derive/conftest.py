"""A collection that is filled answer by answer, at times that a test names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from archive.accession import imported_renderings
from archive.catalog.checks import checks_of
from archive.catalog.engine import reading
from archive.collection import Collection
from archive.derive.checks import derived_checks
from archive.derive.pages import derived_texts
from archive.model import Exchange, Outcome
from archive.recorder import Recorder
from archive.text.article import article_from_page
from archive.warc.writer import CrawlInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.catalog.checks import LoggedCheck
    from archive.model import Capture, OutcomeKind

BEGINNING = datetime(2026, 3, 1, tzinfo=UTC)
STORY = (
    "Sáng 12/3, xã Lâm Thượng khánh thành cây cầu dài 48 m bắc qua suối Nậm Pha, nơi mùa lũ hay chia cắt.",
    "Theo ông Trần Văn Lực, Chủ tịch xã, cầu có tổng vốn 3,2 tỷ đồng, trong đó dân góp 450 triệu đồng.",
    "Dự kiến trong tháng 6, xã sẽ lắp thêm đèn chiếu sáng và biển báo tải trọng ở hai đầu cầu.",
)


def article_page(*paragraphs: str, noise: str = "") -> str:
    """A page in the classes of two outlets; `noise` stands where a session's mark does."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs or STORY)
    return (
        f'<html><head><meta name="csrf" content="{noise}"><title>Cầu mới ở Lâm Thượng</title></head><body>'
        '<h1 class="article__title block-sc-title">Cầu mới ở Lâm Thượng</h1>'
        f'<div class="article__body cms-body b-maincontent" itemprop="articleBody">{body}</div>'
        f"<footer>{noise}</footer></body></html>"
    )


class Watched:
    """A collection with its recorder, and a clock that stands where the last look was made."""

    def __init__(self, root: Path) -> None:
        self.collection = Collection(root=root / "collection")
        self.files = root
        self.hour = 0.0
        self.is_closed = False
        self.recorder = Recorder(
            self.collection, CrawlInfo(software="test", robots="none", operator="none"), now=lambda: self.now
        )

    @property
    def now(self) -> datetime:
        return BEGINNING + timedelta(hours=self.hour)

    def cite(self, *urls: str) -> None:
        """Bring in a rendering for each of these originals."""
        for number, url in enumerate(urls):
            path = self.files / f"{number}.txt"
            text = f"Bro nummer {number} i Lam Thuong öppnades i går efter två års arbete.\n\nKälla: {url}\n"
            path.write_text(text, encoding="utf-8")
            assert list(imported_renderings(path, self.recorder))

    def answer(self, hour: float, url: str, page: str = "", *, status: int = 200, **fields: str) -> Capture:
        self.hour = hour
        told = {"Content-Type": "text/html; charset=utf-8", **fields}
        head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
        body = page.encode()
        response = f"HTTP/1.1 {status} x\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        request = f"GET {url} HTTP/1.1\r\nHost: x\r\nUser-Agent: test\r\n\r\n".encode()
        return self.recorder.exchange(
            Exchange(url=url, method="GET", started_at=self.now, request=request, response=BytesIO(response))
        )

    def no_answer(self, hour: float, url: str, kind: OutcomeKind) -> None:
        self.hour = hour
        self.recorder.outcome(Outcome(url=url, at=self.now, kind=kind, detail="x"))

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            self.recorder.close()

    def told(self, url: str) -> list[LoggedCheck]:
        """The history of a URL, derived from what the collection holds now."""
        catalog = self.recorder.catalog
        assert list(derived_texts(self.collection, catalog, article_from_page)) is not None
        assert list(derived_checks(self.collection, catalog))
        with reading(catalog) as conn:
            return checks_of(conn, url)

    def states(self, url: str) -> list[str]:
        return [logged.check.state for logged in self.told(url)]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.close()
