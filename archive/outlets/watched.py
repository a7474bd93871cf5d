"""The addresses under which histories are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.outlets.canonical import Refusal
from archive.outlets.editions import edition_at
from archive.outlets.other import original_at

if TYPE_CHECKING:
    from archive.model import Original
    from archive.outlets.editions import Edition


def watched_address(url: str) -> str | Refusal:
    """The canonical address under which this one's history is kept: an original's or a rendering's page.

    At hosts that are no known outlet's it is kept as well, once a person has asked for all outlets.
    """
    found: Edition | Original | Refusal = edition_at(url) or original_at(url)
    return found if isinstance(found, Refusal) else found.url
