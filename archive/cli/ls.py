"""`kalla ls`: what was captured."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from archive.catalog.captures import all_captures
from archive.catalog.engine import reading
from archive.cli.foreign import foreign_captures
from archive.cli.printing import echo_json, echo_table
from archive.cli.show import time_named
from archive.errors import WrongUsage
from archive.export.json_lines import capture_json
from archive.outlets.registry import outlet_for_url, outlet_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.collection import Collection
    from archive.model import Capture


def ls(collection: Collection, glob: str, file: Path | None, *, as_json: bool, **filters: str | None) -> None:
    wanted = Wanted.named(glob, **filters)
    with ExitStack() as open_catalog:
        captures: Iterator[Capture]
        if file is not None:
            captures = (capture for _, capture in foreign_captures(file))
        else:
            captures = all_captures(open_catalog.enter_context(reading(collection.existing_catalog())))
        found = filter(wanted.holds, captures)
        if as_json:
            for capture in found:
                echo_json(capture_json(capture))
        else:
            echo_table(_lines(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which captures are listed."""

    glob: str
    status: str
    since: str
    until: str
    kind: str | None
    outlet: str | None

    @classmethod
    def named(
        cls,
        glob: str,
        *,
        status: str | None,
        since: str | None,
        until: str | None,
        kind: str | None,
        outlet: str | None,
    ) -> Wanted:
        """What the options name. Raises WrongUsage."""
        pattern = (status or "*").lower().replace("x", "?")
        if len(pattern) != len("404") and pattern != "*":
            raise WrongUsage(f"--status {status}: write a status like 404, or a class like 4xx")
        if outlet:
            outlet_named(outlet)
        bounds = [time_named(text).isoformat() if text else "" for text in (since, until)]
        return cls(glob=glob, status=pattern, since=bounds[0], until=bounds[1], kind=kind, outlet=outlet)

    def holds(self, capture: Capture) -> bool:
        at = capture.captured_at.isoformat()
        if at < self.since or (self.until and at >= self.until) or self.kind not in {None, capture.type}:
            return False
        if self.outlet:
            found = outlet_for_url(capture.url)
            if found is None or found.name != self.outlet:
                return False
        return fnmatchcase(str(capture.status), self.status) and fnmatchcase(capture.url, self.glob)


def _lines(found: Iterator[Capture]) -> Iterator[tuple[str, ...]]:
    yield ("CAPTURED", "STATUS", "TYPE", "WARC", "URL")
    for capture in found:
        at = f"{capture.captured_at:%Y-%m-%d %H:%M:%S}"
        place = f"{capture.warc}+{capture.offset}"
        yield (at, str(capture.status), capture.type, place, capture.url)
