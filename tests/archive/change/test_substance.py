"""Numbers, dates, names, negations and quotations that differ are named; the rest is wording."""

from __future__ import annotations

import pytest

from archive.change.folding import comparable
from archive.change.substance import findings


@pytest.mark.parametrize(
    ("old", "new", "kind", "gone", "come"),
    [
        ("Cầu dài 48 m.", "Cầu dài 52 m.", "numbers", ["48"], ["52"]),
        ("Vốn 3,2 tỷ đồng, tăng 5%.", "Vốn 3,2 tỷ đồng.", "numbers", ["5%"], []),
        ("Sáng 12/3 thông xe.", "Sáng 13/3 thông xe.", "dates", ["12/3"], ["13/3"]),
        ("vào ngày 5 tháng 3", "vào ngày 6 tháng 3", "dates", ["ngày 5 tháng 3"], ["ngày 6 tháng 3"]),
        ("Bron öppnar den 5 mars 2026.", "Bron öppnar.", "dates", ["5 mars 2026"], []),
        ("ông Trần Văn Lực nói", "ông Trần Văn Lợi nói", "names", ["Trần Văn Lực"], ["Trần Văn Lợi"]),
        ("Hoàng Thị Mai kể.", "Người dân kể.", "names", ["Hoàng Thị Mai"], []),
        ("Xã đã duyệt.", "Xã chưa duyệt.", "negations", [], ["chưa"]),
        ("Bron är öppen.", "Bron är inte öppen.", "negations", [], ["inte"]),
        ("“Vui lắm”, bà nói.", "“Vui”, bà nói.", "quotations", ["Vui lắm"], ["Vui"]),
    ],
)
def test_substance_is_found(old: str, new: str, kind: str, gone: list[str], come: list[str]) -> None:
    (finding,) = findings(comparable(old), comparable(new))
    assert (finding.kind, list(finding.gone), list(finding.come)) == (kind, gone, come)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Cầu rất đẹp.", "Cầu thật đẹp."),
        ("Người dân vui mừng.", "Bà con vui mừng."),
        ("Ông Lực nói. Ông Lực cười.", "Ông Lực nói rồi cười."),
        ("Dài 48 m và rộng 5 m.", "Rộng 5 m và dài 48 m."),
    ],
)
def test_wording_is_no_substance(old: str, new: str) -> None:
    assert findings(comparable(old), comparable(new)) == ()
