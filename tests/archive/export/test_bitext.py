"""Parallel text in every format: the same segments, whole, with where they come from."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.export.bitext.ces import write_ces
from archive.export.bitext.lines import write_jsonl, write_moses, write_tsv
from archive.export.bitext.parquet import ROWS, write_parquet
from archive.export.bitext.segments import Segment
from archive.export.bitext.sentence_level import sentence_segments
from archive.export.bitext.tmx import write_tmx

# TMX 1.4b, appendix: the elements and attributes that are used here, with their content models.
TMX_DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header EMPTY>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu (prop*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED segtype (block|paragraph|sentence|phrase) #IMPLIED srclang CDATA #IMPLIED>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT tuv (seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
"""


# What a segment says of where either side comes from, and where the formats say it.
IN_TSV = {
    "src_url": "url",
    "trg_url": "rendering_url",
    "bleualign_score": "score",
    "captured_at": "captured_at",
    "record_id": "record_id",
    "digest": "digest",
    "rendering_captured_at": "rendering_captured_at",
    "rendering_record_id": "rendering_record_id",
    "rendering_digest": "rendering_digest",
    "rendering_source": "rendering_source",
    "via": "via",
    "verdict": "verdict",
}
IN_CES = {
    "fromDoc": {
        "url": "url",
        "captured": "captured_at",
        "record": "record_id",
        "digest": "digest",
        "via": "via",
    },
    "toDoc": {
        "url": "rendering_url",
        "source": "rendering_source",
        "captured": "rendering_captured_at",
        "record": "rendering_record_id",
        "digest": "rendering_digest",
    },
}


def a_segment(original: str, rendering: str, document: int = 1) -> Segment:
    return Segment(
        document=document,
        level="paragraph",
        verdict="confirmed",
        score=0.75,
        original_lang="vi",
        original=original,
        url='https://nhandan.vn/x-post1.html?a=1&b="2"',
        via=None,
        captured_at="2026-03-01T12:00:00Z",
        record_id="urn:uuid:1",
        digest="sha1:A",
        noarchive=False,
        rendering_lang="sv",
        rendering=rendering,
        rendering_id=f"r{document}",
        rendering_url="https://www.vietnam.vn/sv/bron",
        rendering_source="https://www.vietnam.vn/sv/bron",
        rendering_captured_at="2026-03-02T12:00:00Z",
        rendering_record_id="urn:uuid:2",
        rendering_digest="sha1:B",
    )


TWO = [a_segment("Cầu mở <cửa> & thông xe.", "Bron öppnas."), a_segment("Hai.", "Två\trader.", document=2)]
FROM_FILE = replace(TWO[0], rendering_url=None, rendering_source="one.txt")
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


@pytest.mark.parametrize("segment", [TWO[0], FROM_FILE, replace(TWO[0], via="https://web.archive.org/web/1")])
def test_tmx_tells_in_properties_where_both_sides_come_from(segment: Segment) -> None:
    out = io.StringIO()
    write_tmx([segment], out, version="1")
    (unit,) = etree.fromstring(out.getvalue().encode()).iterfind("body/tu")
    properties = {str(prop.get("type")).removeprefix("x-"): prop.text for prop in unit.iterfind("prop")}
    values = {name: segment.json()[name] for name in {*IN_TSV.values(), "noarchive", "rendering_id"}}
    told = {name: str(value) for name, value in values.items() if value is not None}
    assert properties == told | {"noarchive": "false"}


def test_tmx_says_which_units_are_sentences_and_which_are_of_another_language() -> None:
    out = io.StringIO()
    write_tmx([TWO[0], replace(TWO[0], level="sentence", original_lang="EN_gb")], out, version="1")
    root = etree.fromstring(out.getvalue().encode())
    assert etree.DTD(io.StringIO(TMX_DTD)).validate(root)
    assert [(unit.get("segtype"), unit.get("srclang")) for unit in root.iter("tu")] == [
        (None, None),
        ("sentence", "en-gb"),
    ]


def test_tmx_keeps_a_space_that_does_not_break() -> None:
    out = io.StringIO()
    write_tmx([a_segment("48\u00a0m", "48\u00a0m")], out, version="1")
    assert [seg.text for seg in ET.fromstring(out.getvalue()).iter("seg")] == ["48\u00a0m"] * 2  # noqa: S314


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
        assert len(file.getvalue().splitlines()) == file.getvalue().count("\n") == len(pairs)


@given(texts, texts)
def test_line_formats_keep_a_segment_on_its_line_and_a_cell_in_its_column(one: str, other: str) -> None:
    out = io.StringIO()
    hostile = replace(a_segment(one, other), url=f"https://nhandan.vn/{one}", rendering_source=other)
    write_tsv([hostile, hostile], out)
    rows = [line.split("\t") for line in out.getvalue().splitlines()]
    assert [len(row) for row in rows] == [len(rows[0])] * 3


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


def test_tsv_tells_where_both_sides_come_from() -> None:
    out = io.StringIO()
    write_tsv([TWO[0], FROM_FILE], out)
    header, *rows = [line.split("\t") for line in out.getvalue().splitlines()]
    for row, segment in zip(rows, (TWO[0], FROM_FILE), strict=True):
        told = {IN_TSV[name]: cell for name, cell in zip(header, row, strict=True) if name in IN_TSV}
        values = {name: segment.json()[name] for name in IN_TSV.values()}
        expected = {name: "" if value is None else str(value) for name, value in values.items()}
        assert told == expected | {"score": f"{segment.score:.4f}"}


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
        for side, told in zip(sides, IN_CES.values(), strict=True):
            assert {name: side.get(name) for name in told} == {
                name: segment.json()[told[name]] for name in told
            }
        numbered = [{str(s.get("id")) for s in side.iter("s")} for side in sides]
        for link in group.iter("link"):
            ends = str(link.get("xtargets")).split(";")
            assert all(end in ids for end, ids in zip(ends, numbered, strict=True))


@pytest.mark.parametrize("claim", ["../beside", "{outside}", "sv/../..", "", "sv\n", "\0"])
def test_ces_writes_nowhere_but_below_its_folder(claim: str, tmp_path: Path) -> None:
    target, outside = tmp_path / "target", tmp_path / "outside"
    outside.mkdir()
    lang = claim.format(outside=outside)
    write_ces([replace(TWO[0], original_lang=lang, rendering_lang=lang)], target)
    written = {path for path in tmp_path.rglob("*") if path.is_file()}
    lang_folder = "sv" if claim.strip() == "sv" else "und"
    sides = {target / lang_folder / name for name in ("r1-original.xml", "r1.xml")}
    assert written == {target / "align.xml", *sides}


@given(original=texts, rendering=texts, source=texts)
def test_ces_is_well_formed_whatever_a_page_says(original: str, rendering: str, source: str) -> None:
    segment = replace(a_segment(original, rendering), rendering_source=source, url=source)
    with TemporaryDirectory() as folder:
        write_ces([segment, segment], Path(folder))
        written = [ET.parse(path) for path in Path(folder).rglob("*.xml")]  # noqa: S314
    assert len(written) == 3
    links = [link for one in written for link in one.iter("link")]
    assert len({link.get("id") for link in links}) == len(links) == 2


def test_parquet_holds_all_that_is_known(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    # A column may be empty throughout the first rows that are written together.
    found = [FROM_FILE] * ROWS + TWO
    assert write_parquet(iter(found), tmp_path / "out.parquet") == len(found)
    assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == [one.json() for one in found]


def test_parquet_without_segments_has_its_columns(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert write_parquet([], tmp_path / "out.parquet") == 0
    table = parquet.read_table(tmp_path / "out.parquet")
    assert (table.num_rows, table.column_names) == (0, list(TWO[0].json()))


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


def test_sentence_left_in_vietnamese_is_a_segment_with_its_like() -> None:
    name = "Đại sứ Hà Văn Lâm, Giám đốc Sở Xây dựng."
    whole = a_segment(
        f"Cầu Vạn Mộc dài 412 m. {name} Kinh phí là 86 tỷ đồng.",
        f"Van Moc-bron är 412 meter lång. {name} Kostnaden är 86 miljarder dong.",
    )
    assert [one.rendering for one in sentence_segments(whole) if one.original == name] == [name]


def test_a_single_sentence_stays_as_it_is() -> None:
    assert list(sentence_segments(TWO[1])) == [TWO[1]]
