"""`kalla ls`: what was captured."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.catalog.capture_search import CaptureQuery, captures_found, statuses_named
from archive.catalog.engine import reading
from archive.cli.addresses import time_named
from archive.cli.printing import echo_json, echo_table
from archive.errors import WrongUsage
from archive.export.json_lines import capture_json
from archive.outlets.registry import outlet_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from archive.collection import Collection
    from archive.model import Capture, State


def ls(
    collection: Collection,
    glob: str,
    file: Path | None,
    *,
    state: State | None,
    lang: str | None,
    as_json: bool,
    **filters: Any,
) -> None:
    if file and (state or lang):
        raise WrongUsage("--state and --lang are known of a collection's captures only, not of a file's")
    wanted = replace(capture_query(glob, **filters), state=state, lang=lang)
    with ExitStack() as open_catalog:
        if file is None:
            conn = open_catalog.enter_context(reading(collection.existing_catalog()))
            found = captures_found(conn, wanted)
        else:
            # Here, because it brings what reads WARC files, and a collection's list needs none of that.
            from archive.cli.foreign import foreign_captures  # noqa: PLC0415

            found = (capture for _, capture in foreign_captures(file) if wanted.holds(capture))
        if as_json:
            for capture in found:
                echo_json(capture_json(capture))
        else:
            echo_table(_lines(found), nothing=_why_none(wanted, file))


def _why_none(wanted: CaptureQuery, file: Path | None) -> str:
    if wanted != CaptureQuery():
        return f"no capture is like that; `kalla ls{' --warc FILE' if file else ''}` alone lists all"
    if file:
        return f"{file} holds no capture"
    return "nothing was captured yet: `scrapy crawl originals` fetches what renderings cite"


def capture_query(
    glob: str, *, status: str | None, since: str | None, until: str | None, kind: Any, outlet: str | None
) -> CaptureQuery:
    """What the options mean. Raises WrongUsage."""
    statuses = statuses_named(status) if status else None
    if status and statuses is None:
        raise WrongUsage(f"--status {status}: write a status like 404, or a class like 4xx")
    return CaptureQuery(
        glob=glob,
        statuses=statuses,
        since=time_named(since) if since else None,
        until=time_named(until) if until else None,
        type=kind,
        outlet=outlet_named(outlet) if outlet else None,
    )


def _lines(found: Iterator[Capture]) -> Iterator[tuple[str, ...]]:
    yield ("CAPTURED", "STATUS", "TYPE", "WARC", "URL")
    for capture in found:
        at = f"{capture.captured_at:%Y-%m-%d %H:%M:%S}"
        place = f"{capture.warc}+{capture.offset}"
        yield (at, str(capture.status), capture.type, place, capture.url)
