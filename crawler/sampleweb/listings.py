"""What an outlet's host serves besides articles: front page, sections, a day's list, feeds, polite errors."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from crawler.sampleweb.postings import addresses
from crawler.sampleweb.sites.site import Visit, listing_page
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.sites.site import Posting, Site

HOME = "Trang chủ"
NOT_FOUND = "Không tìm thấy trang"
TAKEN_DOWN = "Nội dung không tồn tại hoặc đã được gỡ xuống"


def list_reply(site: Site, ask: Ask, postings: Sequence[Posting]) -> Reply:
    """Return what a path answers that is no article's."""
    if (feed := _feed_path(site, ask.path)) is not None:
        return site.feeds[feed](postings)
    if ask.path == site.day_archive:
        return listing(site, ask, "Tin tức 24h", _of_days(ask, postings))
    heading = _sections(site.host).get(ask.path.strip("/"))
    if heading is None:
        return listing(site, ask, NOT_FOUND, status=404)
    return listing(site, ask, heading, [p for p in postings if heading in {HOME, p.story.section[0]}])


def listing(
    site: Site, ask: Ask, heading: str, postings: Sequence[Posting] = (), *, status: int = 200
) -> Reply:
    page = listing_page(site, heading, postings, Visit(number=ask.visit))
    return Reply(status=status, body=page.encode())


def _feed_path(site: Site, path: str) -> str | None:
    if path in site.feeds:
        return path
    if site.feed_for_all is not None and path.startswith(site.feed_for_all[0]):
        return site.feed_for_all[1]
    return None


def _of_days(ask: Ask, postings: Sequence[Posting]) -> list[Posting]:
    """Keep the postings of `bydate=dd/mm/yyyy-dd/mm/yyyy`, both days included."""
    asked = parse_qs(urlsplit(ask.target).query).get("bydate", [""])[0]
    try:
        first, last = (datetime.strptime(day, "%d/%m/%Y").date() for day in asked.split("-"))  # noqa: DTZ007
    except ValueError:
        return list(postings)
    return [posting for posting in postings if first <= posting.story.published_at.date() <= last]


@cache
def _sections(host: str) -> Mapping[str, str]:
    told = {story.section for (at, _), (story, _) in addresses().items() if at == host}
    return {"": HOME, **{alias: name for name, alias in told}}
