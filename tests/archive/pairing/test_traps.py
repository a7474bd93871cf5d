"""Articles that look like the original of a rendering and are not it: none is ever confirmed, alone or among
other stories, whether the collection has taught anything or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.pairing.find import Query, indexed
from archive.pairing.learn import Document, learned_from
from archive.pairing.learned import NOTHING_LEARNED
from archive.pairing.match import matched
from tests.archive.pairing.invented_stories import (
    BRIDGE,
    COFFEE,
    FAIR,
    FLOOD,
    OTHER_NEWS,
    SCHOOL,
    STORIES,
    VISIT,
    edited,
    original,
    rendering,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.pairing.learned import Learned
    from archive.pairing.match import Match

    Text = tuple[str, ...]


bridge, flood, coffee, visit, fair, school = (
    original(one) for one in (BRIDGE, FLOOD, COFFEE, VISIT, FAIR, SCHOOL)
)

# What the rendering is of, and the texts of the only article there is.
WRONG: dict[str, tuple[Text, Text]] = {
    "same people, same bridge, a month later": (
        rendering(BRIDGE),
        edited(bridge, "12/5/2026 > 16/6/2026", "78% > 86%", "640 > 710", "27 hộ > 4 hộ", "30/6 > 15/7"),
    ),
    "only the day is another": (rendering(BRIDGE), edited(bridge, "12/5/2026 > 13/5/2026")),
    "same event next year": (
        rendering(BRIDGE),
        edited(bridge, "12/5/2026 > 12/5/2027", "78% > 99%", "640 > 120", "95 máy > 14 máy"),
    ),
    "only the year is another": (rendering(BRIDGE), edited(bridge, "12/5/2026 > 12/5/2025")),
    "same inspection by another minister": (
        rendering(BRIDGE),
        edited(bridge, "Trần Quang Vinh > Hoàng Đức Lợi"),
    ),
    "same minister at another bridge": (
        rendering(BRIDGE),
        edited(
            bridge,
            "cầu Sông Lam > cầu Bến Tre Vàng",
            "Thanh Khê > Cửu Giang",
            "12/5/2026 > 20/5/2026",
            "2,4 > 1,9",
            "3.150 > 2.480",
            "Lê Hữu Nghị > Bùi Sỹ Tâm",
            "27 hộ > 41 hộ",
        ),
    ),
    "the flood a day later": (
        rendering(FLOOD),
        (
            "Sáng 10/10, lực lượng cứu hộ tìm thấy thêm hai thi thể tại huyện Mường Nhé.",
            "Như vậy, số người chết tăng lên sáu và còn chín người mất tích.",
            *flood[2:5],
            "Chiều 10/10, Đại tá Vũ Đình Khoa thị sát cầu tạm Nậm Pồ.",
        ),
    ),
    "the same flood two years before": (
        rendering(FLOOD),
        edited(
            flood,
            "Đêm 8, rạng sáng 9/10 > Đêm 13, rạng sáng 14/9",
            "310 mm > 255 mm",
            "1.280 > 870",
            "5.600 > 3.200",
            "420 > 260",
            "120 mm > 90 mm",
            "11/10 > 16/9",
        ),
    ),
    "a flood elsewhere that night": (
        rendering(FLOOD),
        edited(
            flood,
            "Mường Nhé > Trà Leng",
            "310 > 190",
            "1.280 > 640",
            "5.600 > 2.100",
            "Vũ Đình Khoa > Lương Văn Bách",
            "4H > 40B",
            "34 bản > 12 thôn",
            "420 > 180",
        ),
    ),
    "coffee a month later": (
        rendering(COFFEE),
        edited(
            coffee,
            "Tám tháng > Chín tháng",
            "1,13 > 1,21",
            "6,2 tỷ > 6,9 tỷ",
            "7,8% > 6,1%",
            "54% > 58%",
            "118.000 > 114.000",
            "tháng 8 > tháng 9",
            "tháng 7 là 3.500 > tháng 8 là 4.000",
        ),
    ),
    "coffee a year before": (
        rendering(COFFEE),
        edited(
            coffee,
            "1,13 > 1,24",
            "6,2 tỷ > 3,1 tỷ",
            "giảm 7,8% > tăng 2,2%",
            "54% > 9%",
            "13% > 11%",
            "8,5% > 9,1%",
            "6,9% > 7,4%",
            "118.000 > 61.000",
            "28 triệu > 29 triệu",
            "11.400 > 800",
        ),
    ),
    "pepper instead of coffee": (
        rendering(COFFEE),
        edited(
            coffee,
            "1,13 triệu > 184.000",
            "cà phê > hồ tiêu",
            "6,2 tỷ > 910 triệu",
            "54% > 31%",
            "7,8% > 2,4%",
            "118.000 > 152.000",
            "28 triệu bao > 190.000 tấn",
            "Nguyễn Hải Nam > Lý Kim Oanh",
        ),
    ),
    "the same guest received by another": (
        rendering(VISIT),
        edited(visit, "Chủ tịch Quốc hội Đặng Thu Hiền > Thủ tướng Phan Gia Bảo"),
    ),
    "another guest received by the same": (
        rendering(VISIT),
        edited(visit, "Khamla Vongsa > Somphet Keola", "1.150 > 980", "267 > 251"),
    ),
    "the same two on another day": (rendering(VISIT), edited(visit, "21/8 > 4/12", "267 > 271")),
    "another country's minister": (
        rendering(VISIT),
        edited(
            visit,
            "Lào > Campuchia",
            "Khamla Vongsa > Sok Piseth",
            "2,3 tỷ > 9,8 tỷ",
            "267 > 214",
            "Xiêng Mai > Kông Rây",
        ),
    ),
    "another guest, and all numbers alike": (
        rendering(VISIT),
        edited(visit, "Khamla Vongsa > Somphet Keola"),
    ),
    "the fair on another weekday": (rendering(FAIR), edited(fair, "thứ Ba > thứ Năm", "Thứ Bảy > Chủ nhật")),
    "the fair of another town": (
        rendering(FAIR),
        edited(
            fair,
            "Hội Xuân > Phố Hạ",
            "180 > 240",
            "mười hai > chín",
            "83 tuổi > 71 tuổi",
            "Phan Thị Ngần > Lò Thị Mây",
            "45.000 > 30.000",
            "96 > 64",
        ),
    ),
    "schools of another province": (
        rendering(SCHOOL),
        edited(
            school,
            "Bình Hòa > Phú Lâm",
            "18 trường > 11 trường",
            "410 > 295",
            "322 > 204",
            "11.270 > 7.140",
            "Đỗ Minh Châu > Cao Thị Duyên",
            "540 > 310",
            "Tà Phìn > Nậm Cắn",
        ),
    ),
    "schools of the next year": (
        rendering(SCHOOL),
        edited(school, "18 trường > 23 trường", "410 > 560", "322 > 388", "11.270 > 13.580", "76 > 40"),
    ),
    "a round-up with the bridge's first paragraphs": (
        rendering(BRIDGE),
        (*OTHER_NEWS[:3], *bridge[:2], *OTHER_NEWS[3:]),
    ),
    "a round-up with half of the flood": (
        rendering(FLOOD),
        (*OTHER_NEWS, *flood[:3], *coffee[:2], *school[:2]),
    ),
    "a round-up with all of the fair": (rendering(FAIR), (*OTHER_NEWS, *coffee[:3], *fair, *school[:3])),
    "the bridge shortened": (rendering(BRIDGE), (bridge[0], bridge[2])),
    "the flood shortened": (rendering(FLOOD), flood[:2]),
    "a shortened rendering of the flood": (rendering(FLOOD)[:3], (*flood, *OTHER_NEWS)),
    "a shortened rendering of the coffee": (rendering(COFFEE)[1:4], (*coffee, *OTHER_NEWS)),
    "a rendering of two articles": ((*rendering(VISIT), *rendering(FLOOD)), visit),
    "a rendering of two articles, the second": ((*rendering(COFFEE), *rendering(SCHOOL)), school),
    "a rendering of three articles": (
        (*rendering(FAIR), *rendering(BRIDGE), *rendering(SCHOOL)),
        bridge,
    ),
    "a background article with the same numbers": (
        rendering(BRIDGE),
        (
            "Cầu Sông Lam là công trình trọng điểm của tỉnh Thanh Khê, dài 2,4 km với bốn làn xe.",
            "Dự án được phê duyệt ngày 3/2/2023, tổng mức đầu tư 3.150 tỷ đồng.",
            "Từ năm 1998, người dân hai bờ qua lại bằng phà, mỗi chuyến chở 40 người.",
            "Khi hoàn thành, cầu rút ngắn 35 phút đường từ thị xã đến cảng.",
        ),
    ),
    "an interview with the same person": (
        rendering(COFFEE),
        (
            "Chủ tịch hiệp hội Nguyễn Hải Nam trả lời phỏng vấn về giá cà phê.",
            "Thưa ông, vì sao giá tăng mạnh như vậy trong năm nay?",
            "Nguồn cung thế giới thiếu 5 triệu bao, Brazil mất mùa hai năm liền.",
            "Nông dân nên làm gì để giữ được thị trường Đức và Nhật Bản?",
            "Phải truy xuất được nguồn gốc từng lô hàng, ông Nguyễn Hải Nam nói.",
        ),
    ),
}


def documents() -> list[Document]:
    """Enough true pairs to learn a lexicon from: the stories with numbers of their own."""
    return [
        Document(
            key=f"{name} {number}",
            lang="sv",
            rendering=tuple(f"{text} {number}." for text in rendering(story)),
            original=tuple(f"{text} {number}." for text in original(story)),
        )
        for number in range(100, 105)
        for name, story in STORIES.items()
    ]


@pytest.fixture(scope="module", params=["nothing learned", "learned"])
def learned(request: pytest.FixtureRequest) -> Learned:
    return NOTHING_LEARNED if request.param == "nothing learned" else learned_from(documents())


def found(texts: Sequence[str], articles: Mapping[str, Sequence[str]], learned: Learned) -> Match:
    query = Query(lang="sv", texts=tuple(texts))
    return matched(query, indexed(articles.items()), articles.__getitem__, learned)


@pytest.mark.parametrize("name", WRONG)
def test_a_look_alike_is_not_confirmed_where_it_stands_alone(name: str, learned: Learned) -> None:
    texts, article = WRONG[name]
    assert found(texts, {"look-alike": article}, learned).verdict != "confirmed"


@pytest.mark.parametrize("name", WRONG)
def test_a_look_alike_is_not_confirmed_among_other_stories(name: str, learned: Learned) -> None:
    texts, article = WRONG[name]
    others = {
        other: original(story) for other, story in STORIES.items() if not set(rendering(story)) & set(texts)
    }
    assert found(texts, {"look-alike": article, **others}, learned).verdict != "confirmed"


def test_the_second_time_is_no_monday(learned: Learned) -> None:
    texts = edited(rendering(COFFEE), "28 miljoner säckar. > 28 miljoner säckar, sade han på fredagen.")
    article = edited(coffee, "28 triệu bao. > 28 triệu bao, ông nói lần thứ hai.")
    assert found(texts, {"coffee": article}, learned).verdict == "confirmed"
    monday = edited(article, "lần thứ hai > hôm thứ Hai")
    assert found(texts, {"coffee": monday}, learned).verdict == "mismatch"


@pytest.mark.parametrize("name", STORIES)
def test_the_original_is_confirmed_among_the_stories(name: str, learned: Learned) -> None:
    match = found(rendering(STORIES[name]), {k: original(one) for k, one in STORIES.items()}, learned)
    assert (match.verdict, match.candidates[0][0]) == ("confirmed", name)
