"""What a page is asked for: the request as the played host sees it, the proxy taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """`target` is path and query; `visit` counts the requests that this sample web has had."""

    scheme: str
    host: str
    target: str
    headers: Mapping[str, str]
    visit: int

    @property
    def path(self) -> str:
        return urlsplit(f"//{self.host}{self.target}").path
