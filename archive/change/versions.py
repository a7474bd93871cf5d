"""The difference between two versions of a text, part by part, fit for JSON.

Title, lead, captions, authors and time stand apart. What is mere noise is marked as such, never left out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

from archive.change.article_text import date_lines
from archive.change.folding import comparable
from archive.change.paragraphs import alignment
from archive.change.substance import Finding, Substance, findings
from archive.change.word_diff import Span, word_diff
from archive.model import time_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.model import Article, Block, Json

Field = Literal["title", "lead", "paragraph", "heading", "caption", "byline", "authors", "published_at"]
Kind = Literal["added", "removed", "changed", "moved"]

# Who signs is told by the field itself; the names in it are not the article's.
SIGNATURES = frozenset({"byline", "authors"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text as it was seen at a time: of an original's article, or of a rendering."""

    seen_at: datetime
    record_id: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that differs.

    `old_index` and `new_index` count in the blocks of the versions; both are None for what is no block.
    `after` is the old block behind which an added one stands, None at the head. `noise` is a difference that
    a reader would not call one: spelling school, typography, the page's date.
    """

    kind: Kind
    field: Field
    old: str | None = None
    new: str | None = None
    old_index: int | None = None
    new_index: int | None = None
    after: int | None = None
    words: tuple[Span, ...] = ()
    substance: tuple[Finding, ...] = ()
    noise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs between two versions: it happened after `between[0]` and not later than `between[1]`."""

    between: tuple[datetime, datetime]
    records: tuple[str | None, str | None]
    parts: tuple[Part, ...]

    @property
    def substance(self) -> frozenset[Substance]:
        return frozenset(finding.kind for part in self.parts for finding in part.substance)

    @property
    def is_noise(self) -> bool:
        return all(part.noise for part in self.parts)


def version_of(article: Article, seen_at: datetime) -> Version:
    return Version(
        seen_at=seen_at,
        record_id=article.record_id,
        title=article.title,
        authors=article.authors,
        published_at=article.published_at,
        blocks=article.blocks,
    )


def change_between(old: Version, new: Version) -> Change:
    """Everything that differs, in the order of the new version. Both texts come from one extractor."""
    parts = [*_heads(old, new), *_body(old.blocks, new.blocks)]
    return Change(
        between=(old.seen_at, new.seen_at), records=(old.record_id, new.record_id), parts=tuple(parts)
    )


def as_json(change: Change) -> dict[str, Json]:
    """The change as JSON values, times in ISO 8601, with its kinds of substance named at the top."""
    parts: list[Json] = [_plain(part) for part in change.parts]
    substance: list[Json] = [*sorted(change.substance)]
    return {
        "between": [time_text(moment) for moment in change.between],
        "records": list(change.records),
        "substance": substance,
        "noise": change.is_noise,
        "parts": parts,
    }


def _plain(part: Part) -> dict[str, Json]:
    """Without the fields that say nothing here; an index of 0 says something."""
    return {key: value for key, value in asdict(part).items() if value or type(value) is int}


def _heads(old: Version, new: Version) -> Iterator[Part]:
    """Title, authors and time; one that is missing on either side is metadata lost, not a change."""
    old_title, new_title = _title(old), _title(new)
    if old_title and new_title and old_title != new_title:
        yield _changed("title", old_title, new_title)
    if old.authors and new.authors and old.authors != new.authors:
        yield _changed("authors", ", ".join(old.authors), ", ".join(new.authors))
    if old.published_at and new.published_at and old.published_at != new.published_at:
        times = time_text(old.published_at), time_text(new.published_at)
        yield Part(kind="changed", field="published_at", old=times[0], new=times[1], noise=True)


def _title(version: Version) -> str | None:
    return version.title or next((block.text for block in version.blocks if block.type == "title"), None)


def _changed(field: Field, old: str, new: str, indices: tuple[int | None, int | None] = (None, None)) -> Part:
    before, after = comparable(old), comparable(new)
    part = Part(
        kind="changed",
        field=field,
        old=old,
        new=new,
        old_index=indices[0],
        new_index=indices[1],
        words=word_diff(old, new),
    )
    if before == after:
        return replace(part, noise=True)
    return part if field in SIGNATURES else replace(part, substance=findings(before, after))


def _body(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Part]:
    """Running text, then bylines, then date lines: a paragraph of one sort never becomes one of another."""
    for sort in ("text", "byline", "date line"):
        old_at = [index for index, found in enumerate(_sorts(old)) if found == sort]
        new_at = [index for index, found in enumerate(_sorts(new)) if found == sort]
        for part in _differing(old, new, old_at, new_at):
            yield replace(part, noise=True, substance=()) if sort == "date line" else part


def _sorts(blocks: Sequence[Block]) -> list[str]:
    sorts = [block.type if block.type in {"title", "byline"} else "text" for block in blocks]
    dates = date_lines(blocks)
    return ["date line" if index in dates else sort for index, sort in enumerate(sorts)]


def _differing(
    old: Sequence[Block], new: Sequence[Block], old_at: Sequence[int], new_at: Sequence[int]
) -> Iterator[Part]:
    aligned = alignment([comparable(old[i].text) for i in old_at], [comparable(new[j].text) for j in new_at])
    after = None
    for link in aligned.links:
        i = None if link[0] is None else old_at[link[0]]
        j = None if link[1] is None else new_at[link[1]]
        if i is None and j is not None:
            yield _added(new[j], j, after)
        elif i is not None and j is None:
            yield _removed(old[i], i)
        elif i is not None and j is not None and old[i].text != new[j].text:
            yield _changed(new[j].type, old[i].text, new[j].text, (i, j))
        after = after if i is None else i
    for moved_i, moved_j in aligned.moved:
        i, j = old_at[moved_i], new_at[moved_j]
        texts = old[i].text, new[j].text
        yield Part(kind="moved", field=new[j].type, old=texts[0], new=texts[1], old_index=i, new_index=j)


def _added(block: Block, index: int, after: int | None) -> Part:
    found = () if block.type in SIGNATURES else findings("", comparable(block.text))
    return Part(kind="added", field=block.type, new=block.text, new_index=index, after=after, substance=found)


def _removed(block: Block, index: int) -> Part:
    found = () if block.type in SIGNATURES else findings(comparable(block.text), "")
    return Part(kind="removed", field=block.type, old=block.text, old_index=index, substance=found)
