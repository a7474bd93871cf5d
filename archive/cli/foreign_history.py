"""The history of an address in a WARC or WACZ file from anywhere: its captures are looks, told as ours are.

No catalog has these texts, so they are extracted now, all by the same extractor.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.catalog.captures import MAX_HOPS
from archive.catalog.checks import LoggedCheck
from archive.catalog.looks import looks_among
from archive.change.states import checks
from archive.cli.foreign import foreign_captures, nothing_of
from archive.derive.changes import Event
from archive.derive.differences import difference_between, last_difference
from archive.derive.sightings import sighting_of, visible_text
from archive.errors import BrokenRecord
from archive.model import NO_ARTICLE, SEEN, Capture
from archive.outlets.registry import outlet_for_url
from archive.text.version import extractor_of
from archive.text.worker import ExtractionPool
from archive.warc.web_archives import captures_inside, page_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from archive.catalog.looks import Look
    from archive.change.sighting import Sighting
    from archive.derive.differences import Difference
    from archive.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignHistory:
    """The looks at an address, oldest first, and the texts of their records."""

    told: tuple[LoggedCheck, ...]
    texts: dict[str, Article]

    def last_edit(self) -> Event | None:
        """The last time that the text differed from the one before."""
        return self._event(last_difference(self.told, self._text_of))

    def between(self, old: datetime | None, new: datetime | None) -> Event | None:
        """What differs between the versions seen nearest to two times; None is the first and the last."""
        return self._event(difference_between(self.told, old, new, self._text_of))

    def _event(self, found: Difference | None) -> Event | None:
        if found is None:
            return None
        good = self._text_of(found.logged.good_record_id)
        return Event(logged=found.logged, title=good.title if good else None, change=found.change)

    def _text_of(self, record_id: str | None) -> Article | None:
        return self.texts.get(record_id or "")


def foreign_history(path: Path, url: str) -> ForeignHistory:
    """Raises WrongUsage where the file holds nothing of this URL."""
    captures = _captures_along(path, url)
    looks = looks_among(lambda address: captures.get(address, []), url)
    with ExtractionPool() as pool:
        read = {look.hops[-1].record_id: found for look in looks if (found := _read(path, look, pool))}
    texts = {record_id: article for record_id, (article, _) in read.items()}
    sightings = [_sighting(look, *read.get(look.hops[-1].record_id, (None, ""))) for look in looks]
    sightings = [*_accompanied(path, looks, sightings)]
    told, good = [], None
    for number, (look, check) in enumerate(zip(looks, checks(sightings), strict=True)):
        if check.state in SEEN and look.hops[-1].record_id in texts:
            good = look.hops[-1].record_id
        told.append(
            LoggedCheck(url=url, number=number, check=check, landed_on=look.landed_on, good_record_id=good)
        )
    return ForeignHistory(told=tuple(told), texts=texts)


def _captures_along(path: Path, url: str) -> dict[str, list[Capture]]:
    """The captures of a URL, and of those that its redirects lead to, oldest first.

    The file is read once for each hop: what it holds of other addresses may be more than memory does.
    """
    along = _by_url((one for _, one in foreign_captures(path)), {url})
    if not along:
        raise nothing_of(path, url)
    for _ in range(MAX_HOPS):
        targets = {one.location for found in along.values() for one in found if one.location} - along.keys()
        if not targets:
            break
        answers = (one for _, one in captures_inside(path) if isinstance(one, Capture))
        along |= {target: [] for target in targets} | _by_url(answers, targets)
    return along


def _by_url(captures: Iterable[Capture], urls: set[str]) -> dict[str, list[Capture]]:
    found: defaultdict[str, list[Capture]] = defaultdict(list)
    for capture in captures:
        if capture.url in urls:
            found[capture.url].append(capture)
    # A sort that is stable: in many files times are whole seconds, and what came first lies first.
    return {url: sorted(of_url, key=lambda one: one.captured_at) for url, of_url in found.items()}


def _read(path: Path, look: Look, pool: ExtractionPool) -> tuple[Article, str] | None:
    """The text of the answer's body, and all that is seen of a page that has none.

    None of another extractor's, which cannot be compared.
    """
    end = look.hops[-1]
    if end.status != HTTPStatus.OK:
        return None
    try:
        page = page_inside(path, end)
    except BrokenRecord:
        return None  # a revisit of what is in another file, or damage that was named on the way
    article = pool.article(page, outlet_for_url(end.url))
    if article.extractor != extractor_of(outlet_for_url(look.url)):
        return None
    return article, visible_text(page) if article.extraction in NO_ARTICLE else ""


def _sighting(look: Look, article: Article | None, seen: str) -> Sighting:
    return replace(sighting_of(look, article), visible_text=seen)


def _accompanied(path: Path, looks: Sequence[Look], sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """The sightings with the number of other addresses that had been led to the same one, up to then."""
    targets = {look.landed_on for look in looks if look.landed_on}
    led: defaultdict[str, dict[str, datetime]] = defaultdict(dict)
    for one in (found for _, found in captures_inside(path) if isinstance(found, Capture)) if targets else ():
        if one.location in targets:
            first = led[one.location].get(one.url, one.captured_at)
            led[one.location][one.url] = min(first, one.captured_at)
    for look, sighting in zip(looks, sightings, strict=True):
        own = {look.url, *(hop.url for hop in look.hops)}
        others = (at for url, at in led.get(look.landed_on or "", {}).items() if url not in own)
        yield replace(sighting, companions=sum(at <= look.at for at in others))
