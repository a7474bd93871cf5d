"""A generated collection of many articles: `python benchmarks/generated.py FOLDER ARTICLES`.

The catalog's captures, checks, renderings and pairs are made up; one capture is real, has its record, and is
named in the file `record-id`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from archive.catalog.articles import put_article
from archive.catalog.captures import put_captures, put_outcomes
from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.engine import writing
from archive.catalog.pairs import put_pair
from archive.catalog.renderings import put_rendering
from archive.catalog.written_names import put_written_names
from archive.collection import Collection
from archive.model import (
    Article,
    Bead,
    Block,
    Capture,
    Check,
    Citation,
    Exchange,
    Original,
    Outcome,
    Pair,
    Rendering,
    WrittenName,
)
from archive.recorder import Recorder
from archive.warc.writer import CrawlInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from archive.model import State

BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
PARAGRAPHS = 14
LOOKS = 10
SYLLABLES = tuple(
    "cầu sông làng bến thuyền lúa gạo chợ đò mưa nắng đường phố trường học sách vở biển đảo núi".split()  # noqa: SIM905
)
WORDS = tuple(
    "bron floden byn båten riset marknaden färjan regnet solen vägen skolan boken havet ön".split()  # noqa: SIM905
)


def text(seed: int, words: tuple[str, ...], number: int) -> str:
    """Forty words that differ from paragraph to paragraph."""
    return (
        " ".join(words[(seed * 7 + number * 13 + i * (seed % 5 + 1)) % len(words)] for i in range(40))
        + f" {seed}."
    )


def blocks(seed: int, words: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Block(type="paragraph", text=text(seed, words, number)) for number in range(PARAGRAPHS))


def captures(url: str, seed: int) -> Iterator[Capture]:
    for look in range(LOOKS):
        yield Capture(
            record_id=f"urn:uuid:{seed:08d}-0000-4000-8000-{look:012d}",
            url=url,
            captured_at=BEGINNING + timedelta(days=3 * look, seconds=seed),
            status=200 if look in {0, 5} else 304,
            mime="text/html",
            digest=f"sha1:{seed:032d}",
            warc=f"kalla-{seed // 500:05d}.warc.gz",
            offset=1000 * (seed % 500 * LOOKS + look),
            length=900,
            type="response" if look in {0, 5} else "revisit",
            refers_to=None
            if look in {0, 5}
            else f"urn:uuid:{seed:08d}-0000-4000-8000-{0 if look < 5 else 5:012d}",
        )


def state(number: int, seed: int) -> State:
    """One edit each, and every twentieth article gone at the last look."""
    if number == LOOKS - 1 and seed % 20 == 0:
        return "removed"
    return {0: "first", 5: "edited"}.get(number, "unchanged")  # type: ignore[return-value]


def checks(url: str, seed: int, found: list[Capture]) -> list[LoggedCheck]:
    good = [found[0], found[5]]
    return [
        LoggedCheck(
            url=url,
            number=number,
            check=Check(
                at=one.captured_at,
                state=state(number, seed),
                evidence={"sights": 3} if state(number, seed) == "removed" else {},
                conditional=number not in {0, 5},
                between=(found[4].captured_at, one.captured_at) if number == 5 else None,
                record_id=one.record_id,
                compared_with=good[0].record_id if number == 5 else None,
            ),
            good_record_id=good[number >= 5].record_id,
        )
        for number, one in enumerate(found)
    ]


def put_story(conn: Connection, seed: int) -> None:
    """One article with its captures, texts, checks, its rendering and their pair."""
    url = f"https://nhandan.vn/cau-chuyen-{seed}-post{seed}.html"
    found = list(captures(url, seed))
    put_captures(conn, found)
    failed = Outcome(
        url=url, at=found[1].captured_at + timedelta(hours=2), kind="timeout", detail="no answer"
    )
    put_outcomes(conn, [(f"urn:uuid:{seed:08d}-2222-4000-8000-000000000000", failed)])
    _put_articles(conn, seed, found)
    put_checks(conn, url, checks(url, seed, found))
    _put_rendering(conn, seed, url)
    _put_pair(conn, seed, found[0].record_id)


def _put_articles(conn: Connection, seed: int, found: list[Capture]) -> None:
    vietnamese = blocks(seed, SYLLABLES)
    edited = (*vietnamese[:-1], Block(type="paragraph", text=text(seed + 1, SYLLABLES, 99)))
    for one, said in ((found[0], vietnamese), (found[5], edited)):
        put_article(
            conn,
            Article(
                record_id=one.record_id,
                extraction="ok",
                extractor="generated",
                title=f"Câu chuyện {seed}",
                lang="vi",
                blocks=said,
            ),
        )


def _put_rendering(conn: Connection, seed: int, url: str) -> None:
    original = Original(url=url, outlet="nhandan", article_id=str(seed))
    rendering = Rendering(
        id=f"{seed:016x}",
        source=f"https://www.vietnam.vn/sv/berattelse-{seed}",
        lang="sv",
        title=f"Berättelse {seed}",
        publisher="Nhân Dân",
        published_on=BEGINNING.date(),
        blocks=blocks(seed, WORDS),
        citation=Citation(line=f"Källa: {url}", url=url),
    )
    put_rendering(
        conn,
        rendering,
        record_id=f"urn:uuid:{seed:08d}-1111-4000-8000-000000000000",
        at=BEGINNING,
        digest="sha1:X",
        cited_by=lambda _: (original, None),
    )


def _put_pair(conn: Connection, seed: int, record_id: str) -> None:
    beads = tuple(Bead(rendering=(n,), original=(n,), score=0.9) for n in range(PARAGRAPHS))
    verdict = ("confirmed", "confirmed", "doubtful", "mismatch")[seed % 4]
    if verdict == "confirmed":
        put_written_names(conn, f"{seed:016x}", list(written(seed)))
    evidence = {"reasons": ["generated"], "names": {"shared": {"Lac Giang": "Lạc Giang"}}}
    put_pair(
        conn,
        Pair(
            rendering_id=f"{seed:016x}",
            record_id=record_id,
            verdict=verdict,
            score=seed % 100 / 100,
            evidence=evidence,
            beads=beads,
        ),  # type: ignore[arg-type]
    )


def written(seed: int) -> Iterator[WrittenName]:
    """Ten names a story; every tenth is spelled in two ways."""
    for number in range(seed, seed + 10):
        original, spelling = (
            f"Lạc Giang {number}",
            f"{'Le Jiang' if seed % 10 == 0 else 'Lac Giang'} {number}",
        )
        name, letters = f"lac giang {number}", spelling.casefold()
        yield WrittenName(original=original, spelling=spelling, count=1, name=name, letters=letters)


def generate(folder: Path, articles: int) -> None:
    collection = Collection(root=folder)
    engine = collection.catalog()
    for start in range(1, articles + 1, 500):
        with writing(engine) as conn:
            for seed in range(start, min(start + 500, articles + 1)):
                put_story(conn, seed)
    engine.dispose()
    info = CrawlInfo(software="benchmark", robots="not asked", operator="")
    recorder = Recorder(collection, info, now=lambda: BEGINNING)
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<p>a page</p>\r\n"
    capture = recorder.exchange(
        Exchange(
            url="https://nhandan.vn/that-post0.html",
            method="GET",
            started_at=BEGINNING,
            request=b"GET / HTTP/1.1\r\n\r\n",
            response=BytesIO(body),
        )
    )
    recorder.close()
    (folder / "record-id").write_text(capture.record_id)


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))
