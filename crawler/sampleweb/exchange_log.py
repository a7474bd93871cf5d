"""What the sample web's sockets took in and gave out, in memory and, if asked, as JSON lines.

An exchange is noted before its last byte leaves, so whoever has read a reply finds it here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SentExchange:
    """One request and its reply, byte for byte, inside TLS where there is TLS.

    A plain request stands in absolute form, as a proxy receives it. `scheme` is `connect` for a tunnel that
    was refused.
    """

    at: datetime
    scheme: str
    host: str
    path: str
    method: str
    status: int
    request: bytes
    response: bytes

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}"


@dataclass(slots=True)
class ExchangeLog:
    """A growing list of exchanges; `file` gets a line for each."""

    file: Path | None = None
    exchanges: list[SentExchange] = field(default_factory=list)

    def note(self, exchange: SentExchange) -> None:
        self.exchanges.append(exchange)
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(_line(exchange), ensure_ascii=False) + "\n")


def _line(exchange: SentExchange) -> dict[str, str | int]:
    return {
        "at": exchange.at.isoformat(),
        "url": exchange.url,
        "method": exchange.method,
        "status": exchange.status,
        "request_sha256": hashlib.sha256(exchange.request).hexdigest(),
        "response_sha256": hashlib.sha256(exchange.response).hexdigest(),
        "request": base64.b64encode(exchange.request).decode(),
        "response": base64.b64encode(exchange.response).decode(),
    }
