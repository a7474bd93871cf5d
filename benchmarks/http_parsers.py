"""Which HTTP/1.x parser loses no page: h11, httptools and `archive.http1` on the hard cases of the tests.

`python -m benchmarks.http_parsers` prints one line a case where they differ, the sums, and the time of one
parse as a ratio to ours. Every parser is fed the same writes, is told of the same ends, and keeps what it had
before an error. The content codings are undone by the same function for all.
"""

from __future__ import annotations

import io
import time
from functools import partial
from typing import TYPE_CHECKING

import h11
import httptools

from archive.http1.coding import decode_body
from archive.http1.framing import listed
from archive.http1.message import codings
from archive.http1.response import ResponseReader
from tests.crawler.capture.hard_codings import CODINGS
from tests.crawler.capture.hard_endings import ENDINGS
from tests.crawler.capture.hard_framing import FRAMING
from tests.crawler.capture.hard_heads import HEADS
from tests.crawler.capture.wire import HTML, HardCase, case, sized

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LIMIT = 64 * 1024 * 1024
ROUNDS = 7
REPEATS = 300
LENIENCIES = [
    "lenient_headers",
    "lenient_chunked_length",
    "lenient_keep_alive",
    "lenient_transfer_encoding",
    "lenient_version",
    "lenient_data_after_close",
    "lenient_optional_lf_after_cr",
    "lenient_optional_cr_before_lf",
    "lenient_optional_crlf_after_chunk",
    "lenient_spaces_after_chunk_size",
]


class Parsed:
    """What a parser made of a case: its error if any, the codings it saw and the payload it gave."""

    def __init__(self) -> None:
        self.error: str | None = None
        self.codings: Sequence[bytes] = ()
        self.payload: list[bytes] = []

    def gives(self, body: bytes) -> bool:
        return decode_body(b"".join(self.payload), self.codings, limit=LIMIT).body == body


def with_ours(met: HardCase) -> Parsed:
    parsed = Parsed()
    reader = ResponseReader(met.method, io.BytesIO(), limit=LIMIT)
    for piece in met.pieces:
        if reader.feed(piece):
            break
    parsed.error = reader.refused
    parsed.payload.append(reader.payload)
    if reader.head:
        parsed.codings = codings(reader.head)
    return parsed


def with_h11(met: HardCase) -> Parsed:
    parsed = Parsed()
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=64 * 1024)
    connection.send(h11.Request(method=met.method, target="/", headers=[("Host", "a.example")]))
    connection.send(h11.EndOfMessage())
    ends = [b""] if met.then != "keep" else []
    try:
        for piece in [*met.pieces, *ends]:
            connection.receive_data(piece)
            if _read_events(connection, parsed):
                break
    except h11.RemoteProtocolError as fault:
        parsed.error = str(fault)
    return parsed


def _read_events(connection: h11.Connection, parsed: Parsed) -> bool:
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA or event is h11.PAUSED:
            return False
        if isinstance(event, h11.Response):
            fields = [value for name, value in event.headers if name == b"content-encoding"]
            parsed.codings = listed(fields)
        elif isinstance(event, h11.Data):
            parsed.payload.append(bytes(event.data))
        elif isinstance(event, h11.EndOfMessage):
            return True


class _Callbacks:
    def __init__(self) -> None:
        self.parsed = Parsed()
        self.finished = False
        self._fields: list[bytes] = []

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-encoding":
            self._fields.append(value)

    def on_headers_complete(self) -> None:
        self.parsed.codings = listed(self._fields)

    def on_body(self, data: bytes) -> None:
        if not self.finished:
            self.parsed.payload.append(data)

    def on_message_complete(self) -> None:
        self.finished = self.parser.get_status_code() >= 200

    parser: httptools.HttpResponseParser


def with_httptools(met: HardCase, **leniencies: bool) -> Parsed:
    """It cannot be told of a HEAD request, so it waits for a body then; nothing is given, nothing is lost."""
    callbacks = _Callbacks()
    callbacks.parser = httptools.HttpResponseParser(callbacks)
    callbacks.parser.set_dangerous_leniencies(**leniencies)
    try:
        for piece in met.pieces:
            if not callbacks.finished:
                callbacks.parser.feed_data(piece)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade) as fault:
        if not callbacks.finished:
            callbacks.parsed.error = str(fault)
    return callbacks.parsed


PARSERS: dict[str, Callable[[HardCase], Parsed]] = {
    "ours": with_ours,
    "h11": with_h11,
    "httptools": with_httptools,
    "lenient": partial(with_httptools, **dict.fromkeys(LENIENCIES, True)),  # httptools, all it can overlook
}


def verdict(parsed: Parsed, met: HardCase) -> str:
    right = isinstance(met.body, bytes) and parsed.gives(met.body)
    return ("right" if right else "LOST") + (", error" if parsed.error else "")


def seconds(parse: Callable[[HardCase], Parsed], met: HardCase) -> float:
    started = time.process_time()
    for _ in range(REPEATS):
        parse(met)
    return time.process_time() - started


def main() -> None:
    pages = [met for met in [*FRAMING, *HEADS, *CODINGS, *ENDINGS] if isinstance(met.body, bytes)]
    table = {met.name: {name: verdict(parse(met), met) for name, parse in PARSERS.items()} for met in pages}
    print(f"{'case':40}" + "".join(f"{name:>16}" for name in PARSERS))
    for name, row in table.items():
        if set(row.values()) != {"right"}:
            print(f"{name:40}" + "".join(f"{told:>16}" for told in row.values()))
    sums = [sum(row[name].startswith("right") for row in table.values()) for name in PARSERS]
    print(f"{f'pages right, of {len(pages)}':40}" + "".join(f"{right:>16}" for right in sums))
    for label, body in {"75 KB page": b"x" * 75_000, "2 KB page": b"x" * 2_000}.items():
        met = case(label, *_reads(sized(HTML, *[b"X-Field: value"] * 12, body=body)))
        rounds = [{name: seconds(parse, met) for name, parse in PARSERS.items()} for _ in range(ROUNDS)]
        times = {name: min(taken[name] for taken in rounds) for name in PARSERS}
        ratios = "".join(f"{taken / times['ours']:>16.2f}" for taken in times.values())
        print(f"{f'CPU time, {label}':40}{ratios}   (ours {times['ours'] / REPEATS * 1e6:.0f} µs)")


def _reads(message: bytes, size: int = 64 * 1024) -> list[bytes]:
    return [message[at : at + size] for at in range(0, len(message), size)]


if __name__ == "__main__":
    main()
