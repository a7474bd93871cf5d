"""The addresses of renderings: one slug in every language edition of the aggregator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.outlets.vietnamvn import AGGREGATOR


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
    parts = urlsplit(url)
    if parts.hostname not in AGGREGATOR.hosts:
        return None
    match = re.fullmatch(AGGREGATOR.rendering_path, parts.path)
    if match is None or match["slug"] in AGGREGATOR.languages:
        return None
    lang = match["lang"] or AGGREGATOR.unprefixed_language
    return Edition(lang=lang, slug=match["slug"]) if lang in AGGREGATOR.languages else None
