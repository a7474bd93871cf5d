"""The addresses of renderings: one slug in every language edition of the aggregator."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.outlets.address import address_parts
from archive.outlets.vietnamvn import AGGREGATOR

_ORIGIN = f"https://{AGGREGATOR.host}"
_PATH = re.compile(AGGREGATOR.rendering_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An article of the aggregator in one language."""

    lang: str
    slug: str

    @property
    def url(self) -> str:
        prefix = "" if self.lang == AGGREGATOR.unprefixed_language else f"/{self.lang}"
        return f"https://{AGGREGATOR.host}{prefix}/{self.slug}"

    def in_language(self, lang: str) -> Edition:
        return Edition(lang=lang, slug=self.slug)


def edition_at(url: str) -> Edition | None:
    """The article that a URL of the aggregator names; None where it names something else."""
    # Nearly all are written like this, and a catalog has one for every rendering.
    match = _PATH.fullmatch(url, len(_ORIGIN)) if url.startswith(f"{_ORIGIN}/") else None
    if match is None:
        parts = address_parts(url)
        match = _PATH.fullmatch(parts.path) if parts.hostname in AGGREGATOR.hosts else None
    if match is None or match["slug"] in AGGREGATOR.languages:
        return None
    lang = match["lang"] or AGGREGATOR.unprefixed_language
    return Edition(lang=lang, slug=match["slug"]) if lang in AGGREGATOR.languages else None
