"""The outlets are found by their files, do not claim one another's hosts, and each has its fixtures."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from lxml.cssselect import CSSSelector

import archive.outlets
from archive.errors import WrongUsage
from archive.outlets.registry import all_outlets, outlet_for_host, outlet_named
from archive.outlets.vietnamvn import AGGREGATOR

if TYPE_CHECKING:
    from archive.outlets.outlet import Aggregator, Outlet

PACKAGE = Path(archive.outlets.__file__).parent
FIXTURES = Path(__file__).resolve().parents[2] / "outlets"


def test_every_outlet_file_is_found_and_named_after_itself() -> None:
    files = {path.stem for path in PACKAGE.glob("*.py") if "OUTLET = Outlet(" in path.read_text("utf-8")}
    assert {outlet.name for outlet in all_outlets()} == files
    assert files >= {"baoquocte", "vietnamnet", "nhandan", "baohaiduong"}


def test_no_host_belongs_to_two_sites() -> None:
    sites: list[Outlet | Aggregator] = [*all_outlets(), AGGREGATOR]
    claimed = [host for site in sites for host in site.hosts]
    assert len(claimed) == len(set(claimed))
    assert not {host for outlet in all_outlets() for host in outlet.foreign_hosts} & set(claimed)


@pytest.mark.parametrize("outlet", all_outlets(), ids=lambda outlet: outlet.name)
def test_every_outlet_has_fixture_pages(outlet: Outlet) -> None:
    assert list((FIXTURES / outlet.name).glob("*/page.html"))


@pytest.mark.parametrize("outlet", all_outlets(), ids=lambda outlet: outlet.name)
def test_an_outlets_patterns_selectors_and_zone_are_well_formed(outlet: Outlet) -> None:
    assert all("id" in re.compile(path).groupindex for path in outlet.article_paths)
    ZoneInfo(outlet.zone)
    for layout in outlet.layouts:
        always = (layout.container, layout.title, layout.lead, layout.author)
        assert all(always)
        sometimes = (layout.published, layout.caption, layout.byline, layout.drop, layout.elsewhere)
        for selector in (*always, *filter(None, sometimes)):
            CSSSelector(selector)
        for line in (*layout.bylines, *layout.furniture):
            re.compile(line)


@pytest.mark.parametrize("outlet", all_outlets(), ids=lambda outlet: outlet.name)
def test_layouts_follow_one_another_and_the_last_is_in_use(outlet: Outlet) -> None:
    ends = [layout.until for layout in outlet.layouts]
    assert ends[-1] is None
    assert ends[:-1] == sorted(end for end in ends[:-1] if end is not None)


def test_the_layout_is_the_one_of_the_day() -> None:
    nhandan = outlet_named("nhandan")
    before, now = nhandan.layouts
    assert before.until is not None
    assert nhandan.layouts_from(date(2021, 7, 1))[0] == before
    assert nhandan.layouts_from(before.until)[0] == now


def test_a_host_is_matched_whole() -> None:
    assert outlet_for_host("NHANDAN.vn") == outlet_named("nhandan")
    assert outlet_for_host("baohaiphong.vn") == outlet_named("baohaiduong")
    assert outlet_for_host("en.nhandan.vn") is None
    assert outlet_for_host("nhandan.vn.example") is None


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(WrongUsage, match=r"there are .*nhandan"):
        outlet_named("lemonde")
