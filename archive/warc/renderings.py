"""The renderings among the records of a WARC or WET file, such as Common Crawl ships them.

Nearly all records there are of other sites: they are passed over by their address and a look for an outlet's
name, unparsed. What is damaged is told with its place, and reading goes on behind it.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord, UnreadableInput
from archive.http1.head import HEAD_LIMIT, NotHttp, parse_response_head
from archive.http1.message import body_of
from archive.model import Original
from archive.outlets.address import address_parts
from archive.outlets.canonical import allowed_hosts, original_of
from archive.outlets.editions import edition_at
from archive.outlets.registry import all_outlets
from archive.outlets.vietnamvn import AGGREGATOR
from archive.rendering.decoding import MAX_BYTES, media_type_of
from archive.rendering.files import RenderingInput
from archive.rendering.meter import Meter, untold
from archive.rendering.record import HTML, TEXT, rendering_from_record
from archive.warc.records import written_value
from archive.warc.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.http1.head import ResponseHead
    from archive.model import Rendering
    from archive.rendering.files import WebArchiveInput
    from archive.rendering.meter import Told
    from archive.warc.reader import Record

TOO_BIG = f"is larger than {MAX_BYTES // 10**6} MB unpacked, as no article is: leave it out"


def renderings_of_web_archive(
    archive: WebArchiveInput, *, told: Told = untold
) -> Iterator[RenderingInput | UnreadableInput]:
    """The renderings of vietnam.vn, and pages elsewhere whose source line leads to an outlet.

    `told` hears how many more bytes of the file were read.
    """
    meter = Meter(told)
    if archive.path.stat().st_size == 0:
        yield UnreadableInput(archive.source, "is empty: fetch it again")
    last: Record | None = None
    for record in scan(archive.path):
        if isinstance(record, BrokenRecord):
            yield UnreadableInput(archive.source, f"is damaged {_place(record, last)}: {record.reason}")
            continue
        last = record
        meter.reach(record.block.reached)
        try:
            found = _rendering_in(record, archive)
        except BrokenRecord:
            # The scan tells of it next.
            continue
        if found is not None:
            yield found
    meter.reach(archive.path.stat().st_size)


def _place(damage: BrokenRecord, last: Record | None) -> str:
    """Where the damage is: of a member with many records only how far it was read is known."""
    if last is not None and last.skipped and last.offset == damage.offset:
        return f"near byte {last.block.reached}, in the member at byte {damage.offset}"
    return f"at byte {damage.offset}"


def _rendering_in(record: Record, archive: WebArchiveInput) -> RenderingInput | UnreadableInput | None:
    url = record.target_uri
    is_site = _is_aggregator(url)
    is_article = is_site and edition_at(url) is not None
    # As the record's head will have it, so that it reads the same when the catalog is made again.
    source = written_value(f"{archive.source}#{url}")
    try:
        page = _page_in(record, source, is_site=is_site) if _is_page(record) else None
        rendering = rendering_from_record(*page, source=source) if page else None
    except NotHttp as error:
        reason = f"has no response at byte {record.offset}: {error}"
        return UnreadableInput(archive.source, reason) if is_site else None
    except UnreadableInput as unreadable:
        return unreadable if is_article else None
    if page and rendering and (is_article or _is_cited(rendering, is_site=is_site)):
        return RenderingInput(source=source, content_type=page[0], body=page[1], rendering=rendering)
    return None


def _is_page(record: Record) -> bool:
    return record.type in {"response", "conversion"} and record.target_uri.startswith(("http:", "https:"))


def _is_aggregator(url: str) -> bool:
    host = address_parts(url).hostname or ""
    return host in AGGREGATOR.hosts or host.endswith(f".{AGGREGATOR.aliases[0]}")


def _is_cited(rendering: Rendering, *, is_site: bool) -> bool:
    """Whether a page that is no article by its address is one by its source line."""
    if rendering.citation is None or is_site:
        return rendering.citation is not None
    url = rendering.citation.url
    return url is not None and isinstance(original_of(url, all_outlets()), Original)


def _page_in(record: Record, source: str, *, is_site: bool) -> tuple[str, bytes] | None:
    """Media type and body of a record that may hold a rendering: an HTML response, or a WET conversion.

    Raises NotHttp where a response of the site is none, and UnreadableInput where it is too big to be an
    article's page.
    """
    if record.content_length > MAX_BYTES:
        # Films and archives of any size lie beside the pages, and nobody waits for their text.
        if is_site and (record.type == "conversion" or _is_html(record)):
            raise UnreadableInput(source, TOO_BIG)
        return None
    block = record.block.read()
    if not (is_site or any(host in block for host in _outlets_hosts())):
        return None
    if record.type == "conversion":
        return TEXT, block
    return _html_in(block, source)


def _html_in(block: bytes, source: str) -> tuple[str, bytes] | None:
    if parse_response_head(block[:HEAD_LIMIT]).status != HTTPStatus.OK:
        return None
    message = body_of(block, limit=MAX_BYTES)
    if b"<" not in message.body[:1000]:
        return None
    if message.overlong:
        raise UnreadableInput(source, TOO_BIG)
    return HTML, message.body


def _is_html(record: Record) -> bool:
    head: ResponseHead = parse_response_head(record.block.read(HEAD_LIMIT))
    return any(media_type_of(value.decode("latin-1")) == HTML for value in head.values(b"content-type"))


@cache
def _outlets_hosts() -> tuple[bytes, ...]:
    hosts = allowed_hosts(all_outlets())
    # www.paper.vn is found where paper.vn is, and each name to look for costs its time in every record.
    return tuple(
        host.encode() for host in sorted(hosts) if not any(other in host for other in hosts - {host})
    )
