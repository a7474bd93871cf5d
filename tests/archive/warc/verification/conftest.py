"""A healthy collection of two closed files with its catalog."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from archive.catalog.engine import writing
from archive.collection import Collection
from archive.indexing import index_record
from archive.model import Outcome
from archive.verification import verified
from archive.warc.places import closed_warcs
from archive.warc.reader import iter_records
from archive.warc.verification.verify import files_findings
from archive.warc.writer import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model import Capture
    from archive.warc.verification.finding import Finding
    from tests.archive.warc.conftest import MakeExchange, OpenWriter

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGES = [HTML + b"\r\n" + b"<p>Bai s\xe1\xbb\x91 %d</p>" % number * 40 for number in range(4)]
HEALTHY = [
    *PAGES,
    HTML + b"Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nTrailer: 1\r\n\r\n",
    HTML + b"Transfer-Encoding: chunked\r\n\r\nnot chunked at all, whatever the head says",
    HTML + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
    b"HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n",
    b"HTTP/1.0 200 OK\nX: \xff\n\nLF only",
    b"\x00 no http \r\n\r\n at all",
    b"",
]


@dataclass(frozen=True)
class Archive:
    """A healthy collection of two closed files with its catalog, and the captures in it."""

    root: Path
    captures: list[Capture]

    @property
    def collection(self) -> Collection:
        return Collection(root=self.root)

    @property
    def findings(self) -> list[Finding]:
        return list(verified(self.collection))

    @property
    def file(self) -> Path:
        return closed_warcs(self.root)[0]

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.findings if finding.is_fault}

    @property
    def codes_of_files_alone(self) -> set[str]:
        found = files_findings(closed_warcs(self.root))
        return {finding.code for finding in found if finding.is_fault}

    def members(self) -> list[bytes]:
        raw = self.file.read_bytes()
        return [raw[found.offset :][: found.length] for found in iter_records(self.file)]

    def sql(self, statement: str) -> None:
        """Change rows of the catalog behind everyone's back."""
        with closing(sqlite3.connect(self.root / "catalog.sqlite")) as conn, conn:
            assert conn.execute(statement).rowcount > 0

    def write(self, members: list[bytes]) -> None:
        self.file.write_bytes(b"".join(members))


@pytest.fixture
def archive(collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange) -> Archive:
    captures = []
    with open_writer(Limits(bytes=9000)) as writer:
        first = writer.exchange(make_exchange(PAGES[0], interim=b"HTTP/1.1 103 Early Hints\r\n\r\n"))
        captures = [first, writer.exchange(make_exchange(PAGES[1]))]
        captures.append(writer.exchange(make_exchange(b"HTTP/1.1 304 Not Modified\r\n\r\n"), lambda _: first))
        captures.append(writer.exchange(make_exchange(PAGES[0]), lambda _: first))
        captures += [writer.exchange(make_exchange(message)) for message in HEALTHY]
        captures.append(writer.exchange(make_exchange(PAGES[2][:-9], truncated="disconnect")))
        head_only = make_exchange(HTML + b"Content-Length: 99\r\n\r\n", request=b"HEAD / HTTP/1.1\r\n\r\n")
        captures.append(writer.exchange(head_only))
        outcome = Outcome(url="https://outlet.example/b", at=captures[-1].captured_at, kind="dns", detail="?")
        kept = [writer.outcome(outcome)]
        listed = b'{"lang": "vi", "day": "2026-02-28", "at": "2026-03-01T08:00:00+00:00"}'
        kept.append(writer.metadata("urn:kalla:listed:1", "application/json", listed, at=outcome.at))
        rendering = "Bron öppnades för trafik på fredagen, och alla i byn var där.".encode()
        kept.append(writer.resource("urn:kalla:rendering:1", "text/plain", rendering, at=outcome.at))
    assert len(closed_warcs(collection)) == 2
    engine = Collection(root=collection).catalog()
    with writing(engine) as conn:
        for capture in captures:
            index_record(conn, capture)
        for record in kept:
            index_record(conn, record)
    engine.dispose()
    return Archive(root=collection, captures=captures)
