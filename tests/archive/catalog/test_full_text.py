"""Texts are found by their words, with or without diacritics, and the index follows the catalog."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from archive.catalog.articles import put_article
from archive.catalog.engine import reading, writing
from archive.catalog.full_text import Term, bring_up_to_date, hits, terms_of, written
from archive.catalog.tables import article as article_table
from archive.change.folding import without_diacritics
from archive.model import Article, Block

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def put(engine: Engine, record_id: str, text: str, extractor: str = "one") -> None:
    article = Article(
        record_id=record_id,
        extraction="ok",
        extractor=extractor,
        blocks=(Block(type="paragraph", text=text),),
    )
    with writing(engine) as conn:
        put_article(conn, article)


def updated(path: Path, engine: Engine) -> int:
    with reading(engine) as conn:
        return bring_up_to_date(path, conn)


def names(path: Path, query: str) -> set[str]:
    return {hit.name for hit in hits(path, query, limit=10)}


def test_words_are_found_as_they_are_asked_for(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "search.sqlite"
    put(engine, "bridge", "Cầu gỗ bắc qua sông Đà, dài 48 m")
    put(engine, "ask", "Yêu cầu của bà Hoà")
    assert updated(path, engine) == 2
    assert names(path, "cau") == names(path, "cầu") == {"bridge", "ask"}
    assert names(path, "câu") == set()
    assert names(path, "song da") == names(path, "Sông Đà") == {"bridge"}
    assert names(path, '"go bac"') == {"bridge"}
    assert names(path, '"bac go"') == set()
    assert names(path, "hòa") == {"ask"}
    assert names(path, "48") == {"bridge"}


def test_what_is_new_changed_or_seen_again_is_found_once(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "search.sqlite"
    put(engine, "a", "gạo")
    updated(path, engine)
    assert updated(path, engine) == 0
    put(engine, "b", "gạo")
    put(engine, "c", "nước mắm")
    put(engine, "a", "muối", extractor="two")
    assert updated(path, engine) == 3
    assert names(path, "muối") == {"a"}
    assert names(path, "gạo") == {"b"}
    assert names(path, "nước") == {"c"}


def test_the_index_may_be_deleted(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "search.sqlite"
    assert hits(path, "gạo", limit=1) == []
    put(engine, "a", "gạo")
    updated(path, engine)
    path.unlink()
    updated(path, engine)
    assert names(path, "gạo") == {"a"}


@given(st.text(max_size=60))
def test_a_query_is_never_taken_for_syntax(query: str) -> None:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5(written, bare)")
    match = " AND ".join(f'{term.column} : "{" ".join(term.words)}"' for term in terms_of(query))
    if match:
        index.execute("SELECT 1 FROM words WHERE words MATCH ?", (match,)).fetchall()
    index.close()


@given(st.text(max_size=60))
def test_bare_is_bare(text: str) -> None:
    once = without_diacritics(written(text))
    assert without_diacritics(once) == once


def test_a_term_with_diacritics_is_looked_for_as_written() -> None:
    assert terms_of('cau "Sông Đà"') == [
        Term(column="bare", words=("cau",)),
        Term(column="written", words=("sông", "đà")),
    ]


def test_a_text_that_was_seen_twice_is_found_after_an_upgrade_and_after_one_is_gone(
    tmp_path: Path, engine: Engine
) -> None:
    path = tmp_path / "search.sqlite"
    for name in ("a", "b"):
        put(engine, name, "ngọn hải đăng")
    updated(path, engine)
    for name in ("a", "b"):
        put(engine, name, "ngọn hải đăng", extractor="two")
    updated(path, engine)
    (found,) = names(path, "hải đăng")
    with writing(engine) as conn:
        conn.execute(delete(article_table).where(article_table.c.record_id == found))
    updated(path, engine)
    assert names(path, "hải đăng") == {"a", "b"} - {found}
