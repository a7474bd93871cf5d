"""The first record of every file: how it came to be, as the standard's `application/warc-fields`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.warc.records import document, written_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from archive.model import Json
    from archive.warc.records import NewRecord

STANDARD = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlInfo:
    """How a crawl is made: `robots` is its policy in words, `operator` who answers for it and where."""

    software: str
    robots: str
    operator: str
    user_agent: str = ""
    settings: Mapping[str, Json] = field(default_factory=dict)


def warcinfo(info: CrawlInfo, file: str, at: datetime) -> NewRecord:
    settings = json.dumps(info.settings, sort_keys=True, separators=(",", ":"))
    lines = {
        "software": info.software,
        "format": "WARC File Format 1.1",
        "conformsTo": STANDARD,
        "operator": info.operator,
        "robots": info.robots,
        "http-header-user-agent": info.user_agent,
        "settings-sha256": hashlib.sha256(settings.encode()).hexdigest(),
        "settings": settings,
    }
    body = "".join(f"{name}: {written_value(value)}\r\n" for name, value in lines.items() if value)
    return document(
        "warcinfo", None, "application/warc-fields", body.encode(), at, (("WARC-Filename", file),)
    )
