"""`kalla outlets`: the papers that renderings cite, so that one sees which outlet file to write next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.cited_hosts import cited_hosts
from archive.catalog.engine import reading
from archive.cli.printing import echo_json, echo_table
from archive.outlets.registry import outlet_for_host

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.catalog.cited_hosts import CitedHost
    from archive.collection import Collection
    from archive.model import Json


def outlets(collection: Collection, *, as_json: bool) -> None:
    with reading(collection.existing_catalog()) as conn:
        found = cited_hosts(conn)
    if as_json:
        for one in found:
            echo_json(_json(one))
    else:
        echo_table(_lines(found), nothing="no rendering cites anything: `kalla import PATH…` brings some in")


def _json(one: CitedHost) -> dict[str, Json]:
    return {
        "host": one.host,
        "outlet": one.outlet if outlet_for_host(one.host) else None,
        "citations": one.citations,
        "originals": one.originals,
        "unanswered": one.unanswered,
        "confirmed": one.confirmed,
        "extractions": dict(one.extractions),
    }


def _lines(found: Iterable[CitedHost]) -> Iterator[tuple[str, ...]]:
    yield ("CITATIONS", "ORIGINALS", "CONFIRMED", "HOST", "OUTLET", "TEXTS")
    for one in found:
        texts = [f"{count} {name}" for name, count in one.extractions.most_common()]
        texts += [f"{one.unanswered} not fetched"] if one.unanswered else []
        counts = (str(count).rjust(9) for count in (one.citations, one.originals, one.confirmed))
        yield (*counts, one.host, one.outlet if outlet_for_host(one.host) else "–", ", ".join(texts))
