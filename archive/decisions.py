"""A person's decision on a pair, recorded and applied; the terminal and the browser both come here.

It is kept under the URL that the pair is looked up by, whichever of its addresses a person names: else it
would be recorded and never heeded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.captures import addresses_reached, capture_with_id
from archive.catalog.engine import reading
from archive.catalog.pairs import pair_of_rendering
from archive.catalog.renderings import cited_of, first_record_of
from archive.catalog.statements import decisions_on
from archive.derive.pairs import derived_pairs, original_url
from archive.errors import WrongUsage
from archive.model import Decision
from archive.outlets.canonical import Refusal
from archive.outlets.mementos import original_address
from archive.outlets.other import original_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from archive.model import Original, Pair
    from archive.recorder import Recorder


def decided(
    recorder: Recorder, rendering_id: str, url: str | None, *, confirmed: bool, note: str, now: datetime
) -> Pair:
    """Keep a decision on a rendering and the article at a URL, or the one in its pair; gives the new pair.

    Raises WrongUsage where there is no such article, the URL is none that may be fetched, or it is rejected
    though nothing ever said that it is the original.
    """
    with reading(recorder.catalog) as conn:
        about = _about(conn, rendering_id, url, confirmed=confirmed)
        record = first_record_of(conn, rendering_id)
    decision = Decision(
        rendering_id=rendering_id,
        rendering_record=record,
        at=now,
        url=about,
        confirmed=confirmed,
        note=note,
    )
    recorder.statement(decision)
    (pair,) = derived_pairs(recorder.catalog, [rendering_id])
    return pair


def _about(conn: Connection, rendering_id: str, url: str | None, *, confirmed: bool) -> str:
    """The URL that a decision is kept under."""
    decisions, (cited, _) = decisions_on(conn, rendering_id), cited_of(conn, rendering_id)
    own, pair = original_url(decisions, cited), pair_of_rendering(conn, rendering_id)
    if url is None:
        if own is None:
            raise WrongUsage(f"{rendering_id} is paired with nothing: name the URL of its original")
        return own
    if own and {url, _canonical(url)} & {*_addresses(conn, own, pair)}:
        return own
    found = _original(url)
    if isinstance(found, Refusal):
        raise WrongUsage(f"{url}: {found.reason}")
    said = {*decisions, cited, *(one.url for one in (pair.candidates if pair else ()))}
    if not confirmed and found.url not in said:
        about = f"is about {own}" if own else "has no original yet"
        raise WrongUsage(f"rejecting {found.url} would change nothing: the pair {about}")
    return found.url


def _addresses(conn: Connection, own: str, pair: Pair | None) -> Iterator[str]:
    """Every address that the pair shows or has gone through: they all name the one article."""
    capture = capture_with_id(conn, pair.record_id) if pair and pair.record_id else None
    for url in (*addresses_reached(conn, own), *([capture.url] if capture else [])):
        yield from (url, _canonical(url))


def _canonical(url: str) -> str:
    found = _original(url)
    return url if isinstance(found, Refusal) else found.url


def _original(url: str) -> Original | Refusal:
    """An outlet's article, or one of a paper that is asked only where a person asks for all.

    The address of a web archive's capture names what was captured.
    """
    return original_at(original_address(url))
