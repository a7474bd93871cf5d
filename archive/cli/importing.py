"""`kalla import`: renderings that a person has as files become records of the archive."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from archive.accession import imported_renderings
from archive.cli.printing import counted, echo, printable
from archive.errors import UnreadableInput
from archive.recorder import offline_recorder
from archive.rendering.files import bytes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archive.collection import Collection
    from archive.recorder import Recorder

STOPPED = "stopped: what is counted here is in the archive, and the same command goes on from there"


class Progress:
    """A bar on a terminal, in bytes of the files as they lie on the disk, and the counts of the last line."""

    def __init__(self, size: int) -> None:
        self.renderings = self.cited = self.unreadable = self.bytes = 0
        self._began = time.monotonic()
        self._bar = tqdm(total=size, unit="B", unit_scale=True, disable=None)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def read(self, more: int) -> None:
        self.bytes += more
        self._bar.set_postfix_str(f"{self._rate:,.0f} renderings/s", refresh=False)
        self._bar.update(more)

    def name(self, unreadable: UnreadableInput) -> None:
        self.unreadable += 1
        self._bar.write(printable(str(unreadable)), file=sys.stderr)

    def end(self) -> None:
        self._bar.close()
        click.echo(
            f"{counted(self.renderings, 'rendering')} read, {self.cited} of them "
            f"{'cites' if self.cited == 1 else 'cite'} a source by its URL, "
            f"{counted(self.unreadable, 'file')} unreadable"
        )
        megabytes = self.bytes / 1e6
        echo(
            f"{megabytes:.1f} MB in {self.seconds:.1f} s: {megabytes / self.seconds:.1f} MB/s, "
            f"{self._rate:,.0f} renderings/s",
            err=True,
        )

    @property
    def _rate(self) -> float:
        return self.renderings / max(self.seconds, 0.001)


def import_(collection: Collection, paths: tuple[Path, ...]) -> int:
    progress = Progress(sum(map(bytes_in, paths)))
    recorder = offline_recorder(collection)
    try:
        with interruptible(progress.read) as told:
            _import(paths, recorder, progress, told)
    except KeyboardInterrupt:
        echo(STOPPED, err=True)
        raise
    finally:
        recorder.close()
        progress.end()
    return 1 if progress.unreadable else 0


def _import(
    paths: tuple[Path, ...], recorder: Recorder, progress: Progress, told: Callable[[int], None]
) -> None:
    for path in paths:
        for found in imported_renderings(path, recorder, told=told):
            if isinstance(found, UnreadableInput):
                progress.name(found)
            else:
                progress.renderings += 1
                progress.cited += bool(found.citation and found.citation.url)


@contextmanager
def interruptible(told: Callable[[int], None]) -> Iterator[Callable[[int], None]]:
    """`told`, made the only place where Ctrl-C interrupts: no record is to be left without its rows."""
    asked = Event()

    def told_or_stopped(more: int) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        told(more)

    before = signal.signal(signal.SIGINT, lambda _number, _frame: asked.set())
    try:
        yield told_or_stopped
    finally:
        signal.signal(signal.SIGINT, before)
