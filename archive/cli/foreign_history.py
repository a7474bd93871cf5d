"""The history of an address in a WARC or WACZ file from anywhere: every capture a look, told as ours are.

No catalog has these texts, so they are extracted now, all by the same extractor.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.catalog.checks import SEEN, LoggedCheck
from archive.change.sighting import Sighting
from archive.change.states import checks
from archive.change.versions import change_between, version_of
from archive.cli.foreign import foreign_captures, nothing_of
from archive.derive.changes import Event
from archive.errors import BrokenRecord
from archive.outlets.registry import outlet_for_url
from archive.text.worker import ExtractionPool
from archive.warc.web_archives import page_inside

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from archive.model import Article, Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignHistory:
    """The looks at an address, oldest first, and the texts of their records."""

    told: tuple[LoggedCheck, ...]
    texts: dict[str, Article]

    def last_edit(self) -> Event | None:
        """The last time that the text differed from the one before."""
        edits = [one for one in self.told if one.check.state in {"edited", "restored"}]
        if not edits:
            return None
        check = edits[-1].check
        return self._event(edits[-1], check.compared_with, check.between or (check.at, check.at))

    def between(self, old: datetime | None, new: datetime | None) -> Event | None:
        """What differs between the versions seen nearest to two times; None is the first and the last."""
        seen = [one for one in self.told if one.check.state in SEEN]
        if not seen:
            return None
        before = _nearest(seen, old) if old else seen[0]
        after = _nearest(seen, new) if new else seen[-1]
        return self._event(after, before.good_record_id, (before.check.at, after.check.at))

    def _event(self, after: LoggedCheck, old: str | None, seen: tuple[datetime, datetime]) -> Event:
        texts = [self.texts.get(record_id or "") for record_id in (old, after.good_record_id)]
        if texts[0] is None or texts[1] is None:
            return Event(logged=after, title=None)
        change = change_between(version_of(texts[0], seen[0]), version_of(texts[1], seen[1]))
        return Event(logged=after, title=texts[1].title, change=change if change.parts else None)


def foreign_history(path: Path, url: str) -> ForeignHistory:
    """Raises WrongUsage where the file holds nothing of this URL."""
    found = [capture for _, capture in foreign_captures(path) if capture.url == url]
    if not found:
        raise nothing_of(path, url)
    found.sort(
        key=lambda capture: capture.captured_at
    )  # as they lie in the file, where times are whole seconds
    with ExtractionPool() as pool:
        texts = {one.record_id: text for one in found if (text := _text(path, one, pool))}
    told, good = [], None
    for number, (capture, check) in enumerate(
        zip(found, checks(_sighting(one, texts.get(one.record_id)) for one in found), strict=True)
    ):
        if check.state in SEEN and capture.record_id in texts:
            good = capture.record_id
        told.append(LoggedCheck(url=url, number=number, check=check, good_record_id=good))
    return ForeignHistory(told=tuple(told), texts=texts)


def _text(path: Path, capture: Capture, pool: ExtractionPool) -> Article | None:
    if capture.status != HTTPStatus.OK:
        return None
    try:
        page = page_inside(path, capture)
    except BrokenRecord:
        return None  # a revisit of what is in another file, or damage that was named on the way
    return pool.article(page, outlet_for_url(capture.url))


def _sighting(capture: Capture, text: Article | None) -> Sighting:
    return Sighting(
        at=capture.captured_at,
        status=capture.status,
        record_id=capture.record_id,
        digest=capture.digest,
        article=text,
        truncated=capture.truncated,
        conditional=capture.status == HTTPStatus.NOT_MODIFIED,
        landed_on=capture.location,
        same_article=capture.location is None,
    )


def _nearest(seen: list[LoggedCheck], at: datetime) -> LoggedCheck:
    return min(seen, key=lambda logged: abs(logged.check.at - at))
