"""A meeting, and what papers write in the same words: of another day, of another person. And true pairs that
look no better at first sight, which must not be called wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from archive.model import Article, Block, Pair, Rendering
from archive.pairing.find import Query, indexed
from archive.pairing.learned import NOTHING_LEARNED
from archive.pairing.match import matched
from archive.pairing.pair import pair_of

OURS = (
    "{when} mötte ambassadör {who} borgmästaren i Linhe, {whom}, i stadens hamn.{lead}",
    "Vid mötet berättade {who} om läget i hemlandet och om de viktigaste uppgifterna under nästa år.",
    "De två sidorna talade om hur förtroendet ska stärkas och hur hamnarna ska samarbeta bättre.",
    "{whom} uttryckte sin glädje över framstegen i förbindelserna under den senaste tiden.{more}",
    "De två sidorna enades om att hålla fast vid täta utbyten och att genomföra vad de har avtalat.",
)
THEIRS = (
    "{when}, Đại sứ {who} đã gặp Thị trưởng thành phố Lâm Hà {whom} tại cảng của thành phố.{lead}",
    "Tại cuộc gặp, Đại sứ {who} thông báo tình hình trong nước và những nhiệm vụ trọng tâm trong năm tới.",
    "Hai bên trao đổi về cách củng cố lòng tin và để các cảng hợp tác tốt hơn.",
    "Ông {whom} bày tỏ vui mừng trước những tiến triển trong quan hệ thời gian qua.{more}",
    "Hai bên nhất trí duy trì trao đổi thường xuyên và thực hiện những điều đã thỏa thuận.",
)
JUBILEE = " Mötet hölls inför 40-årsdagen av vänortsavtalet (9 april 1985 - 9 april 2025)."
JUBILEE_VI = " Cuộc gặp diễn ra nhân 40 năm ký thỏa thuận kết nghĩa (9/4/1985 - 9/4/2025)."
FEAST, FEAST_VI = " Högtiden firas den 2 september.", " Ngày lễ diễn ra vào 2/9."
VISIT, VISIT_VI = " Besöket varar till den 27 mars.", " Chuyến thăm kéo dài đến ngày 27/3."
LIST, LIST_VI = (
    " Med var Hoang Thi Sen, Bui Van Khe, Do Thi Lua och Ngo Van Rong.",
    " Cùng dự có Hoàng Thị Sen, Bùi Văn Khê, Đỗ Thị Lúa và Ngô Văn Rộng.",
)


@dataclass(frozen=True, kw_only=True)
class Two:
    """What stands in the rendering's places and in the original's, and when each was published."""

    when: tuple[str, str] = ("Den 24 mars", "Ngày 24/3")
    who: tuple[str, str] = ("Ha Van Lam", "Hà Văn Lâm")
    whom: tuple[str, str] = ("Zhou Haiming", "Châu Hải Minh")
    lead: tuple[str, str] = ("", "")
    more: tuple[str, str] = ("", "")
    published: tuple[date | None, date | None] = (None, date(2025, 3, 24))

    def texts(self, side: int) -> tuple[str, ...]:
        """The paragraphs of the rendering (0) or the original (1)."""
        names = ("when", "who", "whom", "lead", "more")
        placed = {name: getattr(self, name)[side] for name in names}
        return tuple("\n".join((OURS, THEIRS)[side]).format(**placed).split("\n"))

    def pair(self) -> Pair:
        """The pair that the two make."""
        ours, theirs = self.published
        rendering = Rendering(
            id="00000000000000aa",
            source="mote.txt",
            lang="sv",
            title=None,
            publisher=None,
            published_on=ours,
            blocks=tuple(Block(type="paragraph", text=text) for text in self.texts(0)),
            citation=None,
        )
        at = datetime(theirs.year, theirs.month, theirs.day, 3, tzinfo=UTC) if theirs else None
        article = Article(
            record_id="urn:uuid:00000000-0000-4000-8000-000000000001",
            extraction="ok",
            extractor="test",
            published_at=at,
            lang="vi",
            blocks=tuple(Block(type="paragraph", text=text) for text in self.texts(1)),
        )
        url = "https://nhandan.vn/gap-post990001.html"
        return pair_of(rendering, article, url=url, learned=NOTHING_LEARNED)


ANOTHER_DAY = ("Den 24 mars", "Ngày 26/3")
WRONG = {
    "another day": Two(when=ANOTHER_DAY),
    "another day, one jubilee": Two(when=ANOTHER_DAY, lead=(JUBILEE, JUBILEE_VI)),
    "another day, one jubilee later on": Two(when=ANOTHER_DAY, more=(JUBILEE, JUBILEE_VI)),
    "another day, one feast": Two(when=ANOTHER_DAY, lead=(FEAST, FEAST_VI)),
    "another day, one feast later on": Two(when=ANOTHER_DAY, more=(FEAST, FEAST_VI)),
    "another day of one visit": Two(when=ANOTHER_DAY, more=(VISIT, VISIT_VI)),
    "another day, jubilee, no publication": Two(
        when=ANOTHER_DAY, lead=(JUBILEE, JUBILEE_VI), published=(None, None)
    ),
    "another day with points": Two(when=("Den 24 mars", "Chiều 26.3"), lead=(JUBILEE, JUBILEE_VI)),
    "another day, paragraphs without an end": Two(
        when=ANOTHER_DAY, lead=(JUBILEE.rstrip("."), JUBILEE_VI.rstrip("."))
    ),
    "another month, one jubilee": Two(when=("Den 24 mars", "Ngày 24/2"), lead=(JUBILEE, JUBILEE_VI)),
    "another day in words, one jubilee": Two(
        when=("På eftermiddagen den 24:e mars", "Chiều 26 tháng 3"), lead=(JUBILEE, JUBILEE_VI)
    ),
    "other days of a visit, one jubilee": Two(
        when=("Från den 24 till den 25 mars", "Từ ngày 26 đến 27/3"), lead=(JUBILEE, JUBILEE_VI)
    ),
    "another year": Two(when=("Den 24 mars 2025", "Ngày 24/3/2024"), published=(None, date(2024, 3, 24))),
    "another year, one jubilee": Two(
        when=("Den 24 mars 2025", "Ngày 24/3/2024"),
        lead=(JUBILEE, JUBILEE_VI),
        published=(None, date(2024, 3, 24)),
    ),
    "the year of the publication": Two(
        when=("Den 24 mars 2025", "Ngày 24/3"), published=(None, date(2024, 3, 24))
    ),
    "the year of the rendering's publication": Two(
        when=("Den 24 mars", "Ngày 24/3/2024"), published=(date(2025, 3, 24), date(2024, 3, 24))
    ),
    "published months before": Two(when=("Den 24 november", "Chiều nay")),
    "another weekday": Two(when=("På måndagen", "Hôm thứ Ba")),
    "another weekday, the second time": Two(
        when=("På måndagen", "Hôm thứ Ba"), more=(" Han kom igen.", " Ông đến lần thứ hai.")
    ),
    "another weekday in small letters": Two(when=("På måndagen", "Sáng thứ ba")),
    "a Sunday in small letters": Two(when=("På måndagen", "Ngày chủ nhật")),
    "another Vietnamese counterpart": Two(who=("Ha Van Lam", "Trần Vĩnh Phát")),
    "another one, one family": Two(who=("Nguyen Van Lam", "Nguyễn Vĩnh Phát")),
    "another one in a jubilee": Two(who=("Ha Van Lam", "Đặng Minh Tú"), lead=(JUBILEE, JUBILEE_VI)),
    "another one, and many are the same": Two(who=("Ha Van Lam", "Trần Vĩnh Phát"), more=(LIST, LIST_VI)),
    "another Chinese counterpart": Two(whom=("Zhou Haiming", "Vương Kiến Siêu")),
}
RIGHT = {
    "the same day": Two(),
    "published the day after": Two(published=(None, date(2025, 3, 25))),
    "published the day before, in Vietnam": Two(published=(None, date(2025, 3, 23))),
    "rendered a day later": Two(published=(date(2025, 3, 25), date(2025, 3, 24))),
    "rendered two days later": Two(published=(date(2025, 3, 26), date(2025, 3, 24))),
    "a jubilee": Two(lead=(JUBILEE, JUBILEE_VI)),
    "a jubilee on the day itself": Two(when=("Den 9 april", "Ngày 9/4"), lead=(JUBILEE, JUBILEE_VI)),
    "a feast and a visit": Two(lead=(FEAST, FEAST_VI), more=(VISIT, VISIT_VI)),
    "a jubilee that the rendering lost": Two(lead=("", JUBILEE_VI)),
    "a day that only the original has": Two(when=("På eftermiddagen", "Chiều 24/3")),
    "no day at all": Two(when=("På eftermiddagen", "Chiều nay")),
    "today, with the day in the rendering": Two(when=("Den 24 mars", "Chiều nay")),
    "a range": Two(when=("Från den 24 till 26 mars", "Từ 24-26/3")),
    "a list of days": Two(when=("Den 24 och 25 mars", "Ngày 24 và 25/3")),
    "a weekday": Two(when=("På måndagen", "Hôm thứ Hai")),
    "the second time": Two(when=("På fredagen", "Trong lần thứ hai")),
    "the second day": Two(when=("På fredagen", "Trong ngày thứ hai")),
    "the second one": Two(when=("På fredagen", "Thứ hai")),
    "the second time, with a capital": Two(when=("På fredagen", "Trong lần thứ Hai")),
    "the world war": Two(lead=(" Mötet hölls på fredagen.", " Chiến tranh thế giới thứ Hai được nhắc lại.")),
    "a weekday on one side": Two(when=("På måndagen", "Hôm nay")),
    "the year on one side": Two(when=("Den 24 mars 2025", "Ngày 24/3")),
    "the last day of the year before": Two(
        when=("Den 31 december 2024", "Ngày 31/12"), published=(date(2025, 1, 2), date(2025, 1, 1))
    ),
    "an announcement of months ahead": Two(
        when=("Den 24 mars", "Ngày 24/3"),
        lead=(" Mässan öppnar den 20 november.", " Hội chợ khai mạc ngày 20/11."),
    ),
    "an old story remembered": Two(
        when=("Den 24 mars 1985", "Ngày 24/3/1985"), published=(None, date(2025, 3, 24))
    ),
    "the date of the page, caught in the text": Two(
        when=("Flodbladet Flodbladet 25/3/2025\nDen 24 mars", "Cập nhật 26/3/2025\nNgày 24/3")
    ),
    "part of the name": Two(who=("Ha Lam", "Hà Văn Lâm")),
    "another order": Two(who=("Lam Ha Van", "Hà Văn Lâm")),
    "one letter off": Two(who=("Ha Van Lan", "Hà Văn Lâm")),
    "a list with one name misspelled": Two(more=(LIST.replace("Bui Van Khe", "Bui Minh Rau"), LIST_VI)),
    "a Chinese name in its Vietnamese reading": Two(whom=("Chau Hai Minh", "Châu Hải Minh")),
    "a Chinese name in pinyin in the original": Two(whom=("Chau Hai Minh", "Zhou Haiming")),
    "a city that papers shorten": Two(lead=(" Ho Chi Minh-staden var värd.", " TP.HCM đăng cai.")),
    "words that look like a name": Two(lead=(" Men Ha Van Lam log.", " Ông Hà Văn Lâm cười.")),
}


@pytest.mark.parametrize("two", WRONG.values(), ids=WRONG)
def test_same_words_of_another_day_or_person_are_a_mismatch(two: Two) -> None:
    assert two.pair().verdict == "mismatch"


@pytest.mark.parametrize("two", RIGHT.values(), ids=RIGHT)
def test_a_true_pair_that_looks_risky_is_confirmed(two: Two) -> None:
    assert two.pair().verdict == "confirmed"


def reasons(two: Two) -> str:
    found: Any = two.pair().evidence["reasons"]
    return " / ".join(found)


def test_the_reason_names_the_days_and_the_publication_that_gives_the_year() -> None:
    told = reasons(WRONG["the year of the publication"])
    assert "the rendering tells of 24/3/2025, the original of 24/3 (published on 2024-03-24)" in told


def test_the_reason_names_the_person_on_either_side() -> None:
    told = reasons(WRONG["another Vietnamese counterpart"])
    assert "the original has Trần Vĩnh Phát in place of Ha Van Lam" in told


@pytest.mark.parametrize(
    "two",
    [
        Two(when=("Den 24 mars", "Chiều nay"), published=(None, date(2025, 3, 26))),
        Two(more=(" Nguyen Thi Mo tolkade.", " Bà Trần Vĩnh Hoa phiên dịch."), whom=("han", "ông")),
        Two(
            when=ANOTHER_DAY,
            more=(" Ett nytt möte hålls den 26 mars.", " Hai bên đã gặp nhau ngày 24/3."),
        ),
        Two(when=("Den 24 november", "Chiều nay"), lead=(FEAST, FEAST_VI)),
        Two(lead=(FEAST, FEAST_VI), more=(" Nästa möte blir den 3 maj.", " Cuộc gặp tới vào 5/5.")),
    ],
    ids=[
        "two days from the publication",
        "one of few names",
        "each names the other's day",
        "months from the publication, one feast",
        "another day later on",
    ],
)
def test_a_slight_contradiction_keeps_from_confirming(two: Two) -> None:
    assert two.pair().verdict == "doubtful"


@pytest.mark.parametrize("name", ["another day, one jubilee", "another Vietnamese counterpart"])
def test_a_search_among_files_is_not_deceived_either(name: str) -> None:
    ours, theirs = WRONG[name].texts(0), WRONG[name].texts(1)
    query = Query(lang="sv", texts=ours)
    match = matched(query, indexed([("x", theirs)]), {"x": theirs}.__getitem__, NOTHING_LEARNED)
    assert match.verdict == "mismatch"


def test_stories_of_two_days_leave_an_undated_text_in_doubt_and_the_days_are_told() -> None:
    undated = Query(lang="sv", texts=RIGHT["no day at all"].texts(0))
    stories = {"a": Two().texts(1), "b": replace(Two(), when=ANOTHER_DAY).texts(1)}
    match = matched(undated, indexed(stories.items()), stories.__getitem__, NOTHING_LEARNED)
    assert match.verdict == "doubtful"
    assert match.reasons[0] == "stories of several days agree with it: a (24/3), b (26/3)"
