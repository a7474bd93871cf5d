"""The index is sorted, complete, leads to its records by a seek, and says what it had to leave out."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from typing import TYPE_CHECKING

from archive.warc.index import write_cdxj
from archive.warc.places import closed_warcs, warc_path
from archive.warc.writer import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model import Capture
    from tests.archive.warc.conftest import MakeExchange, OpenWriter


def written(open_writer: OpenWriter, make_exchange: MakeExchange) -> list[Capture]:
    with open_writer(Limits(bytes=2000)) as writer:
        page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        captures = [
            writer.exchange(make_exchange(page + b"%d" % number, url=f"https://outlet.example/{number % 3}"))
            for number in range(9)
        ]
        return [*captures, writer.exchange(make_exchange(b"HTTP/1.1 304 OK\r\n\r\n"), lambda _: captures[0])]


def test_lines_are_sorted_over_all_files(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    captures = written(open_writer, make_exchange)
    assert len(closed_warcs(collection)) > 2
    out = BytesIO()
    assert write_cdxj(closed_warcs(collection), out) == []
    lines = out.getvalue().splitlines()
    assert len(lines) == len(captures)
    assert lines == sorted(lines)
    key, time, fields = lines[0].decode().split(" ", 2)
    assert (key, time) == ("example,outlet)/0", "20260301083001")
    assert json.loads(fields) == {
        "url": "https://outlet.example/0",
        "mime": "text/html",
        "status": "200",
        "digest": captures[0].digest,
        "length": str(captures[0].length),
        "offset": str(captures[0].offset),
        "filename": captures[0].warc,
    }


def test_every_line_leads_to_its_record(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    written(open_writer, make_exchange)
    out = BytesIO()
    write_cdxj(closed_warcs(collection), out)
    for line in out.getvalue().splitlines():
        fields = json.loads(line.split(b" ", 2)[2])
        raw = warc_path(collection, fields["filename"]).read_bytes()
        record = gzip.decompress(raw[int(fields["offset"]) :][: int(fields["length"])])
        assert f"WARC-Payload-Digest: {fields['digest']}\r\n".encode() in record
        assert fields["mime"] == ("warc/revisit" if b"WARC-Type: revisit" in record else "text/html")


def test_damage_is_left_out_and_told(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    captures = written(open_writer, make_exchange)
    path = warc_path(collection, captures[0].warc)
    raw = bytearray(path.read_bytes())
    raw[captures[0].offset + 60] ^= 0xFF
    path.write_bytes(raw)
    out = BytesIO()
    (damage,) = write_cdxj(closed_warcs(collection), out)
    assert (damage.file, damage.offset) == (captures[0].warc, captures[0].offset)
    assert len(out.getvalue().splitlines()) == len(captures) - 1
