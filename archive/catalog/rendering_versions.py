"""What the renderings of an original said over time: a page's text may be replaced in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from archive.catalog.tables import rendering, rendering_record
from archive.outlets.editions import edition_at

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderingVersion:
    """The text that a rendering's page or file had at a time."""

    rendering_id: str
    at: datetime


def rendering_versions(conn: Connection, url: str) -> dict[str, list[RenderingVersion]]:
    """The renderings that cite this original, oldest first, by the page or file each was read from."""
    query = (
        select(rendering_record.c.source, rendering_record.c.rendering_id, rendering_record.c.at)
        .join(rendering, rendering.c.id == rendering_record.c.rendering_id)
        .where(rendering.c.original_url == url)
        .order_by(rendering_record.c.at, rendering_record.c.record_id)
    )
    versions: dict[str, list[RenderingVersion]] = {}
    for row in conn.execute(query):
        edition = edition_at(row.source)
        source = edition.url if edition else row.source
        versions.setdefault(source, []).append(RenderingVersion(rendering_id=row.rendering_id, at=row.at))
    return versions
