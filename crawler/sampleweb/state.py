"""How the sample web stands now: which telling of a story is out, what is gone, which host is ill.

Every change is one named operation; all of them may be called from any thread while the web is serving.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Removal = Literal["404", "410", "redirect_home", "soft_404", "emptied"]

OPERATIONS = frozenset({"edit", "retranslate", "redress", "remove", "outage", "forbid"})


class WebState:
    """The sample web's changeable part; stories are named by `Story.name`, hosts by their host name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tellings: dict[str, int] = {}
        self._renderings: dict[str, int] = {}
        self._dressings: dict[str, int] = {}
        self._removals: dict[str, Removal] = {}
        self._outages: dict[str, int] = {}
        self._refusals: dict[str, int] = {}

    def edit(self, story: str, telling: int = 1) -> None:
        """Put out another prepared telling of the original; 0 is the first one again."""
        with self._lock:
            self._tellings[story] = telling

    def retranslate(self, story: str, telling: int = 1) -> None:
        """Let the rendering follow an edit, which it otherwise never does."""
        with self._lock:
            self._renderings[story] = telling

    def redress(self, story: str) -> None:
        """Change the page's markup and validators and leave every word as it is."""
        with self._lock:
            self._dressings[story] = self._dressings.get(story, 0) + 1

    def remove(self, story: str, how: Removal = "404") -> None:
        if how not in get_args(Removal):
            message = f"no such removal: {how}"
            raise ValueError(message)
        with self._lock:
            self._removals[story] = how

    def restore(self, story: str) -> None:
        with self._lock:
            self._removals.pop(story, None)

    def outage(self, host: str, retry_after: int = 120) -> None:
        """Answer 503 to everything, robots.txt included, until `recover`; `retry_after` in seconds."""
        with self._lock:
            self._outages[host] = retry_after

    def recover(self, host: str) -> None:
        with self._lock:
            self._outages.pop(host, None)
            self._refusals.pop(host, None)

    def forbid(self, host: str, requests: int) -> None:
        """Answer 403 to the next requests for pages of a host, as vietnam.vn does after a burst."""
        with self._lock:
            self._refusals[host] = requests

    def telling(self, story: str) -> int:
        with self._lock:
            return self._tellings.get(story, 0)

    def rendering(self, story: str) -> int:
        with self._lock:
            return self._renderings.get(story, 0)

    def dressing(self, story: str) -> int:
        with self._lock:
            return self._dressings.get(story, 0)

    def removal(self, story: str) -> Removal | None:
        with self._lock:
            return self._removals.get(story)

    def retry_after(self, host: str) -> int | None:
        """Seconds named by a host that is down; None while it is up."""
        with self._lock:
            return self._outages.get(host)

    def refuses(self, host: str) -> bool:
        """Whether this request is refused; each call uses up one of the refusals."""
        with self._lock:
            left = self._refusals.get(host, 0)
            if left:
                self._refusals[host] = left - 1
            return left > 0

    def become(self, wanted: Mapping[str, Mapping[str, int | str]]) -> None:
        """Take on a whole state: an operation of `OPERATIONS` → a story's or a host's name → a value."""
        unknown = set(wanted) - OPERATIONS
        if unknown:
            message = f"no such operation on the sample web: {', '.join(sorted(unknown))}"
            raise ValueError(message)
        removals = {name: _removal(how) for name, how in wanted.get("remove", {}).items()}
        with self._lock:
            self._tellings = _numbers(wanted, "edit")
            self._renderings = _numbers(wanted, "retranslate")
            self._dressings = _numbers(wanted, "redress")
            self._outages = _numbers(wanted, "outage")
            self._refusals = _numbers(wanted, "forbid")
            self._removals = removals


class StateFile:
    """A JSON file that a person edits while the sample web runs; read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = -1

    def apply(self, state: WebState) -> None:
        changed_at = self._path.stat().st_mtime_ns
        if changed_at != self._read_at:
            state.become(json.loads(self._path.read_text(encoding="utf-8")))
            self._read_at = changed_at


def _numbers(wanted: Mapping[str, Mapping[str, int | str]], operation: str) -> dict[str, int]:
    return {name: int(value) for name, value in wanted.get(operation, {}).items()}


def _removal(how: int | str) -> Removal:
    for known in get_args(Removal):
        if str(how) == known:
            return known  # type: ignore[no-any-return]
    message = f"no such removal: {how}"
    raise ValueError(message)
