"""The values Källa works with, by birth: rendering, original, exchange, capture, article, pair, check.

All are immutable. Texts are NFC. Times are aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

BlockType = Literal["title", "lead", "paragraph", "heading", "caption", "byline"]
Truncation = Literal["disconnect", "time", "length"]
OutcomeKind = Literal[
    "dns", "refused", "timeout", "tls", "disconnect", "protocol", "robots", "unsafe", "stay_away"
]
Extraction = Literal["ok", "fallback", "container_missing", "container_empty", "too_big", "timeout", "failed"]
HAS_TEXT: frozenset[Extraction] = frozenset({"ok", "fallback"})
NO_ARTICLE: frozenset[Extraction] = frozenset({"container_missing", "container_empty"})
Verdict = Literal["confirmed", "doubtful", "mismatch", "unresolved", "unfetched"]
State = Literal[
    "first", "unchanged", "markup_only", "edited", "suspect", "removed", "restored", "blocked", "error"
]
# The article stood there, whatever had become of its text.
SEEN: frozenset[State] = frozenset({"first", "unchanged", "markup_only", "edited", "restored"})
CHANGED: frozenset[State] = frozenset({"edited", "restored"})
ABSENT: frozenset[State] = frozenset({"suspect", "removed"})
# Nothing was learned of the article.
UNOBSERVED: frozenset[State] = frozenset({"error", "blocked"})
EMPTY_DIGEST = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"  # of no bytes, in the form of `Capture.digest`
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@overload
def time_text(value: datetime) -> str: ...
@overload
def time_text(value: None) -> None: ...
def time_text(value: datetime | None) -> str | None:
    """RFC 3339 in UTC, as precise as the value is: how times are written in JSON."""
    return value.isoformat().replace("+00:00", "Z") if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of text as a reader sees it: white space folded, never empty."""

    type: BlockType
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The line that names the source.

    `url` is as it stands there, uncanonical and untrusted; None where only the word is left (the link was
    in the page's markup and the text lost it).
    """

    line: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A machine translation of an article, as it was found.

    `id` is 16 hexadecimal digits of SHA-256 over language and block texts, so the same text is the same
    rendering wherever it comes from. `source` is the file or URL it was read from. `citation` is None where
    no source line stands at all. `images` are file names and alternative texts: evidence, never text.
    """

    id: str
    source: str
    lang: str
    title: str | None
    publisher: str | None
    published_on: date | None
    blocks: tuple[Block, ...]
    citation: Citation | None
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What a citation points to, and what is fetched again: a canonical URL at a known outlet."""

    url: str
    outlet: str
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One HTTP/1.x exchange as it crossed the wire, inside TLS and inside a proxy's tunnel.

    `response` holds the bytes of the final response only, from its status line to its last byte, at position
    0; `interim` those of the 1xx answers before it. `truncated` says why the response is a mere prefix.
    `tls` names protocol, cipher and whether the certificate was found valid.
    """

    url: str
    method: str
    started_at: datetime
    request: bytes
    response: BinaryIO
    interim: bytes = b""
    ip: str | None = None
    tls: str | None = None
    truncated: Truncation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One fetch that was answered, as its record tells it (the fields of a CDXJ line, and a few more).

    `digest` is the payload's, `sha1:` and base 32. `record_id` is the WARC-Record-ID without angle brackets.
    `offset` and `length` count compressed bytes in the file `warc`. `location` is a redirect's absolute
    target. `refers_to` is the record that holds the body when this one is a revisit.
    """

    record_id: str
    url: str
    captured_at: datetime
    status: int
    mime: str
    digest: str
    warc: str
    offset: int
    length: int
    type: Literal["response", "revisit"] = "response"
    location: str | None = None
    truncated: Truncation | None = None
    refers_to: str | None = None

    @property
    def body_record(self) -> str:
        """The record that holds the body, which a revisit leaves to another."""
        return self.refers_to or self.record_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A fetch that was not answered or not made: no response record can exist, so this is kept instead."""

    url: str
    at: datetime
    kind: OutcomeKind
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The body of a capture, transfer and content codings undone: what extraction starts from."""

    record_id: str
    url: str
    captured_at: datetime
    status: int
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The clean text of one capture: a pure function of its bytes, the extractor and the outlet's rules.

    `extractor` names both versions. Unless `extraction` is `ok` or `fallback`, `blocks` is empty.
    `noarchive` is the page's own wish, from its robots meta element.
    """

    record_id: str
    extraction: Extraction
    extractor: str
    title: str | None = None
    published_at: datetime | None = None
    authors: tuple[str, ...] = ()
    lang: str | None = None
    blocks: tuple[Block, ...] = ()
    noarchive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Paragraphs on either side that say the same; one side is empty where a paragraph stands alone.

    Numbers are indices into the blocks of rendering and original; `score` lies between 0 and 1.
    """

    rendering: tuple[int, ...]
    original: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that might be the original of a rendering whose link is lost; `why` is for a person."""

    url: str
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What looking for a lost link came to: candidates, best first, or the reason why none is proposed.

    `rendering_record` is as in a Decision; the first versions wrote none.
    """

    rendering_id: str
    at: datetime
    candidates: tuple[Candidate, ...]
    abstained: str | None
    rendering_record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """How far a crawl has read what the aggregator lists day by day: to the end of the day before `day`.

    `day` itself was read too, and may have been unfinished.
    """

    lang: str
    day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on whether the article at a URL is a rendering's original; the last one holds.

    `rendering_record` is a record of the rendering: the id is a hash of its parsed text, and a later version
    of the parser may give another.
    """

    rendering_id: str
    rendering_record: str
    at: datetime
    url: str
    confirmed: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A rendering set beside its original, with what speaks for and against it."""

    rendering_id: str
    record_id: str | None
    verdict: Verdict
    score: float
    evidence: Mapping[str, Json]
    candidates: tuple[Candidate, ...] = ()
    beads: tuple[Bead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenName:
    """A name of an original, and how often a rendering writes it in one way.

    `name` and `letters` are the original's form and the spelling without case and diacritics.
    """

    original: str
    spelling: str
    count: int
    name: str
    letters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look at an original, and what it said of the article; `error` and `blocked` said nothing.

    `conditional` tells that the answer was a 304. `retry_at` is the server's Retry-After as a time.
    `between` brackets what happened: the last sight of the state before, the first of the state after.
    `record_id` is the record looked at, `compared_with` the one whose text it was held against.
    """

    at: datetime
    state: State
    conditional: bool = False
    retry_at: datetime | None = None
    between: tuple[datetime, datetime] | None = None
    record_id: str | None = None
    compared_with: str | None = None
    evidence: Mapping[str, Json] = field(default_factory=dict)
