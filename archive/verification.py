"""A collection verified with its catalog: each row that a record's own words fill is made again and compared.

The rows come from a catalog in a temporary folder, made as `kalla rebuild` makes one, so that no kind of
record is forgotten here. A crawl may be writing: a record is on the disk before its row, so by the end all
that has a row has a record, and what a living process has just added is left out.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from archive.catalog.comparison import RowDifference, differences
from archive.catalog.engine import open_catalog, reading, writing
from archive.errors import BrokenRecord, CatalogMismatch, RecordingFailed, UnreadableInput
from archive.indexing import indexed
from archive.outlets.mementos import memento_at
from archive.warc.captures import Kept, readable_captures_in
from archive.warc.places import OPEN, all_warcs, as_it_is_called_now
from archive.warc.reader import final_name
from archive.warc.verification.finding import Finding
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.verify import collection_findings

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from sqlalchemy import Connection, Engine

    from archive.collection import Collection
    from archive.model import Capture
    from archive.warc.verification.finding import Fault

_LONGEST_VALUE = 80


def verified(collection: Collection, ledger: Ledger | None = None) -> Iterator[Finding]:
    """All that is wrong with a collection. Nothing is written to it."""
    ledger = ledger or Ledger()
    paths = all_warcs(collection.root)
    yield from collection_findings(collection.root, paths, ledger=ledger)
    try:
        engine = collection.catalog_if_any()
        if engine is None:
            yield _of_catalog("no-catalog", "there is none, so its rows could not be compared")
            return
        with _derived() as catalog:
            derived = _Derived(catalog=catalog, being_written=ledger.being_written)
            yield from derived.fill(paths)
            with reading(catalog) as ours, reading(engine) as kept:
                yield from derived.compared(ours, kept, collection.root, paths)
    except CatalogMismatch as error:
        yield _of_catalog("no-catalog", f"its rows could not be compared: {error}")
    except (RecordingFailed, UnreadableInput) as error:
        yield _of_catalog("unreadable", str(error))


@contextmanager
def _derived() -> Iterator[Engine]:
    with TemporaryDirectory(prefix="kalla-verify-") as folder:
        engine = open_catalog(f"sqlite:///{Path(folder) / 'catalog.sqlite'}")
        try:
            yield engine
        finally:
            engine.dispose()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Derived:
    """The catalog made again.

    `places` tells file and offset of those records whose rows do not. `unsettled` are keys of rows that a
    crawl may be about to write or change, or the next one writes, when it closes a dead one's file.
    """

    catalog: Engine
    being_written: Container[str]
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)

    def fill(self, paths: list[Path]) -> Iterator[Finding]:
        """Index all records; damage was told when the files were checked."""
        with writing(self.catalog) as conn:
            for path in paths:
                for found in readable_captures_in(as_it_is_called_now(path)):
                    if isinstance(found, BrokenRecord):
                        continue
                    if isinstance(found, Kept) or memento_at(found.url):
                        self.places[found.record_id] = (found.warc, found.offset)
                    if found.warc in self.being_written or path.name.endswith(OPEN):
                        self.unsettled.update(_keys(found))
                    if broken := indexed(conn, found):
                        yield _finding(
                            found.record_id, (found.warc, found.offset), "unindexed", broken.reason
                        )

    def compared(
        self, ours: Connection, kept: Connection, root: Path, paths: list[Path]
    ) -> Iterator[Finding]:
        later = list[RowDifference]()
        for difference in differences(kept, ours):
            # A rendering is what several records say, and one more may have come.
            if difference.kind == "without record" or difference.table == "rendering":
                later.append(difference)
            elif not (difference.kind == "lacking" and difference.key in self.unsettled):
                yield self._found(difference)
        if later:
            self.unsettled.update(self._keys_written_since(root, paths))
        yield from (self._found(one) for one in later if one.key not in self.unsettled)

    def _keys_written_since(self, root: Path, paths: list[Path]) -> Iterator[str]:
        """Of the records that crawls have added while the files were read."""
        read = {final_name(path) for path in paths if final_name(path) not in self.being_written}
        for path in all_warcs(root):
            if final_name(path) not in read:
                for found in readable_captures_in(as_it_is_called_now(path)):
                    yield from () if isinstance(found, BrokenRecord) else _keys(found)

    def _found(self, difference: RowDifference) -> Finding:
        place = difference.place or self.places.get(difference.key)
        return _finding(difference.key, place, *_said(difference))


def _keys(record: Capture | Kept) -> Iterator[str]:
    """Of the rows that a record fills."""
    yield record.record_id
    if isinstance(record, Kept) and record.kind == "rendering":
        yield record.key


def _said(difference: RowDifference) -> tuple[Fault, str]:
    row = f"the row in the catalog's table `{difference.table}`"
    if difference.kind == "lacking":
        return "record-without-row", f"{row} is not there"
    if difference.kind == "without record":
        return "row-without-record", f"{row} has no record that can be read in any file"
    said = "; ".join(
        f"{name} is {_short(kept)} in the catalog, {_short(ours)} by the record"
        for name, kept, ours in difference.fields
    )
    return "row-differs", f"{row}: {said}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _of_catalog(code: Fault, what: str) -> Finding:
    return Finding(file="catalog", offset=None, record_id=None, code=code, what=what)


def _finding(key: str, place: tuple[str, int] | None, code: Fault, what: str) -> Finding:
    file, offset = place or ("catalog", None)
    return Finding(file=file, offset=offset, record_id=key, code=code, what=what)
