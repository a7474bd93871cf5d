"""How many there are: captures, originals by outlet, renderings, pairs by verdict, unanswered fetches."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from archive.catalog.tables import capture, original, outcome, pair, rendering


def collection_counts(conn: Connection) -> dict[str, int]:
    """How many captures, originals, renderings and unanswered fetches there are."""
    queries = {
        "captures": select(func.count()).select_from(capture),
        "originals": select(func.count()).select_from(original),
        "renderings": select(func.count()).select_from(rendering),
        "unanswered": select(func.count()).select_from(outcome),
    }
    return {name: conn.scalar(query) or 0 for name, query in queries.items()}


def verdict_counts(conn: Connection) -> dict[str, int]:
    query = select(pair.c.verdict, func.count()).group_by(pair.c.verdict)
    return dict(conn.execute(query).all())


def outlet_counts(conn: Connection) -> dict[str, int]:
    """How many originals of each outlet are cited."""
    query = select(original.c.outlet, func.count()).group_by(original.c.outlet)
    return dict(conn.execute(query).all())
