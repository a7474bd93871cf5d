"""Parallel text in every format: the same segments, whole, with where they come from."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.export.bitext.ces import write_ces
from archive.export.bitext.lines import write_jsonl, write_moses, write_tsv
from archive.export.bitext.segments import Segment
from archive.export.bitext.sentence_level import sentence_segments
from archive.export.bitext.tmx import write_tmx

if TYPE_CHECKING:
    from pathlib import Path

# TMX 1.4b, appendix: the elements and attributes that are used here, with their content models.
TMX_DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header EMPTY>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu (prop*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT tuv (seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
"""


def a_segment(original: str, rendering: str, document: int = 1) -> Segment:
    return Segment(
        document=document,
        rendering_id=f"r{document}",
        rendering_source="folder/one.txt",
        rendering_record_id="urn:uuid:2",
        rendering_lang="sv",
        rendering=rendering,
        original_lang="vi",
        original=original,
        score=0.75,
        url='https://nhandan.vn/x-post1.html?a=1&b="2"',
        captured_at="2026-03-01T12:00:00Z",
        record_id="urn:uuid:1",
        digest="sha1:A",
        noarchive=False,
    )


TWO = [a_segment("Cầu mở <cửa> & thông xe.", "Bron öppnas."), a_segment("Hai.", "Två\trader.", document=2)]
texts = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


def test_tmx_is_valid_and_holds_every_text() -> None:
    out = io.StringIO()
    assert write_tmx(TWO, out, version="1") == len(TWO)
    root = etree.fromstring(out.getvalue().encode())
    dtd = etree.DTD(io.StringIO(TMX_DTD))
    assert dtd.validate(root), dtd.error_log
    assert [seg.text for seg in root.iter("seg")] == [
        text for one in TWO for text in (one.original, one.rendering)
    ]
    properties = {prop.get("type"): prop.text for prop in root.iterfind("body/tu[1]/prop")}
    assert properties["x-url"] == TWO[0].url
    assert properties["x-record_id"] == "urn:uuid:1"
    assert properties["x-rendering_record_id"] == "urn:uuid:2"


@given(original=texts, rendering=texts)
def test_tmx_is_well_formed_whatever_a_page_says(original: str, rendering: str) -> None:
    out = io.StringIO()
    write_tmx([a_segment(original, rendering)], out, version="1")
    ET.fromstring(out.getvalue())  # noqa: S314


@given(st.lists(st.tuples(texts, texts)))
def test_moses_files_have_a_line_a_segment(pairs: list[tuple[str, str]]) -> None:
    originals, renderings = io.StringIO(), io.StringIO()
    write_moses([a_segment(*pair) for pair in pairs], originals, renderings)
    for file in (originals, renderings):
        assert file.getvalue().count("\n") == len(pairs)


def test_tsv_has_bitextors_columns_first_and_no_stray_tab() -> None:
    out = io.StringIO()
    write_tsv(TWO, out)
    header, *rows = [line.split("\t") for line in out.getvalue().splitlines()]
    assert header[:5] == ["src_url", "trg_url", "src_text", "trg_text", "bleualign_score"]
    assert [row[2:4] for row in rows] == [
        ["Cầu mở <cửa> & thông xe.", "Bron öppnas."],
        ["Hai.", "Två rader."],
    ]
    assert {len(row) for row in rows} == {len(header)}


def test_json_lines_hold_all_that_is_known() -> None:
    out = io.StringIO()
    write_jsonl(TWO, out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [one.json() for one in TWO]


def test_ces_links_point_to_segments_that_are_there(tmp_path: Path) -> None:
    assert write_ces(TWO, tmp_path) == len(TWO)
    parser = etree.XMLParser(load_dtd=False, no_network=True)
    groups = etree.parse(tmp_path / "align.xml", parser).getroot().findall("linkGrp")
    assert len(groups) == 2
    for group, segment in zip(groups, TWO, strict=True):
        sides = [etree.parse(tmp_path / str(group.get(name))).getroot() for name in ("fromDoc", "toDoc")]
        assert [side.findtext("s") for side in sides] == [
            segment.original,
            " ".join(segment.rendering.split()),
        ]
        assert [side.get("record") for side in sides] == ["urn:uuid:1", "urn:uuid:2"]


@pytest.mark.parametrize("claim", ["../beside", "{outside}", "sv/../..", "", "sv\n", "\0"])
def test_ces_writes_nowhere_but_below_its_folder(claim: str, tmp_path: Path) -> None:
    target, outside = tmp_path / "target", tmp_path / "outside"
    outside.mkdir()
    lang = claim.format(outside=outside)
    write_ces([replace(TWO[0], original_lang=lang, rendering_lang=lang)], target)
    written = {path for path in tmp_path.rglob("*") if path.is_file()}
    lang_folder = "sv" if claim.strip() == "sv" else "und"
    assert written == {target / "align.xml", target / lang_folder / "r1.xml"}


def test_sentences_are_aligned_inside_a_segment() -> None:
    whole = a_segment(
        "Cầu Vạn Mộc dài 412 m. Lễ thông xe diễn ra ngày 3/11. Kinh phí là 86 tỷ đồng.",
        "Van Moc-bron är 412 meter lång. Den öppnades den 3 november. Kostnaden är 86 miljarder dong.",
    )
    found = list(sentence_segments(whole))
    assert [(one.original, one.rendering) for one in found] == [
        ("Cầu Vạn Mộc dài 412 m.", "Van Moc-bron är 412 meter lång."),
        ("Lễ thông xe diễn ra ngày 3/11.", "Den öppnades den 3 november."),
        ("Kinh phí là 86 tỷ đồng.", "Kostnaden är 86 miljarder dong."),
    ]
    assert all(one.score <= whole.score for one in found)


def test_a_single_sentence_stays_as_it_is() -> None:
    assert list(sentence_segments(TWO[1])) == [TWO[1]]
