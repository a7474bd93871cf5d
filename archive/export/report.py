"""A report to hand on: one HTML file that needs nothing else, with both texts, the history and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from archive.catalog.captures import capture_with_id, captures_of
from archive.catalog.checks import checks_of
from archive.catalog.renderings import cited_of, records_of, renderings_citing
from archive.catalog.statements import decisions_on
from archive.derive.pairs import original_url
from archive.errors import WrongUsage
from archive.export.side_by_side import side_by_side
from archive.export.templating import environment
from archive.export.texts import address_of, difference, texts_of
from archive.export.wording import NOT_PROVED, POLICY, PROVED, heading_of
from archive.warc.manifest import manifest_lines

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from archive.catalog.checks import LoggedCheck
    from archive.catalog.renderings import RenderingRecord
    from archive.export.side_by_side import SideBySide
    from archive.export.texts import Difference, Text
    from archive.model import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report tells of an original and its renderings.

    `kept` holds the records of each rendering, by its id. `changes` holds what differs between each text and
    the one before it. `sha256` names the closed WARC files as the manifest lists them; a file that is not in
    it is still being written.
    """

    url: str | None
    pairs: tuple[SideBySide, ...]
    kept: dict[str, tuple[RenderingRecord, ...]]
    checks: tuple[LoggedCheck, ...]
    texts: tuple[Text, ...]
    changes: tuple[Difference, ...]
    captures: tuple[Capture, ...]
    sha256: dict[str, str]

    @property
    def title(self) -> str:
        """The original's, wherever its text was read; a rendering's where there is none."""
        read = chain((text.article for text in self.texts[-1:]), (pair.article for pair in self.pairs))
        titles = chain(
            (one.title for one in read if one), (heading_of(pair.rendering) for pair in self.pairs)
        )
        return next(filter(None, titles), "Report")

    @property
    def published_at(self) -> datetime | None:
        """As the first text has it, which is what `kalla log` goes by."""
        return self.texts[0].article.published_at if self.texts else None

    @property
    def asks_not_to_be_archived(self) -> bool:
        return any(text.article.noarchive for text in self.texts)


def report_on_pair(conn: Connection, root: Path, rendering_id: str) -> Report:
    """Raises WrongUsage where the rendering was not paired yet."""
    found = side_by_side(conn, rendering_id)
    if found is None:
        raise WrongUsage(f"{rendering_id} is not paired yet: run `kalla derive`")
    cited, _ = cited_of(conn, rendering_id)
    return _report(conn, root, original_url(decisions_on(conn, rendering_id), cited), (found,))


def report_on_url(conn: Connection, root: Path, url: str) -> Report:
    """Raises WrongUsage where the URL was never captured."""
    address = address_of(conn, url)
    pairs = tuple(found for one in renderings_citing(conn, address) if (found := side_by_side(conn, one)))
    if not pairs and not captures_of(conn, address):
        raise WrongUsage(f"{url} was never captured; `kalla ls` lists what was")
    return _report(conn, root, address, pairs)


def report_html(report: Report, *, made_at: datetime, software: str) -> str:
    template = environment().get_template("report.html")
    return template.render(
        report=report,
        made_at=made_at,
        software=software,
        proved=PROVED,
        not_proved=NOT_PROVED,
        policy=POLICY,
    )


def _report(conn: Connection, root: Path, url: str | None, pairs: tuple[SideBySide, ...]) -> Report:
    texts = texts_of(conn, url) if url else []
    checks = checks_of(conn, url) if url else []
    paired = [pair.capture for pair in pairs if pair.capture]
    kept = {pair.rendering.id: tuple(records_of(conn, pair.rendering.id)) for pair in pairs}
    pages = [found for one in chain(*kept.values()) if (found := capture_with_id(conn, one.record_id))]
    captures = _named(conn, [*paired, *pages, *(captures_of(conn, url) if url else [])], checks)
    return Report(
        url=url,
        pairs=pairs,
        kept=kept,
        checks=tuple(checks),
        texts=tuple(texts),
        changes=tuple(difference(conn, url, old, new) for old, new in pairwise(texts) if url is not None),
        captures=captures,
        sha256=_sha256(root, {capture.warc for capture in captures}),
    )


def _named(conn: Connection, captures: list[Capture], checks: list[LoggedCheck]) -> tuple[Capture, ...]:
    """These captures and whatever else the checks rest on, in the order of time."""
    known = {capture.record_id: capture for capture in captures}
    for logged in checks:
        record_id = logged.check.record_id
        if record_id and record_id not in known and (found := capture_with_id(conn, record_id)):
            known[record_id] = found
    return tuple(sorted(known.values(), key=lambda capture: (capture.captured_at, capture.record_id)))


def _sha256(root: Path, files: set[str]) -> dict[str, str]:
    entries = (line.entry for line in manifest_lines(root))
    return {entry.file: entry.sha256 for entry in entries if entry and entry.file in files}
