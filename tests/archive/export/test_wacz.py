"""A package holds what it lists, can be read without unpacking, and shows every change."""

from __future__ import annotations

import hashlib
import json
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableInput, WrongUsage
from archive.export.package_check import package_findings
from archive.export.signature import signed, signing_key
from archive.export.wacz import PackagedPage, PackageInfo, write_wacz
from archive.model import Capture, Exchange
from archive.warc.captures import readable_captures_in
from archive.warc.pages import block_at, page_at
from archive.warc.places import closed_warcs
from archive.warc.sources import open_source
from archive.warc.verification.verify import files_findings
from archive.warc.web_archives import warcs_inside
from archive.warc.writer import CrawlInfo, WarcWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = datetime(2026, 3, 1, 8, 30, 0, 500, tzinfo=UTC)
INFO = PackageInfo(title="Nguồn", description="Två sidor", software="kalla/0.1", created=AT)
MESSAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Xin ch\xc3\xa0o</p>"


@pytest.fixture
def captures(tmp_path: Path) -> list[Capture]:
    info = CrawlInfo(software="kalla/0.1", robots="obeyed", operator="Testbänken")
    with WarcWriter(tmp_path, info, now=lambda: AT) as writer:
        return [
            writer.exchange(
                Exchange(
                    url=f"https://outlet.example/{name}",
                    method="GET",
                    started_at=AT,
                    request=b"GET / HTTP/1.1\r\n\r\n",
                    response=BytesIO(MESSAGE + name.encode()),
                )
            )
            for name in ("a", "b")
        ]


@pytest.fixture
def package(tmp_path: Path, captures: list[Capture]) -> Path:
    pages = [
        PackagedPage(
            record_id=capture.record_id,
            url=capture.url,
            captured_at=capture.captured_at,
            title=title,
            noarchive=title is None,
        )
        for capture, title in zip(captures, ("Tin <mới>", None), strict=True)
    ]
    out = tmp_path / "out.wacz"
    assert write_wacz(out, closed_warcs(tmp_path), pages, INFO, key=signing_key(tmp_path / "key.pem")) == []
    return out


def test_package_is_well_and_nothing_else_is_left(package: Path) -> None:
    assert list(package_findings(package)) == []
    assert list(files_findings(warcs_inside(package))) == []
    assert not package.with_name("out.wacz.part").exists()


def test_pages_are_read_by_a_seek_without_unpacking(package: Path, captures: list[Capture]) -> None:
    (warc,) = warcs_inside(package)
    assert list(readable_captures_in(warc)) == captures
    for capture in captures:
        assert block_at(package, capture).startswith(MESSAGE)
        assert page_at(package, capture, lambda _: None).body.decode().startswith("<p>Xin chào</p>")


def test_list_of_pages_names_titles_and_wishes(package: Path, captures: list[Capture]) -> None:
    with zipfile.ZipFile(package) as archive:
        header, first, second = (json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines())
    assert header["format"] == "json-pages-1.0"
    assert first == {
        "id": captures[0].record_id,
        "url": "https://outlet.example/a",
        "ts": "2026-03-01T08:30:00Z",
        "title": "Tin <mới>",
    }
    assert (second["title"], second["noarchive"]) == (second["url"], True)


def test_warcs_lie_in_it_uncompressed(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        for info in archive.infolist():
            stored = info.compress_type == zipfile.ZIP_STORED
            assert stored == info.filename.startswith("archive/")


def rewritten(package: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(package, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("pages/pages.jsonl", {"file-changed"}),
        ("indexes/index.cdxj", {"file-changed"}),
        ("datapackage.json", {"file-changed", "signature"}),
    ],
)
def test_changed_file_is_found(name: str, codes: set[str], package: Path) -> None:
    rewritten(package, lambda files: files.update({name: files[name] + b" "}))
    assert {found.code for found in package_findings(package)} == codes


def indexed_otherwise(change: Callable[[bytes], bytes]) -> Callable[[dict[str, bytes]], None]:
    """Change the index, and list and hash it anew, as someone would who signs nothing."""

    def changed(files: dict[str, bytes]) -> None:
        name = "indexes/index.cdxj"
        files[name] = change(files[name])
        about = json.loads(files["datapackage.json"])
        (listed,) = (one for one in about["resources"] if one["path"] == name)
        listed.update(bytes=len(files[name]), hash=f"sha256:{hashlib.sha256(files[name]).hexdigest()}")
        files["datapackage.json"] = json.dumps(about).encode()
        digest = f"sha256:{hashlib.sha256(files['datapackage.json']).hexdigest()}"
        files["datapackage-digest.json"] = json.dumps({"hash": digest}).encode()

    return changed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: raw.splitlines(keepends=True)[0], "lacks 1 captures"),
        (lambda raw: raw.replace(b'"200"', b'"404"', 1), "status is 404 in the index, 200 in the record"),
        (lambda raw: raw.replace(b'example/a"', b'example/c"', 1), "url is https://outlet.example/c in the"),
        (lambda raw: raw.replace(b"20260301083000", b"20250301083000", 1), "time is 20250301083000"),
        (lambda raw: raw.replace(b'"offset": "', b'"offset": "9', 1), "the file ends before this"),
        (lambda raw: raw + b"x 20260301083000 {}\n", "line 3 of indexes/index.cdxj cannot be read"),
    ],
)
def test_index_is_held_against_the_records(
    change: Callable[[bytes], bytes], said: str, package: Path
) -> None:
    rewritten(package, indexed_otherwise(change))
    found = list(package_findings(package))
    assert {one.code for one in found} == {"index-differs", "unsigned"}
    assert any(said in one.what for one in found)


def test_unsigned_package_is_noted(package: Path) -> None:
    rewritten(package, indexed_otherwise(lambda raw: raw))
    assert [(one.code, one.is_fault) for one in package_findings(package)] == [("unsigned", False)]


def test_removed_and_added_files_are_found(package: Path) -> None:
    rewritten(package, lambda files: files.update({"archive/x.warc.gz": files.pop("pages/pages.jsonl")}))
    assert {found.code for found in package_findings(package)} == {"file-missing", "file-unlisted"}


def test_forged_signature_is_found(package: Path, tmp_path: Path) -> None:
    other_key = signing_key(tmp_path / "other.pem")

    def resign(files: dict[str, bytes]) -> None:
        proof = json.loads(files["datapackage-digest.json"])
        proof["signedData"]["signature"] = signed(proof["hash"], other_key)["signature"]
        files["datapackage-digest.json"] = json.dumps(proof).encode()

    rewritten(package, resign)
    assert {found.code for found in package_findings(package)} == {"signature"}


def test_cut_package_is_found(package: Path) -> None:
    package.write_bytes(package.read_bytes()[:-30])
    assert {found.code for found in package_findings(package)} == {"damaged"}
    with pytest.raises(UnreadableInput, match="no WACZ package"):
        warcs_inside(package)


@pytest.mark.parametrize(
    "name", ["archive/../../secret.warc.gz", "archive/../out.warc.gz", "archive//../../../secret.warc.gz"]
)
def test_name_that_leads_out_of_a_package_is_refused(name: str, package: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.warc.gz").write_bytes(closed_warcs(tmp_path)[0].read_bytes())
    rewritten(package, lambda files: files.update({name: b""}))
    with pytest.raises(UnreadableInput, match=r"leads out of it"):
        warcs_inside(package)
    with (
        pytest.raises(UnreadableInput, match="holds no readable"),
        open_source(package / "../secret.warc.gz"),
    ):
        pass


def test_nothing_is_overwritten(package: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="exists"):
        write_wacz(package, closed_warcs(tmp_path), [], INFO)


def test_package_that_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "out.wacz.part"
    theirs.write_bytes(b"half of it")
    with pytest.raises(WrongUsage, match="no other command"):
        write_wacz(tmp_path / "out.wacz", [], [], INFO)
    assert theirs.read_bytes() == b"half of it"


def test_failed_export_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_wacz(tmp_path / "out.wacz", [tmp_path / "none.warc.gz"], [], INFO)
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), behind=st.sampled_from([1, 4, 90]))
def test_no_damage_to_a_package_ends_in_anything_but_a_sentence(
    at: float, byte: int, behind: int, package: Path, tmp_path: Path
) -> None:
    raw = package.read_bytes()
    place = int(at * len(raw))
    mutated = tmp_path / "mutated.wacz"
    mutated.write_bytes(raw[:place] + bytes([byte]) * behind + raw[place + behind :])
    list(package_findings(mutated))
    with suppress(UnreadableInput):
        list(files_findings(warcs_inside(mutated)))


def test_member_without_a_name_is_one_that_is_not_listed(package: Path) -> None:
    rewritten(package, lambda files: files.update({"?nameless": b""}))
    package.write_bytes(package.read_bytes().replace(b"?nameless", b"\0nameless"))
    assert [finding.code for finding in package_findings(package)] == ["file-unlisted"]


def test_small_members_have_no_zip64_field(package: Path) -> None:
    # ReplayWeb.page 2.5.3 takes the field for the first bytes of the member.
    data = package.read_bytes()
    with zipfile.ZipFile(package) as archive:
        starts = [member.header_offset for member in archive.infolist()]
    assert {data[start + 28 : start + 30] for start in starts} == {b"\0\0"}
