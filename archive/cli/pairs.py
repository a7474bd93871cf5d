"""`kalla pairs`: the renderings with their originals, and what speaks for and against each pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.catalog.pairs import pair_of_rendering, paired_renderings
from archive.catalog.renderings import rendering_with_id
from archive.cli.printing import echo_json, echo_table
from archive.export.json_lines import pair_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.collection import Collection
    from archive.model import Pair, Rendering

PATH_SHOWN = 18  # characters


def pairs(collection: Collection, verdict: tuple[str, ...], *, as_json: bool) -> None:
    with reading(collection.existing_catalog()) as conn:
        found = (
            (rendering, pair)
            for one in paired_renderings(conn, verdict)
            if (rendering := rendering_with_id(conn, one)) and (pair := pair_of_rendering(conn, one))
        )
        if as_json:
            for rendering, pair in found:
                echo_json(pair_json(conn, rendering, pair))
        else:
            none = "there is no rendering yet: `kalla import PATH…` brings some in"
            no_such = "there is no such pair; `kalla stats` counts the verdicts"
            echo_table(pair_lines(found), nothing=no_such if verdict else none)


def pair_lines(found: Iterator[tuple[Rendering, Pair]]) -> Iterator[tuple[str, ...]]:
    yield ("VERDICT", "SCORE", "ID", "RENDERING", "CITES", "WHY")
    for rendering, pair in found:
        first = rendering.title or (rendering.blocks[0].text if rendering.blocks else "")
        score = f"{pair.score:.2f}" if pair.record_id else "–"
        cited = rendering.citation.url if rendering.citation else None
        yield (pair.verdict, score, rendering.id, first[:40], short_url(cited), reason_of(pair))
        for candidate in pair.candidates:
            why = f"{candidate.url}  {candidate.why}"
            yield ("  candidate", f"{candidate.score:.2f}", "", "", "", why)


def short_url(url: str | None) -> str:
    """A URL's host and end, which tell an outlet's articles apart."""
    if url is None:
        return "–"
    host, _, path = url.partition("://")[2].partition("/")
    return f"{host}/{path}" if len(path) <= PATH_SHOWN else f"{host}/…{path[-PATH_SHOWN:]}"


def reason_of(pair: Pair) -> str:
    """The evidence in one line."""
    reasons = pair.evidence.get("reasons")
    return "; ".join(map(str, reasons)) if isinstance(reasons, list) else ""
