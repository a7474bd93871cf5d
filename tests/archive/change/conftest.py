"""An invented story, and articles made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from archive.model import Article, Block

STORY = (
    "Sáng 12/3, xã Lâm Thượng khánh thành cây cầu dài 48 m bắc qua suối Nậm Pha, nơi mùa lũ hay chia cắt.",
    "Theo ông Trần Văn Lực, Chủ tịch xã, cầu có tổng vốn 3,2 tỷ đồng, trong đó dân góp 450 triệu đồng.",
    "“Chúng tôi không còn phải đi vòng 15 km để đưa con đến trường”, bà Hoàng Thị Mai, thôn Nà Kèn, chia sẻ.",
    "Dự kiến trong tháng 6, xã sẽ lắp thêm đèn chiếu sáng và biển báo tải trọng ở hai đầu cầu.",
)

MakeArticle = Callable[..., Article]


@pytest.fixture
def make_article() -> MakeArticle:
    """An article of these paragraphs (the story's, if none are given); the first one is its lead."""

    def made(*paragraphs: str, **fields: Any) -> Article:
        texts = paragraphs or STORY
        blocks = tuple(
            Block(type="paragraph" if index else "lead", text=text) for index, text in enumerate(texts)
        )
        known = {"record_id": "urn:uuid:1", "extraction": "ok", "extractor": "x 1", "title": "Cầu mới ở xã"}
        return Article(**{**known, "blocks": blocks, **fields})

    return made


@pytest.fixture
def story() -> tuple[str, ...]:
    return STORY
