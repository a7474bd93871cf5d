"""One look at an original's address, and what it can say about the article at all.

A server that fails, throttles or keeps us out says nothing about the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from archive.change.article_text import resemblance
from archive.http1.statuses import GONE, KEPT_OUT
from archive.model import HAS_TEXT, NO_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from archive.model import Article, Json, OutcomeKind, Truncation

Reading = Literal["text", "identical", "not_modified", "absent", "wall", "blocked", "error"]

READING_OF_STATUS: dict[int, Reading] = {
    304: "not_modified",
    **dict.fromkeys(KEPT_OUT, "blocked"),
    **dict.fromkeys(GONE, "absent"),
}
# `stay_away` is not among them: a robots.txt that cannot be had is a server that fails (RFC 9309, 2.3.1.4).
OUR_OWN_REFUSAL = frozenset({"robots", "unsafe"})
SUCCESS = range(200, 300)
REDIRECTION = range(300, 400)
# Below this share of common word triples the page is another text.
ANOTHER_TEXT = 0.1
# At another address it must be the same text: papers write of one matter more than once.
MOVED_TEXT = 0.5
# A longer page that speaks of captchas is an article about them.
WALL_LENGTH = 1500
WALL = re.compile(
    r"captcha|verif\w+ (?:that )?you are (?:a )?human|are you a robot|checking your browser"
    r"|just a moment\.{3}|enable javascript and cookies|access denied|log ?in to (?:continue|read)"
    r"|logga in för att|acceptera cookies"
    r"|xác minh (?:rằng )?bạn|không phải (?:là )?(?:robot|người máy)|(?:vui lòng|hãy) đăng nhập"
    r"|đăng nhập để (?:tiếp tục|đọc|xem)|chấp nhận cookie",
    re.IGNORECASE,
)
WALL_PATH = re.compile(
    r"/(?:log-?in|sign-?in|dang-nhap|sso|captcha|challenge|cdn-cgi)(?:[/.?]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one look brought.

    `status` is that of the last answer, `outcome` says why none came. `article` is the text of the answer's
    body, or of the record a revisit refers to; None where there is no body. `visible_text` is the page's text
    where no article was found in it. `landed_on` is the URL at which redirects ended, `same_article` whether
    it still names the original, and `companions` counts the other originals that were led to the same URL.
    """

    at: datetime
    status: int | None = None
    outcome: OutcomeKind | None = None
    record_id: str | None = None
    digest: str | None = None
    article: Article | None = None
    visible_text: str = ""
    truncated: Truncation | None = None
    conditional: bool = False
    retry_at: datetime | None = None
    landed_on: str | None = None
    same_article: bool = True
    companions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a sighting says, and why."""

    reading: Reading
    evidence: Mapping[str, Json] = field(default_factory=dict)


def read(sighting: Sighting, good: Sighting | None) -> Read:
    """Judge one sighting by itself and by `good`, the last one that showed the article."""
    return _answer(sighting) or _redirect(sighting, good) or _page(sighting, good)


def _answer(sighting: Sighting) -> Read | None:
    """What status and outcome say; None if they leave it to the page."""
    status, outcome = sighting.status, sighting.outcome
    if status is None:
        if outcome == "unsafe" and not sighting.same_article:
            return None
        reading: Reading = "blocked" if outcome in OUR_OWN_REFUSAL else "error"
        return Read(reading=reading, evidence={"outcome": outcome})
    if status in SUCCESS or (status in REDIRECTION and sighting.landed_on):
        return None
    return Read(reading=READING_OF_STATUS.get(status, "error"), evidence={"status": status})


def _redirect(sighting: Sighting, good: Sighting | None) -> Read | None:
    """What the end of the redirects says; None if the page there is to be read as the article's."""
    if sighting.landed_on is None:
        return None
    evidence: dict[str, Json] = {"redirected_to": sighting.landed_on}
    if WALL_PATH.search(urlsplit(sighting.landed_on).path):
        return Read(reading="wall", evidence={**evidence, "wall": True})
    answered = sighting.status in SUCCESS
    if sighting.same_article:
        return None if answered else Read(reading="error", evidence=evidence)
    if (why := _other_page(sighting)) is None:
        if answered and _similarity(sighting, good) >= MOVED_TEXT:
            return None
        why = "another page"
    return Read(reading="absent", evidence={**evidence, "why": why})


def _other_page(sighting: Sighting) -> str | None:
    """Why the page at the end of the redirects cannot be the article, whatever its text."""
    if urlsplit(sighting.landed_on or "").path in {"", "/"}:
        return "the home page"
    if sighting.companions:
        return f"{sighting.companions} other articles were led there too"
    return None


def _page(sighting: Sighting, good: Sighting | None) -> Read:
    if good is not None and good.digest is not None and sighting.digest == good.digest:
        return Read(reading="identical")
    if sighting.article is None:
        return Read(reading="error", evidence={"why": "no text was extracted"})
    if sighting.truncated:
        return Read(reading="error", evidence={"truncated": sighting.truncated})
    extraction = sighting.article.extraction
    if extraction in HAS_TEXT:
        return _text(sighting, good)
    reading: Reading = "absent" if extraction in NO_ARTICLE else "error"
    return _unless_wall(sighting, Read(reading=reading, evidence={"extraction": extraction}))


def _text(sighting: Sighting, good: Sighting | None) -> Read:
    if good is None:
        found = Read(reading="text")
        from_container = sighting.article is not None and sighting.article.extraction == "ok"
        return found if from_container else _unless_wall(sighting, found)
    similarity = _similarity(sighting, good)
    if similarity >= ANOTHER_TEXT:
        return Read(reading="text")
    return _unless_wall(sighting, Read(reading="absent", evidence={"similarity": round(similarity, 3)}))


def _unless_wall(sighting: Sighting, otherwise: Read) -> Read:
    """A wall, if a short page asks the reader to prove himself or to log in."""
    shown = [sighting.visible_text]
    if sighting.article is not None:
        shown += [sighting.article.title or "", *(block.text for block in sighting.article.blocks)]
    text = " ".join(shown)
    if len(text) < WALL_LENGTH and WALL.search(text):
        return Read(reading="wall", evidence={**otherwise.evidence, "wall": True})
    return otherwise


def _similarity(sighting: Sighting, good: Sighting | None) -> float:
    if sighting.article is None or good is None or good.article is None:
        return 0.0
    return resemblance(sighting.article, good.article)
