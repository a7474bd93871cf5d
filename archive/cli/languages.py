"""Languages as a person names them."""

from __future__ import annotations

from archive.errors import WrongUsage
from archive.rendering.edition import language_tag


def language_named(lang: str) -> str:
    """The language's tag, in small letters. Raise WrongUsage where that is none."""
    tag = language_tag(lang)
    if tag is None:
        raise WrongUsage(f"{lang!r} is no language code: it looks like sv")
    return tag
