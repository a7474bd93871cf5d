"""What a refetch of a thousand unchanged pages stores, and what it makes of pages with mere session noise.

    python -m benchmarks.refetch_storage [PAGES]

The pages are the sample web's, under addresses of their own, recorded as a crawl records them; no network.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from archive.accession import imported_renderings
from archive.collection import Collection
from archive.derive.checks import derived_checks
from archive.derive.pages import derived_texts
from archive.model import Capture, Exchange
from archive.recorder import Recorder
from archive.text.article import article_from_page
from archive.warc.writer import CrawlInfo
from crawler.sampleweb.ask import Ask
from crawler.sampleweb.outlet_pages import outlet_reply
from crawler.sampleweb.sites.nhandan import SITE
from crawler.sampleweb.state import WebState
from crawler.sampleweb.stories import story_named

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
HEAD = 'HTTP/1.1 {}\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\nETag: "{}"\r\n'
REQUEST = 'GET {} HTTP/1.1\r\nHost: nhandan.vn\r\nUser-Agent: Kalla\r\nIf-None-Match: "{}"\r\n\r\n'


def page(visit: int) -> bytes:
    """The story's page as this visit sees it: tokens, counters and boxes differ from the last one's."""
    story = story_named("football")
    ask = Ask(scheme="https", host="nhandan.vn", target=story.place.path, headers={}, visit=visit)
    return outlet_reply(SITE, ask, WebState()).body


def exchange(url: str, at: datetime, body: bytes | None) -> Exchange:
    """A 200 with this body, or a 304."""
    head = HEAD.format("304 Not Modified" if body is None else "200 OK", url[-11:])
    rest = b"\r\n" if body is None else b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    request = REQUEST.format(url.removeprefix("https://nhandan.vn"), url[-11:]).encode()
    response = BytesIO(head.encode() + rest)
    return Exchange(url=url, method="GET", started_at=at, request=request, response=response)


def stored(collection: Collection) -> int:
    return sum(file.stat().st_size for file in collection.warcs.iterdir())


def recorded(recorder: Recorder, urls: list[str], day: int, visit: int | None) -> list[Capture]:
    """A look at every page on a day; `visit` None stands for a 304."""
    at = BEGINNING + timedelta(days=day)
    bodies = (None if visit is None else page(visit * len(urls) + number) for number in range(len(urls)))
    return [recorder.exchange(exchange(url, at, body)) for url, body in zip(urls, bodies, strict=True)]


def cited(recorder: Recorder, folder: Path, pages: int) -> list[str]:
    """So many originals, each with a rendering that cites it."""
    urls = [f"https://nhandan.vn/doi-thach-lung-post{100_000 + number}.html" for number in range(pages)]
    for number, url in enumerate(urls):
        text = folder / "rendering.txt"
        said = f"Match nummer {number} spelades i går inför fulla läktare.\n\nKälla: {url}\n"
        text.write_text(said, encoding="utf-8")
        list(imported_renderings(text, recorder))
    return urls


def main(pages: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(root=Path(folder, "collection"))
        info = CrawlInfo(software="benchmark", robots="not asked", operator="none")
        recorder = Recorder(collection, info, now=lambda: BEGINNING)
        urls = cited(recorder, Path(folder), pages)
        before = stored(collection)
        for day, (name, visit) in enumerate((("first", 0), ("noise", 1), ("304", None))):
            recorded(recorder, urls, day, visit)
            after = stored(collection)
            print(f"{name}: {(after - before) / pages:.0f} bytes a page")
            before = after
        for _ in derived_texts(collection, recorder.catalog, article_from_page):
            pass
        histories = derived_checks(collection, recorder.catalog, urls)
        states = Counter(logged.check.state for told in histories for logged in told)
        recorder.close()
    print(", ".join(f"{count} {state}" for state, count in states.most_common()))
    print(f"{states['edited']} edits")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
