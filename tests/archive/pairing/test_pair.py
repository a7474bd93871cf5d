from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from archive.model import Block, Citation
from archive.pairing.fold import folded
from archive.pairing.learned import NOTHING_LEARNED, Learned
from archive.pairing.pair import pair_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.model import Article, Pair, Rendering

    ArticleOf = Callable[[tuple[str, ...]], Article]
    Stories = dict[str, tuple[str, ...]]

URL = "https://nhandan.vn/dai-su-ha-van-lam-hoi-kien-ong-zhou-haiming-post990001.html"


# What stands below every story of a page, dated and signed as stories are.
FOOTER = (
    (
        "Prenumerera på vårt nyhetsbrev, som kommer ut varje måndag.",
        "Ansvarig utgivare för webbplatsen är redaktör Le Thi Dao.",
        "Den 3 januari ändrade vi villkoren för våra läsare.",
        "Allt innehåll skyddas av upphovsrätten och får inte spridas.",
    ),
    (
        "Bản quyền thuộc về tòa soạn, mọi hình thức sao chép phải được đồng ý bằng văn bản.",
        "Giấy phép số 4471 do cơ quan quản lý cấp ngày 9/11.",
        "Đường dây nóng hoạt động từ thứ Ba đến thứ Bảy hằng tuần.",
        "Mời bạn đọc gửi ý kiến về tòa soạn qua thư điện tử hoặc bưu điện.",
    ),
)


def paragraphs(texts: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Block(type="paragraph", text=text) for text in texts)


def reasons(pair: Pair) -> str:
    found: Any = pair.evidence["reasons"]
    return " / ".join(found)


def test_honest_translation_is_confirmed_with_nothing_learned(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    pair = pair_of(rendering, article_of(stories["original"]), url=URL, learned=NOTHING_LEARNED)
    assert pair.verdict == "confirmed"
    assert [(b.rendering, b.original) for b in pair.beads] == [((i,), (i,)) for i in range(6)]


def test_learned_furniture_leaves_the_verdict_as_it_is_without_it(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    ours, theirs = FOOTER
    footed = replace(rendering, blocks=(*rendering.blocks[:4], *paragraphs(ours)))
    article = article_of((*stories["original"][:4], *theirs))
    learned = Learned(
        rendering_furniture=frozenset(map(folded, ours)), original_furniture=frozenset(map(folded, theirs))
    )
    bare = replace(rendering, blocks=rendering.blocks[:4])
    alone = pair_of(bare, article_of(stories["original"][:4]), url=URL, learned=learned)
    pair = pair_of(footed, article, url=URL, learned=learned)
    assert (pair.verdict, pair.score) == ("confirmed", alone.score)


@pytest.mark.parametrize("name", ["other day", "other counterpart", "unrelated"])
def test_wrong_article_is_a_mismatch(
    rendering: Rendering, article_of: ArticleOf, stories: Stories, name: str
) -> None:
    assert (
        pair_of(rendering, article_of(stories[name]), url=URL, learned=NOTHING_LEARNED).verdict == "mismatch"
    )


def test_conflicting_day_vetoes_however_well_the_rest_agrees(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    moved = (stories["original"][0].replace("14/3", "15/3"), *stories["original"][1:])
    pair = pair_of(rendering, article_of(moved), url=URL, learned=NOTHING_LEARNED)
    assert pair.verdict == "mismatch"
    assert "day" in reasons(pair)


def test_other_counterpart_vetoes_and_is_named(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    other = tuple(text.replace("Châu Hải Minh", "Trần Vĩnh Phát") for text in stories["original"])
    pair = pair_of(rendering, article_of(other), url=URL, learned=NOTHING_LEARNED)
    assert pair.verdict == "mismatch"
    assert "Zhou Haiming" in reasons(pair)


def test_evidence_shows_the_chinese_name_in_its_sino_vietnamese_form(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    names: Any = pair_of(
        rendering, article_of(stories["original"]), url=URL, learned=NOTHING_LEARNED
    ).evidence["names"]
    assert names["shared"]["Zhou Haiming"] == "Châu Hải Minh"
    assert names["shared"]["Ha Van Lam"] == "Hà Văn Lâm"


def test_same_text_at_another_address_is_never_confirmed(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    elsewhere = "https://vietnamnet.vn/dai-su-ha-van-lam-2470001.html"
    pair = pair_of(rendering, article_of(stories["original"]), url=elsewhere, learned=NOTHING_LEARNED)
    assert pair.verdict == "doubtful"
    assert "another address" in reasons(pair)


def test_citation_with_tracking_and_other_host_spelling_is_the_same_article(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    cited = replace(
        rendering, citation=Citation(line="Källa", url=URL.replace("https://", "http://www.") + "?utm=1")
    )
    assert (
        pair_of(cited, article_of(stories["original"]), url=URL, learned=NOTHING_LEARNED).verdict
        == "confirmed"
    )


def test_citation_is_followed_by_the_papers_number_whatever_its_length(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    cited = replace(rendering, citation=Citation(line="Källa", url="http://paper.example/old-slug-1234.html"))
    url = "https://paper.example/new-slug-1234.html"
    pair = pair_of(cited, article_of(stories["original"]), url=url, learned=NOTHING_LEARNED)
    assert pair.verdict == "confirmed"


def test_page_in_another_language_is_a_mismatch(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    english = replace(article_of(stories["original"]), lang="en")
    assert pair_of(rendering, english, url=URL, learned=NOTHING_LEARNED).verdict == "mismatch"


def test_text_left_in_vietnamese_is_found_verbatim_and_stands_alone(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    left_in = Block(type="caption", text="Đại sứ Hà Văn Lâm đã hội kiến ông Châu Hải Minh")
    with_caption = replace(rendering, blocks=(rendering.blocks[0], left_in, *rendering.blocks[1:]))
    pair = pair_of(with_caption, article_of(stories["original"]), url=URL, learned=NOTHING_LEARNED)
    found: Any = pair.evidence["left_in"]
    assert found == {"shared": [left_in.text], "missing": []}
    assert [bead.original for bead in pair.beads if 1 in bead.rendering] == [()]


def test_two_paragraphs_are_too_little_to_confirm(
    rendering: Rendering, article_of: ArticleOf, stories: Stories
) -> None:
    short = replace(rendering, blocks=rendering.blocks[:2])
    assert (
        pair_of(short, article_of(stories["original"][:2]), url=URL, learned=NOTHING_LEARNED).verdict
        == "doubtful"
    )


@pytest.mark.parametrize("side", ["rendering", "article", "both"])
def test_empty_side_gives_no_beads_across(
    rendering: Rendering, article_of: ArticleOf, stories: Stories, side: str
) -> None:
    ours = replace(rendering, blocks=()) if side != "article" else rendering
    theirs = article_of(() if side != "rendering" else stories["original"])
    pair = pair_of(ours, theirs, url=URL, learned=NOTHING_LEARNED)
    assert pair.verdict != "confirmed"
    assert not [bead for bead in pair.beads if bead.rendering and bead.original]


def test_evidence_is_json(rendering: Rendering, article_of: ArticleOf, stories: Stories) -> None:
    evidence = pair_of(rendering, article_of(stories["original"]), url=URL, learned=NOTHING_LEARNED).evidence
    assert json.loads(json.dumps(evidence)) == evidence
