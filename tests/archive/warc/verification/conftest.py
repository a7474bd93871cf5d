"""A healthy collection of two closed files, and what its catalog would say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from archive.warc.places import closed_warcs
from archive.warc.reader import iter_records
from archive.warc.verification.verify import collection_findings, files_findings
from archive.warc.writer import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model import Capture
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
    """A healthy collection of two closed files, and what its catalog would say."""

    root: Path
    captures: list[Capture]

    @property
    def file(self) -> Path:
        return closed_warcs(self.root)[0]

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in collection_findings(self.root, self.captures) if finding.is_fault}

    @property
    def codes_of_files_alone(self) -> set[str]:
        found = files_findings(closed_warcs(self.root))
        return {finding.code for finding in found if finding.is_fault}

    def members(self) -> list[bytes]:
        raw = self.file.read_bytes()
        return [raw[found.offset :][: found.length] for found in iter_records(self.file)]

    def write(self, members: list[bytes]) -> None:
        self.file.write_bytes(b"".join(members))


@pytest.fixture
def archive(collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange) -> Archive:
    captures = []
    with open_writer(Limits(bytes=9000)) as writer:
        first = writer.exchange(make_exchange(PAGES[0], interim=b"HTTP/1.1 103 Early Hints\r\n\r\n"))
        captures = [first, writer.exchange(make_exchange(PAGES[1]))]
        captures.append(writer.exchange(make_exchange(b"HTTP/1.1 304 Not Modified\r\n\r\n"), first))
        captures.append(writer.exchange(make_exchange(PAGES[0]), first))
        captures += [writer.exchange(make_exchange(message)) for message in HEALTHY]
        captures.append(writer.exchange(make_exchange(PAGES[2][:-9], truncated="disconnect")))
        head_only = make_exchange(HTML + b"Content-Length: 99\r\n\r\n", request=b"HEAD / HTTP/1.1\r\n\r\n")
        captures.append(writer.exchange(head_only))
    assert len(closed_warcs(collection)) == 2
    return Archive(root=collection, captures=captures)
