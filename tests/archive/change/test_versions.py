"""A change says what differs, part by part, agrees with the verdict on the text, and goes into JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from archive.change.article_text import running_text
from archive.change.versions import Change, Version, as_json, change_between, version_of
from archive.model import Article, Block

if TYPE_CHECKING:
    from archive.model import BlockType
    from tests.archive.change.conftest import MakeArticle

SEEN = datetime(2026, 3, 1, 6, tzinfo=UTC)
SEEN_AGAIN = SEEN + timedelta(days=2)


def changed(old: Article, new: Article) -> Change:
    return change_between(version_of(old, SEEN), version_of(new, SEEN_AGAIN))


def test_fields_stand_apart(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    caption = Block(type="caption", text="Cầu ngày khánh thành. Ảnh: L.M.")
    byline = Block(type="byline", text="Lê Minh")
    old = make_article(authors=("Lê Minh",), published_at=SEEN)
    old = replace(old, blocks=(*old.blocks, caption, byline))
    new = replace(
        old,
        title="Cầu mới thông xe",
        authors=("Lê Minh", "Hà An"),
        published_at=SEEN_AGAIN,
        blocks=(
            Block(type="lead", text=story[0].replace("48", "52")),
            *old.blocks[1:4],
            replace(caption, text="Cầu ngày thông xe. Ảnh: L.M."),
            replace(byline, text="Lê Minh - Hà An"),
        ),
    )
    parts = {part.field: part for part in changed(old, new).parts if part.kind == "changed"}
    assert set(parts) == {"title", "lead", "caption", "byline", "authors", "published_at"}
    assert [finding.kind for finding in parts["lead"].substance] == ["numbers"]
    assert (parts["lead"].old_index, parts["lead"].new_index) == (0, 0)
    assert parts["published_at"].noise
    assert not parts["authors"].substance + parts["byline"].substance


def test_an_added_paragraph_names_its_predecessor(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    added = "Ngày 20/3, huyện Na Rì sẽ kiểm tra lại mố cầu."
    (part,) = changed(make_article(), make_article(*story[:2], added, *story[2:])).parts
    assert (part.kind, part.after, part.new_index, part.old_index) == ("added", 1, 2, None)
    assert {finding.kind for finding in part.substance} == {"dates", "names"}


def test_a_removed_quotation_is_substance(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    change = changed(make_article(), make_article(*story[:2], story[3]))
    assert [(part.kind, part.old_index) for part in change.parts] == [("removed", 2)]
    assert {"quotations", "names", "numbers"} <= change.substance


def test_spelling_and_date_line_are_noise(make_article: MakeArticle) -> None:
    old = make_article("Nước Cộng hoà bên bờ suối.", "Thứ Năm, 12/3/2026 - 09:15")
    new = make_article("Nước Cộng hòa bên bờ suối.", "Thứ Sáu, 13/3/2026 - 10:20")
    change = changed(old, new)
    assert change.is_noise
    assert change.substance == frozenset()
    assert len(change.parts) >= 2


def test_a_moved_paragraph_is_moved(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    change = changed(make_article(), make_article(story[0], story[3], story[1], story[2]))
    assert [(part.kind, part.old_index, part.new_index) for part in change.parts] == [("moved", 3, 1)]


def test_a_title_block_stands_for_a_missing_title() -> None:
    def rendering(title: str) -> Version:
        return Version(seen_at=SEEN, blocks=(Block(type="title", text=title),))

    (part,) = change_between(rendering("Ny bro"), rendering("Ny bro i byn")).parts
    assert (part.field, part.old, part.new) == ("title", "Ny bro", "Ny bro i byn")


def test_a_change_goes_into_json(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    change = changed(make_article(), make_article(*story[:3], story[3].replace("tháng 6", "tháng 9")))
    told = json.loads(json.dumps(as_json(change), ensure_ascii=False))
    assert told["between"] == ["2026-03-01T06:00:00Z", "2026-03-03T06:00:00Z"]
    assert told["substance"] == ["dates"]
    (part,) = told["parts"]
    assert (part["field"], part["old_index"], part["new_index"]) == ("paragraph", 3, 3)
    assert "after" not in part
    assert part["words"][1:3] == [{"op": "delete", "text": " 6"}, {"op": "insert", "text": " 9"}]
    assert part["substance"] == [{"kind": "dates", "gone": ["tháng 6"], "come": ["tháng 9"]}]


def test_the_first_block_keeps_its_index_in_json(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    change = changed(make_article(), make_article(story[0].replace("48", "52"), *story[1:]))
    (part,) = json.loads(json.dumps(as_json(change)))["parts"]
    assert (part["old_index"], part["new_index"]) == (0, 0)


TYPES: list[BlockType] = ["lead", "paragraph", "heading", "caption", "byline"]
blocks = st.lists(
    st.builds(
        Block,
        type=st.sampled_from(TYPES),
        text=st.sampled_from(
            ["hoà bình", "hòa bình", "cầu mới", "hòa bình cầu mới", "12/03/2026", "cầu cũ và", "mới"]
        ),
    ),
    max_size=6,
).map(tuple)


@given(blocks, blocks)
def test_the_diff_and_the_state_agree(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    one = Article(record_id="a", extraction="ok", extractor="x", blocks=old)
    other = Article(record_id="b", extraction="ok", extractor="x", blocks=new)
    parts = [part for part in changed(one, other).parts if part.field != "byline" and not part.noise]
    assert bool(parts) == (running_text(one) != running_text(other))
