"""How the sample web stands now: which telling of a story is out, what is gone, which host is ill.

Every change is one named operation, and may come from any thread while the web is serving; what cannot be
done is refused.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Literal, get_args

from crawler.sampleweb.stories import story_named
from crawler.sampleweb.story import HOSTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Removal = Literal["404", "410", "redirect_home", "soft_404", "emptied"]

PLAYED = frozenset({*HOSTS.values(), "www.vietnam.vn", "vietnam.vn", "web.archive.org"})
OF_STORIES = ("edit", "retranslate", "redress")
OF_HOSTS = ("outage", "forbid", "disallow")


class WebState:
    """The sample web's changeable part; stories are named by `Story.name`, hosts by their canonical name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[str, dict[str, int]] = {operation: {} for operation in (*OF_STORIES, *OF_HOSTS)}
        self._removals: dict[str, Removal] = {}
        self._diversions: dict[str, str] = {}

    def edit(self, story: str, telling: int = 1) -> None:
        """Put out another prepared telling of the original; 0 is the first one again."""
        self._put("edit", story, telling)

    def retranslate(self, story: str, telling: int = 1) -> None:
        """Let the rendering follow an edit, which it otherwise never does."""
        self._put("retranslate", story, telling)

    def redress(self, story: str) -> None:
        """Change the page's markup and validators and leave every word as it is."""
        self._put("redress", story, self.dressing(story) + 1)

    def remove(self, story: str, how: Removal = "404") -> None:
        removal = _removal(story, how)
        with self._lock:
            self._removals[story] = removal

    def divert(self, story: str, location: str) -> None:
        """Let the article's address redirect anywhere, as after a break-in, until `restore`."""
        story_named(story)
        with self._lock:
            self._diversions[story] = location

    def restore(self, story: str) -> None:
        with self._lock:
            self._removals.pop(story, None)
            self._diversions.pop(story, None)

    def outage(self, host: str, retry_after: int = 120) -> None:
        """Answer 503 to everything, robots.txt included, until `recover`; `retry_after` in seconds."""
        self._put("outage", host, retry_after)

    def forbid(self, host: str, requests: int) -> None:
        """Answer 403 to the next requests for pages of a host, as vietnam.vn does after a burst."""
        self._put("forbid", host, requests)

    def disallow(self, host: str) -> None:
        """Let robots.txt disallow all of a host to everybody."""
        self._put("disallow", host, 1)

    def recover(self, host: str) -> None:
        with self._lock:
            for operation in OF_HOSTS:
                self._numbers[operation].pop(host, None)

    def become(self, wanted: Mapping[str, Mapping[str, int | str]]) -> None:
        """Take on a whole state: operation (a method's name that takes a value) → story or host → value."""
        unknown = set(wanted) - {"remove", "divert", *self._numbers}
        if unknown:
            message = f"the sample web has no operation {', '.join(sorted(unknown))}"
            raise ValueError(message)
        numbers = {
            operation: {
                name: _number(operation, name, value) for name, value in wanted.get(operation, {}).items()
            }
            for operation in self._numbers
        }
        removals = {name: _removal(name, how) for name, how in wanted.get("remove", {}).items()}
        diversions = {
            story_named(name).name: str(location) for name, location in wanted.get("divert", {}).items()
        }
        with self._lock:
            self._numbers, self._removals, self._diversions = numbers, removals, diversions

    def telling(self, story: str) -> int:
        return self._get("edit", story) or 0

    def rendering(self, story: str) -> int:
        return self._get("retranslate", story) or 0

    def dressing(self, story: str) -> int:
        return self._get("redress", story) or 0

    def removal(self, story: str) -> Removal | None:
        with self._lock:
            return self._removals.get(story)

    def diversion(self, story: str) -> str | None:
        with self._lock:
            return self._diversions.get(story)

    def disallows(self, host: str) -> bool:
        return bool(self._get("disallow", host))

    def retry_after(self, host: str) -> int | None:
        """Seconds named by a host that is down; None while it is up."""
        return self._get("outage", host)

    def refuses(self, host: str) -> bool:
        """Whether this request is refused; each call uses up one of the refusals."""
        with self._lock:
            left = self._numbers["forbid"].get(host, 0)
            if left:
                self._numbers["forbid"][host] = left - 1
            return left > 0

    def _put(self, operation: str, name: str, value: int) -> None:
        number = _number(operation, name, value)
        with self._lock:
            self._numbers[operation][name] = number

    def _get(self, operation: str, name: str) -> int | None:
        with self._lock:
            return self._numbers[operation].get(name)


class StateFile:
    """A JSON file that a person edits while the sample web runs; read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = -1

    def apply(self, state: WebState) -> None:
        """Make the state what the file says; ValueError names what is wrong with it."""
        changed_at = self._path.stat().st_mtime_ns
        if changed_at != self._read_at:
            state.become(json.loads(self._path.read_text(encoding="utf-8")))
            self._read_at = changed_at


def _number(operation: str, name: str, value: int | str) -> int:
    number = int(value)
    if operation in OF_HOSTS:
        known = name in PLAYED
    else:
        known = operation == "redress" or 0 <= number < len(story_named(name).tellings)
    if not known:
        message = f"the sample web cannot {operation} {name} to {value}"
        raise ValueError(message)
    return number


def _removal(story: str, how: int | str) -> Removal:
    story_named(story)
    known: tuple[Removal, ...] = get_args(Removal)
    for removal in known:
        if removal == str(how):
            return removal
    message = f"the sample web cannot remove {story} by {how}"
    raise ValueError(message)
