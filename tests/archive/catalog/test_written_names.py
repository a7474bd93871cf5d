"""Names that are written in several ways, as they come out of the catalog."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.catalog.engine import open_catalog, writing
from archive.catalog.written_names import names_with_spellings, put_written_names
from archive.model import WrittenName
from archive.pairing.fold import folded
from archive.pairing.names import spellings

if TYPE_CHECKING:
    from pathlib import Path

ORIGINALS = ("Lý Thư Lâm", "Lý Thu Lam", "Hà Thị Ngọc")
SPELLINGS = ("Li Shulin", "Ly Thu Lam", "LY THU LAM", "Ha Thi Ngoc")


def name(original: str, spelling: str, count: int) -> WrittenName:
    return WrittenName(
        original=original, spelling=spelling, count=count, name=folded(original), letters=folded(spelling)
    )


NAMES = st.lists(
    st.builds(name, st.sampled_from(ORIGINALS), st.sampled_from(SPELLINGS), st.integers(1, 3)),
    unique_by=lambda one: one.spelling,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(by_rendering=st.lists(NAMES, max_size=4))
def test_catalog_tells_what_the_names_themselves_do(
    tmp_path: Path, by_rendering: list[list[WrittenName]]
) -> None:
    engine = open_catalog(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    with writing(engine) as conn:
        for number in range(4):
            given_names = by_rendering[number] if number < len(by_rendering) else []
            put_written_names(conn, f"{number:016x}", given_names)
        found = list(chain.from_iterable(map(spellings, names_with_spellings(conn))))
    engine.dispose()
    assert found == spellings(chain.from_iterable(by_rendering))
