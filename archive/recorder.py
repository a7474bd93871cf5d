"""Keeps what comes in: the record first, its row second, and both before anyone reads the body.

A row without a record cannot occur; a record without a row is healed by `kalla rebuild`.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from threading import RLock
from typing import TYPE_CHECKING

from archive.catalog.captures import latest_whole_page, whole_pages
from archive.catalog.engine import transaction, writing, writing_connection
from archive.catalog.frontier import lease_holders, release
from archive.errors import BrokenRecord
from archive.http1.conditional import condition_of
from archive.http1.message import response_head
from archive.indexing import index_record, indexed
from archive.presence import gone, present
from archive.statements import statement_body, statement_name
from archive.warc.answers import is_not_modified
from archive.warc.captures import SOURCE, readable_captures_in
from archive.warc.healing import heal
from archive.warc.own_names import own_name
from archive.warc.pages import head_at
from archive.warc.places import warc_path
from archive.warc.warcinfo import CrawlInfo
from archive.warc.writer import WarcWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.collection import Collection
    from archive.model import Capture, Exchange, Outcome
    from archive.statements import Statement
    from archive.warc.answers import Received
    from archive.warc.captures import Kept

logger = logging.getLogger(__name__)


class Recorder:
    """One process's hand on a collection; its methods may be called from any thread.

    Every method raises RecordingFailed when a record or its row cannot be written; then nothing more may be
    handed on. `worker` names this process in the leases.
    """

    def __init__(self, collection: Collection, info: CrawlInfo, *, now: Callable[[], datetime]) -> None:
        self.catalog = collection.catalog()
        self._presence = ExitStack()
        self.worker = self._presence.enter_context(present(collection.root))
        self._now, self._root = now, collection.root
        self._writer = WarcWriter(collection.root, info, now=now)
        self._lock = RLock()
        self._finish_what_was_broken_off(collection)
        self._rows = writing_connection(self.catalog)

    def exchange(self, exchange: Exchange) -> Capture:
        with self._lock, transaction(self._rows):
            capture = self._writer.exchange(exchange, self._repeated)
            index_record(self._rows, capture)
        return capture

    def outcome(self, outcome: Outcome, came: Exchange | None = None) -> None:
        """Keep that a fetch was not answered, and with it what `came` in place of an answer."""
        with self._lock:
            self._index(self._writer.outcome(outcome, came))

    def rendering(self, rendering_id: str, *, content_type: str, body: bytes, source: str) -> Kept:
        """Keep an imported rendering byte for byte; the caller indexes what comes back, many at a time."""
        with self._lock:
            return self._writer.resource(
                own_name("rendering", rendering_id),
                content_type,
                body,
                at=self._now(),
                fields={SOURCE: source},
            )

    def statement(self, statement: Statement) -> None:
        with self._lock:
            name, body = statement_name(statement), statement_body(statement)
            self._index(self._writer.metadata(name, "application/json", body, at=statement.at))

    def learned(self, body: bytes) -> None:
        """Keep what was learned from the collection, as the JSON that `Learned` writes."""
        with self._lock:
            self._index(self._writer.resource(own_name("learned"), "application/json", body, at=self._now()))

    def sync(self) -> None:
        """Bring what was recorded to the disk now."""
        with self._lock:
            self._writer.sync()

    def close(self) -> None:
        """Give back what is leased, finish the WARC file, and leave."""
        with self._lock, self._presence:
            with transaction(self._rows):
                release(self._rows, self.worker)
            self._writer.close()
            self._rows.close()
            self.catalog.dispose()

    def _repeated(self, came: Received) -> Capture | None:
        """The page that the answer may repeat: the last one, and for a 304 the one that was asked about."""
        last = latest_whole_page(self._rows, came.exchange.url)
        named = condition_of(came.exchange.request) if last and is_not_modified(came) else None
        if named is None:
            return last
        for page in whole_pages(self._rows, came.exchange.url):
            with suppress(BrokenRecord):
                head = response_head(head_at(self._root, page))
                if head and named(head):
                    return page
        return None

    def _index(self, record: Capture | Kept) -> None:
        with transaction(self._rows):
            index_record(self._rows, record)

    def _finish_what_was_broken_off(self, collection: Collection) -> None:
        """Close the files of a killed process, index what it had no time for, free what it had leased."""
        with writing(self.catalog) as conn:
            for worker in gone(collection.root, lease_holders(conn)):
                release(conn, worker)
        for healed in heal(collection.root):
            logger.warning("a crawl was broken off, its file is closed now: %s", healed)
            if healed.file is None:
                continue
            with writing(self.catalog) as conn:
                for found in readable_captures_in(warc_path(collection.root, healed.file)):
                    if broken := found if isinstance(found, BrokenRecord) else indexed(conn, found):
                        logger.warning("left out of the catalog: %s", broken)


def offline_recorder(collection: Collection) -> Recorder:
    """A recorder for what people bring in and decide: it fetches nothing. Raises RecordingFailed."""
    info = CrawlInfo(
        software=f"Kalla/{version('kalla')}", robots="not asked: nothing is fetched", operator="not named"
    )
    return Recorder(collection, info, now=lambda: datetime.now(UTC))
