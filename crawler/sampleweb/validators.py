"""ETag and Last-Modified of the pages whose hosts send them, and what a conditional request makes of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.sites.site import Posting
    from crawler.sampleweb.wire import Habits, Headers


def validators(habits: Habits, posting: Posting, dressing: int) -> Headers:
    """Return the validators of a page; what differs only from visit to visit does not touch them."""
    version = f"{posting.place.url} {posting.telling!r} {dressing}"
    changed_at = (posting.telling.modified_at or posting.story.published_at) + timedelta(hours=dressing)
    values = {
        "etag": ("ETag", f'"{hashlib.sha256(version.encode()).hexdigest()[:20]}"'),
        "last-modified": ("Last-Modified", format_datetime(changed_at.astimezone(UTC), usegmt=True)),
    }
    return tuple(values[name] for name in habits.validators)


def still_current(ask: Ask, headers: Headers) -> bool:
    """Whether 304 is the answer (RFC 9110, section 13.2.2: If-None-Match decides where it is given)."""
    sent = dict(headers)
    etags = ask.headers.get("if-none-match")
    if "ETag" in sent and etags is not None:
        return sent["ETag"] in etags
    since = ask.headers.get("if-modified-since")
    if "Last-Modified" not in sent or since is None:
        return False
    return parsedate_to_datetime(sent["Last-Modified"]) <= parsedate_to_datetime(since)
