"""A rendering and the article its citation led to, set side by side: the function the rest of Källa calls.

Nothing is read or written here; the same arguments give the same pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.model import Pair
from archive.outlets.same_article import same_article
from archive.pairing.beads import Sides, agreements, beads, story_links
from archive.pairing.contradictions import contradictions
from archive.pairing.evidence import (
    days_between,
    days_found,
    left_in_found,
    names_found,
    numbers_found,
    published_on,
    slug_found,
)
from archive.pairing.in_words import found_in_words
from archive.pairing.verdict import Judgement, Observations, judged

if TYPE_CHECKING:
    from archive.model import Article, Bead, Json, Rendering
    from archive.pairing.learned import Learned


def pair_of(rendering: Rendering, article: Article, *, url: str, learned: Learned) -> Pair:
    """The pair of a rendering and an article with its verdict, evidence and beads."""
    ours = [block.text for block in rendering.blocks]
    theirs = [block.text for block in article.blocks]
    sides = Sides(rendering=ours, original=theirs, lang=rendering.lang, key=rendering.id)
    found = story_links(sides, learned)
    paragraphs = sum(1 for block in rendering.blocks if block.type == "paragraph")
    days = days_found(ours, theirs, rendering.lang)
    names = names_found(ours, theirs)
    left_in = left_in_found(rendering, theirs)
    cited = rendering.citation.url if rendering.citation else None
    followed = same_article(cited, url) if cited else None
    published = published_on(article)
    seen = Observations(
        agreement=agreements(sides, learned),
        paragraphs=paragraphs,
        language=article.lang,
        cited=followed,
        left_in=len(left_in.shared),
        days_apart=days_between(published, rendering.published_on),
        contradictions=contradictions(sides, found, learned, rendering.published_on, published),
    )
    judgement = judged(seen)
    aligned = sum(len(link.rendering) for link in found)
    evidence: dict[str, Json] = {
        "citation": {"url": url, "followed": followed, "slug": slug_found(url, article.title or "").json()},
        "language": article.lang,
        "dates": {**_object(days.json()), "days_apart": seen.days_apart},
        "numbers": numbers_found(ours, theirs, rendering.lang).json(),
        "names": {"shared": dict(names.shared), "missing": list(names.missing)},
        "left_in": left_in.json(),
        "alignment": {
            "paragraphs": len(ours),
            "aligned": aligned,
            "nats_per_paragraph": round(seen.agreement.whole, 3),
        },
        "learned": learned.version,
    }
    evidence["reasons"] = [*judgement.reasons, found_in_words(evidence)]
    return _pair(rendering, article, judgement, evidence, beads(found, len(ours), len(theirs)))


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _pair(
    rendering: Rendering, article: Article, judgement: Judgement, evidence: dict[str, Json], found: list[Bead]
) -> Pair:
    return Pair(
        rendering_id=rendering.id,
        record_id=article.record_id,
        verdict=judgement.verdict,
        score=judgement.score,
        evidence=evidence,
        beads=tuple(found),
    )
