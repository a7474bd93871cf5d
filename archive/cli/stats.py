"""`kalla stats`: how much there is of what, and when it came."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from archive.catalog.counts import collection_counts, outlet_counts, verdict_counts
from archive.catalog.engine import reading
from archive.catalog.over_time import capture_hosts, captures_and_bytes_by_day, states_by_day
from archive.cli.printing import echo_json, echo_pages, printable, terminal_width
from archive.warc.places import all_warcs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archive.catalog.over_time import Days
    from archive.collection import Collection
    from archive.model import Json

BARS = " ▁▂▃▄▅▆▇█"
NAME, NUMBER = 20, 13  # columns
WIDEST_PLOT = 60
HOSTS_SHOWN = 10


def stats(collection: Collection, *, as_json: bool) -> None:
    with reading(collection.existing_catalog()) as conn:
        counts, states = collection_counts(conn), states_by_day(conn)
        days, sizes = captures_and_bytes_by_day(conn)
        bars = {
            "verdicts": verdict_counts(conn),
            "outlets": outlet_counts(conn),
            "hosts": capture_hosts(conn),
        }
    files = [path.stat().st_size for path in all_warcs(collection.root)]
    counts |= {"warc_files": len(files), "warc_bytes": sum(files)}
    if as_json:
        by_state: dict[str, Json] = {state: dict(found) for state, found in states.items()}
        named: dict[str, Json] = {name: dict(found) for name, found in bars.items()}
        echo_json({**counts, **named, "days": dict(days), "bytes_by_day": dict(sizes), "states": by_state})
    else:
        echo_pages(map(printable, _lines(counts, bars, (days, sizes), states)))


def _lines(
    counts: Mapping[str, int],
    bars: Mapping[str, Mapping[str, int]],
    by_day: tuple[Days, Days],
    states: Mapping[str, Days],
) -> Iterator[str]:
    yield from (f"{name.replace('_', ' '):{NAME}}{count:>{NUMBER},}" for name, count in counts.items())
    yield from _bars("verdicts", bars["verdicts"])
    yield from _bars("originals cited, by outlet", bars["outlets"])
    yield from _bars("captures, by host", bars["hosts"])
    if not by_day[0]:
        return
    first, last = by_day[0][0][0], by_day[0][-1][0]
    yield f"\nover time, {first} to {last}; each line has its own height"
    yield from _over_time({"captures": by_day[0], "bytes": by_day[1], **states}, first, last)


def _bars(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    if not counts:
        return
    yield f"\n{title}"
    most, room = max(counts.values()), _room()
    shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for name, count in islice(shown, HOSTS_SHOWN):
        yield f"  {name:{NAME - 2}}{count:>{NUMBER},}  {'█' * max(round(room * count / most), 1)}"
    if len(shown) > HOSTS_SHOWN:
        yield f"  and {len(shown) - HOSTS_SHOWN} more"


def _over_time(series: Mapping[str, Days], first: str, last: str) -> Iterator[str]:
    for name, days in series.items():
        total = sum(count for _, count in days)
        plot = sparkline(spans(days, date.fromisoformat(first), date.fromisoformat(last), _room()))
        yield f"  {name.replace('_', ' '):{NAME - 2}}{total:>{NUMBER},}  {plot}"


def spans(days: Iterable[tuple[str, int]], first: date, last: date, most: int) -> list[int]:
    """Counts by day (YYYY-MM-DD) summed over at most so many equal spans from the first day to the last."""
    length = -(-((last - first).days + 1) // most)
    sums = [0] * -(-((last - first).days + 1) // length)
    for day, count in days:
        place = (date.fromisoformat(day) - first) // timedelta(days=length)
        sums[min(max(place, 0), len(sums) - 1)] += count  # an outcome may lie before the first capture
    return sums


def sparkline(values: Sequence[int]) -> str:
    """One character a value, as high as it is great; nothing is a space, and something never is."""
    most = max(values, default=0) or 1
    return "".join(BARS[-(-value * (len(BARS) - 1) // most)] for value in values)


def _room() -> int:
    """Columns for a plot beside its name and number."""
    return max(min(terminal_width() - NAME - NUMBER - 2, WIDEST_PLOT), 5)
