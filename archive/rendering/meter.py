"""How much of the files that a person brought in was read, in bytes as they lie on the disk."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[int], object]


def untold(_more: int) -> None:
    """For those who do not ask."""


class Meter:
    """Tells of each byte of one file once, however often and in what order places of it are reached."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._reached = 0

    def reach(self, position: int) -> None:
        more, self._reached = position - self._reached, max(position, self._reached)
        if more > 0:
            self._told(more)
