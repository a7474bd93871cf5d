"""The lines of an article's body as typed blocks and as evidence of its pictures.

What the markup says of a line holds; else the line's own words decide, and its neighbours: a page shows a
picture as its file name or alternative text with the caption below it. An alternative text left in Vietnamese
is a piece of the original, so it is kept as a caption too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from archive.model import Block, BlockType
from archive.rendering.credit import is_byline, is_caption, is_name
from archive.rendering.furniture import is_picture_name
from archive.rendering.line import is_vietnamese
from archive.rendering.words import VIETNAMESE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.rendering.line import Line
    from archive.rendering.words import Edition

_Kind = BlockType | Literal["picture"]
_LONGEST_ALT, _LONGEST_PLAIN_CAPTION = 300, 120


def body_of(lines: Sequence[Line], edition: Edition) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a body without furniture and source lines, and the names and texts of its pictures."""
    kinds, alts = _kinds(lines, edition)
    images = [line.text for at, line in enumerate(lines) if at in alts or line.alt or kinds[at] == "picture"]
    blocks: list[Block] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind != "picture" and not _repeats(blocks, kind, line.text):
            blocks.append(Block(type=kind, text=line.text))
    return tuple(blocks), tuple(dict.fromkeys(images))


def body_as_text(lines: Sequence[Line], edition: Edition) -> tuple[Block, ...]:
    """The blocks of a body as they are in a text without markup or pictures.

    A caption without a credit is a paragraph there, for nothing tells it from one.
    """
    plain = [replace(line, type=None) for line in lines if not line.alt]
    kinds, alts = _kinds(plain, edition)
    kept = [line for at, line in enumerate(plain) if at not in alts and kinds[at] != "picture"]
    return body_of(kept, edition)[0]


def _kinds(lines: Sequence[Line], edition: Edition) -> tuple[list[_Kind], frozenset[int]]:
    """What each line is, and the positions of the alternative texts among them."""
    kinds = [_kind(line, edition) for line in lines]
    left_in = [edition is not VIETNAMESE and is_vietnamese(line.text) for line in lines]
    _mark_plain_captions(lines, kinds, left_in)
    alts = _alternative_texts(lines, kinds, left_in)
    for at in alts:
        kinds[at] = "caption"
    _mark_byline(lines, kinds, edition)
    return kinds, alts


def _kind(line: Line, edition: Edition) -> _Kind:
    if line.alt or is_picture_name(line.text):
        return "picture"
    if line.type:
        return "heading" if line.type == "title" else line.type
    return "caption" if is_caption(line.text, edition) else "paragraph"


def _mark_plain_captions(lines: Sequence[Line], kinds: list[_Kind], left_in: list[bool]) -> None:
    """Type a short line below a picture's name or alternative text as its caption."""
    for at in range(1, len(lines)):
        names_picture = kinds[at - 1] == "picture" or (left_in[at - 1] and kinds[at - 1] == "paragraph")
        is_short = len(lines[at].text) <= _LONGEST_PLAIN_CAPTION and not left_in[at]
        if names_picture and is_short and kinds[at] == "paragraph" and not lines[at - 1].alt:
            kinds[at] = "caption"


def _alternative_texts(lines: Sequence[Line], kinds: list[_Kind], left_in: list[bool]) -> frozenset[int]:
    """The positions of lines left in Vietnamese that belong to a picture."""
    found = set()
    for at, line in enumerate(lines):
        beside = {kinds[near] for near in (at - 1, at + 1) if 0 <= near < len(lines)}
        if not left_in[at] or len(line.text) > _LONGEST_ALT or is_picture_name(line.text):
            continue
        if line.alt or (kinds[at] == "paragraph" and beside & {"caption", "picture"}):
            found.add(at)
    return frozenset(found)


def _mark_byline(lines: Sequence[Line], kinds: list[_Kind], edition: Edition) -> None:
    """Type the last two paragraphs as bylines where they are one; a mere name must be the very last."""
    ends = [at for at, kind in enumerate(kinds) if kind == "paragraph"][1:][-2:]
    for at in ends:
        if is_byline(lines[at].text, edition) or (at == len(lines) - 1 and is_name(lines[at].text)):
            kinds[at] = "byline"


def _repeats(blocks: list[Block], kind: _Kind, text: str) -> bool:
    """Whether a caption says again what the picture's alternative text just said."""
    return kind == "caption" and bool(blocks) and blocks[-1] == Block(type="caption", text=text)
