"""Times are read to the minute, in the site's zone, and never guessed."""

from __future__ import annotations

import pytest

from archive.text.dates import marked_up_time, printed_time

ZONE = "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Chủ Nhật, 04/08/2024 - 07:54", "2024-08-04T00:54"),
        ("04/08/2024 07:54 (GMT+07:00)", "2024-08-04T00:54"),
        ("07:54 | 04/08/2024", "2024-08-04T00:54"),
        ("Thứ Hai, 28-06-2021, 10:25", "2021-06-28T03:25"),
        ("Thứ Năm, ngày 13 tháng 11 năm 2025, 18h05", "2025-11-13T11:05"),
        ("13 Tháng 11, 2025", "2025-11-12T17:00"),
        ("Báo Quốc Tế01/11/2025", "2025-10-31T17:00"),
        ("Cập nhật lúc 5:07 ngày 5/11/2025", "2025-11-04T22:07"),
        ("05/11/2025 99:99", None),
        ("31/02/2025 07:00", None),
        ("Hôm nay, 07:54", None),
        ("Giấy phép số 000/2025", None),
        ("", None),
    ],
)
def test_a_printed_time_is_read_day_first(printed: str, expected: str | None) -> None:
    time = printed_time(printed, ZONE)
    assert (time and f"{time:%Y-%m-%dT%H:%M}") == expected


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("2024-08-04T07:54:29.000 +07:00", "2024-08-04T00:54:29+00:00"),
        ("2025-12-05T06:22:03+0700", "2025-12-04T23:22:03+00:00"),
        ("2025-12-05T06:22:03", "2025-12-04T23:22:03+00:00"),
        ("2025-12-05T06:22:03Z", "2025-12-05T06:22:03+00:00"),
        ("2025-12-05T06:22", "2025-12-04T23:22:00+00:00"),
        ("0001-01-01T00:00:00", None),
        ("sometime", None),
    ],
)
def test_a_marked_up_time_keeps_its_offset_or_takes_the_sites(attribute: str, expected: str | None) -> None:
    time = marked_up_time(attribute, ZONE)
    assert (time and time.isoformat()) == expected


def test_blanks_without_end_do_not_stall_the_reading_of_a_time() -> None:
    assert marked_up_time("2024-01-31" + " " * 200_000 + "x", ZONE) is None
