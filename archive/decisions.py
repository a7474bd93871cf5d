"""A person's decision on a pair, recorded and applied; the terminal and the browser both come here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.captures import capture_with_id
from archive.catalog.engine import reading
from archive.catalog.pairs import pair_of_rendering
from archive.catalog.renderings import cited_of, first_record_of
from archive.derive.pairs import derived_pairs
from archive.errors import WrongUsage
from archive.model import Decision
from archive.outlets.canonical import Refusal, original_of
from archive.outlets.registry import all_outlets
from archive.statements import DECISION, statement_body

if TYPE_CHECKING:
    from datetime import datetime

    from archive.model import Pair
    from archive.recorder import Recorder


def decided(
    recorder: Recorder, rendering_id: str, url: str | None, *, confirmed: bool, note: str, now: datetime
) -> Pair:
    """Keep a decision on a rendering and the article at a URL, or the one in its pair; gives the new pair.

    Raises WrongUsage where there is no such article, or the URL is none that may be fetched.
    """
    about = _canonical(url) if url else _paired_url(recorder, rendering_id)
    with reading(recorder.catalog) as conn:
        record = first_record_of(conn, rendering_id)
    decision = Decision(
        rendering_id=rendering_id,
        rendering_record=record,
        at=now,
        url=about,
        confirmed=confirmed,
        note=note,
    )
    recorder.statement(DECISION, statement_body(decision), now)
    (pair,) = derived_pairs(recorder.catalog, [rendering_id])
    return pair


def _canonical(url: str) -> str:
    found = original_of(url, all_outlets())
    if isinstance(found, Refusal):
        raise WrongUsage(f"{url}: {found.reason}")
    return found.url


def _paired_url(recorder: Recorder, rendering_id: str) -> str:
    with reading(recorder.catalog) as conn:
        cited, _ = cited_of(conn, rendering_id)
        pair = pair_of_rendering(conn, rendering_id)
        capture = capture_with_id(conn, pair.record_id) if pair and pair.record_id else None
    if cited or capture:
        return cited or (capture.url if capture else "")
    raise WrongUsage(f"{rendering_id} is paired with nothing: name the URL of its original")
