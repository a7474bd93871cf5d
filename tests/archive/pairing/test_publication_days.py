"""Where in time a rendering is looked for."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.model import Block, Rendering
from archive.pairing.publication_days import publication_days

TODAY = date(2026, 11, 22)


def rendering(text: str, *, published_on: date | None = None, images: tuple[str, ...] = ()) -> Rendering:
    return Rendering(
        id="0" * 16,
        source="a.txt",
        lang="sv",
        title=None,
        publisher=None,
        published_on=published_on,
        blocks=(Block(type="paragraph", text=text),),
        citation=None,
        images=images,
    )


def test_its_own_date_comes_first() -> None:
    days = publication_days(rendering("Den 1 maj 2024 …", published_on=date(2025, 11, 18)), TODAY)
    assert days == (date(2025, 11, 18), date(2025, 11, 17), date(2025, 11, 19))


def test_an_agencys_picture_tells_its_day() -> None:
    days = publication_days(rendering("Utan datum.", images=("vna bild 1763031485274001.jpg",)), TODAY)
    assert days[0] == date(2025, 11, 13)


def test_a_day_with_its_year_and_the_two_after_it() -> None:
    days = publication_days(rendering("Den 31 oktober 2025 möttes de."), TODAY)
    assert days == (date(2025, 10, 31), date(2025, 11, 1), date(2025, 11, 2))


def test_a_day_without_a_year_is_looked_for_in_the_last_years() -> None:
    days = publication_days(rendering("Den 5 november öppnades huset."), TODAY)
    assert [day.year for day in days[::3]] == [2026, 2025, 2024]


def test_a_year_that_the_text_names_goes_before_the_others() -> None:
    days = publication_days(rendering("Den 5 november öppnades huset, som ritades i maj 2024."), TODAY)
    assert [day.year for day in days[::3]] == [2024, 2025, 2026]


def test_an_anniversary_is_no_day_to_look_at() -> None:
    assert publication_days(rendering("De knöt band den 18 januari 1950."), TODAY) == ()


def test_nothing_told_is_no_day() -> None:
    assert publication_days(rendering("Det regnade."), TODAY) == ()


@given(st.dates(min_value=date(2023, 1, 1), max_value=TODAY), st.text(max_size=80))
def test_no_day_lies_in_the_future_and_there_are_few(published_on: date, text: str) -> None:
    for found in (rendering(text, published_on=published_on), rendering(text)):
        days = publication_days(found, TODAY)
        assert len(days) == len(set(days)) <= 9
        assert all(day <= TODAY for day in days)
