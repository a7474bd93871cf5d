"""The pairs of many renderings at once, most of which nothing more is known of than what they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.pairs import put_pairs
from archive.catalog.statements import renderings_judged
from archive.catalog.untouched import urls_asked
from archive.derive.pairs import pair_unasked, put_current_pair
from archive.outlets.web_archive import archived_addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from archive.catalog.renderings import CitedRendering


def put_first_pairs(conn: Connection, entered: Sequence[CitedRendering]) -> None:
    """Put in the pairs that `put_current_pair` would; most cost no query of their own."""
    addresses = {one.original.url: archived_addresses(one.original) for one in entered if one.original}
    asked = urls_asked(conn, {address for several in addresses.values() for address in several})
    judged = renderings_judged(conn, [one.rendering.id for one in entered])
    unasked = []
    for one in entered:
        own = addresses[one.original.url] if one.original else ()
        if one.rendering.id in judged or not asked.isdisjoint(own):
            put_current_pair(conn, one.rendering.id)
        else:
            unasked.append(pair_unasked(one.rendering, one.original, one.refusal))
    put_pairs(conn, unasked)
