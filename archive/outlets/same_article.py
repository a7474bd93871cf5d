"""Whether two addresses are one article's, by what its outlet numbers it with."""

from __future__ import annotations

import re

from archive.model import Original
from archive.outlets.editions import edition_at
from archive.outlets.other import original_at

_SPELLING = re.compile(r"https?://(?:www\.)?")


def same_article(one: str, other: str) -> bool:
    """Whether both URLs name one article: by http or https, at an alias, a successor, in another section."""
    return _identity(one) == _identity(other)


def _identity(url: str) -> tuple[str, str]:
    found = edition_at(url) or original_at(url)
    # Where an unknown paper's path holds no number, the whole address tells, the query too.
    if isinstance(found, Original) and not found.article_id.startswith("/"):
        return found.outlet.removeprefix("www."), found.article_id
    return "", _SPELLING.sub("", found.url, count=1)
