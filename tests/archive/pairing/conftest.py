"""Invented stories: a visit, as a Swedish rendering and as a Vietnamese original, and its look-alikes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from archive.model import Article, Block, Citation, Rendering

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://nhandan.vn/dai-su-ha-van-lam-hoi-kien-ong-zhou-haiming-post990001.html"

RENDERING = (
    "Den 14 mars träffade ambassadör Ha Van Lam borgmästaren i Linhe, Zhou Haiming, om järnvägen.",
    "De två sidorna enades om att 320 miljoner dollar ska läggas på sträckan mellan Dong Phu och Linhe. "
    "Arbetet börjar i juni och ska sysselsätta 4 500 personer.",
    "Ambassadör Ha Van Lam sade att handeln ökade med 17,5 % under 2024 och tackade Zhou Haiming för stödet.",
    "Zhou Haiming svarade att staden tar emot 60 studenter från Dong Phu varje år.",
    "Vid mötet deltog också företrädare för Laos och Thailand.",
    "Nästa möte hålls på fredag i Dong Phu.",
)
ORIGINAL = (
    "Ngày 14/3, Đại sứ Hà Văn Lâm đã hội kiến ông Châu Hải Minh, Thị trưởng Lâm Hà, bàn về tuyến đường sắt.",
    "Hai bên nhất trí dành 320 triệu USD cho đoạn tuyến nối Đông Phú với Lâm Hà. "
    "Công trình khởi công vào tháng 6 và tạo việc làm cho 4.500 người.",
    "Đại sứ Hà Văn Lâm cho biết thương mại tăng 17,5% trong năm 2024 và cảm ơn ông Châu Hải Minh đã ủng hộ.",
    "Ông Châu Hải Minh cho biết thành phố tiếp nhận 60 sinh viên Đông Phú mỗi năm.",
    "Cùng dự cuộc gặp có đại diện của Lào và Thái Lan.",
    "Cuộc gặp tiếp theo diễn ra vào thứ Sáu tại Đông Phú.",
)
OTHER_DAY = (
    "Ngày 2/9, Đại sứ Hà Văn Lâm đã hội kiến ông Châu Hải Minh, Thị trưởng Lâm Hà, bàn về bến cảng.",
    "Hai bên nhất trí dành 75 triệu USD cho bến cảng Lâm Hà. Công trình khởi công vào tháng 11.",
    "Đại sứ Hà Văn Lâm cảm ơn ông Châu Hải Minh đã ủng hộ bến cảng.",
    "Ông Châu Hải Minh cho biết thành phố coi trọng quan hệ với Đông Phú.",
    "Cùng dự cuộc gặp có đại diện của Hàn Quốc.",
)
OTHER_COUNTERPART = (
    "Ngày 14/3, Đại sứ Hà Văn Lâm đã hội kiến ông Trần Vĩnh Phát, Thị trưởng thành phố Tân Giang.",
    "Hai bên nhất trí dành 320 triệu USD cho đoạn tuyến nối Đông Phú với Tân Giang.",
    "Đại sứ Hà Văn Lâm cho biết thương mại tăng 17,5% trong năm 2024 và cảm ơn ông Trần Vĩnh Phát.",
    "Ông Trần Vĩnh Phát cho biết thành phố tiếp nhận 60 sinh viên Đông Phú mỗi năm.",
)
UNRELATED = (
    "Sáng 5/8, hơn 200 hộ dân xã Bình Khê thu hoạch sầu riêng sớm hơn mọi năm.",
    "Giá bán tại vườn đạt 62.000 đồng/kg, cao hơn 8.000 đồng so với tuần trước.",
    "Ông Lê Đức Thọ trồng 3 ha, dự kiến thu 40 tấn quả.",
    "Hợp tác xã đã ký hợp đồng với 5 doanh nghiệp.",
)


def blocks(texts: tuple[str, ...]) -> tuple[Block, ...]:
    """Texts as paragraphs."""
    return tuple(Block(type="paragraph", text=text) for text in texts)


@pytest.fixture
def rendering() -> Rendering:
    """The rendering of the visit, citing its original."""
    return Rendering(
        id="00000000000000aa",
        source="besok.txt",
        lang="sv",
        title=None,
        publisher="Nhân Dân",
        published_on=date(2025, 3, 14),
        blocks=blocks(RENDERING),
        citation=Citation(line=f"Källa: {URL}", url=URL),
    )


@pytest.fixture
def article_of() -> Callable[[tuple[str, ...]], Article]:
    """Makes an article of paragraphs."""

    def made(texts: tuple[str, ...]) -> Article:
        return Article(
            record_id="urn:uuid:00000000-0000-4000-8000-000000000001",
            extraction="ok",
            extractor="test",
            title="Đại sứ Hà Văn Lâm hội kiến ông Châu Hải Minh",
            published_at=datetime(2025, 3, 14, 3, 0, tzinfo=UTC),
            lang="vi",
            blocks=blocks(texts),
        )

    return made


@pytest.fixture
def stories() -> dict[str, tuple[str, ...]]:
    """The original and its look-alikes by name."""
    return {
        "original": ORIGINAL,
        "other day": OTHER_DAY,
        "other counterpart": OTHER_COUNTERPART,
        "unrelated": UNRELATED,
    }
