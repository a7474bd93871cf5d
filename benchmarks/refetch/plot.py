"""Two panels as SVG: captured versions, and the median delay on a log scale, against requests an article."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTH, HEIGHT, MARGIN = 420, 320, 56
# Okabe and Ito's colours, told apart by colour-blind readers too.
COLOURS = ("#999999", "#E69F00", "#009E73", "#56B4E9", "#D55E00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What one rule does at each budget; `delay` in hours."""

    name: str
    requests: tuple[float, ...]
    captured: tuple[float, ...]
    delay: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One pair of axes; `height` maps a value to a share of the panel's height."""

    title: str
    left: int
    marks: tuple[float, ...]
    height: Callable[[float], float]

    def y(self, value: float) -> float:
        return HEIGHT - MARGIN - self.height(value) * (HEIGHT - 2 * MARGIN)


def drawing(curves: Sequence[Curve]) -> str:
    most = max(max(curve.requests) for curve in curves)
    longest = math.log10(max(max(curve.delay) for curve in curves)) + 0.1
    captured = Panel(
        title="edits captured", left=0, marks=(0, 0.25, 0.5, 0.75, 1), height=lambda value: value
    )
    delay = Panel(
        title="median delay, hours",
        left=WIDTH,
        marks=tuple(mark for mark in (0.3, 1, 3, 10, 30, 100, 300) if math.log10(mark) < longest),
        height=lambda value: (math.log10(value) + 0.6) / (longest + 0.6),
    )
    shapes = []
    for panel in (captured, delay):
        shapes += _axes(panel, most)
        for curve, colour in zip(curves, COLOURS, strict=True):
            values = curve.captured if panel is captured else curve.delay
            xs = [_x(panel, at, most) for at in curve.requests]
            shapes += _line(list(zip(xs, map(panel.y, values), strict=True)), colour)
    for row, (curve, colour) in enumerate(zip(curves, COLOURS, strict=True)):
        y = 60 + 18 * row
        shapes.append(f'<rect x="{2 * WIDTH}" y="{y - 9}" width="12" height="12" fill="{colour}"/>')
        shapes.append(f'<text x="{2 * WIDTH + 18}" y="{y + 1}">{curve.name}</text>')
    size = f'viewBox="0 0 {2 * WIDTH + 120} {HEIGHT}"'
    style = 'font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(shapes) + "\n</svg>\n"


def _line(points: Sequence[tuple[float, float]], colour: str) -> list[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots]


def _x(panel: Panel, requests: float, most: float) -> float:
    return panel.left + MARGIN + requests / most * (WIDTH - 1.5 * MARGIN)


def _axes(panel: Panel, most: float) -> list[str]:
    left, right = _x(panel, 0, most), _x(panel, most, most)
    bottom = HEIGHT - MARGIN
    shapes = [f'<text x="{left}" y="{MARGIN - 24}" font-weight="bold">{panel.title}</text>']
    for mark in panel.marks:
        y = panel.y(mark)
        shapes.append(f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#ddd"/>')
        shapes.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{mark:g}</text>')
    for mark in range(0, math.floor(most) + 1, 10):
        x = _x(panel, mark, most)
        shapes.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{mark}</text>')
    caption = "requests an article in 180 days"
    return [*shapes, f'<text x="{right}" y="{bottom + 36}" text-anchor="end">{caption}</text>']
