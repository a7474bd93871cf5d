"""A history begins when its citation was found, and its article when the day in Vietnam did."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from archive.catalog.engine import open_catalog, writing
from archive.catalog.histories import histories
from archive.catalog.renderings import put_rendering
from archive.model import Block, Citation, Original, Rendering

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://nhandan.vn/cau-moi-post800001.html"
PAGE = "https://www.vietnam.vn/sv/ny-bro"
SEEN = datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_an_original_and_the_page_that_cites_it_are_watched_since_it_was_read(tmp_path: Path) -> None:
    engine = open_catalog(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    rendering = Rendering(
        id="0" * 16,
        source=PAGE.replace("https://www.", "http://"),
        lang="sv",
        title=None,
        publisher=None,
        published_on=date(2026, 3, 1),
        blocks=(Block(type="paragraph", text="Bron är ny."),),
        citation=Citation(line=f"Källa: {URL}", url=URL),
    )
    original = Original(url=URL, outlet="nhandan", article_id="800001")
    with writing(engine) as conn:
        put_rendering(
            conn,
            rendering,
            record_id="urn:uuid:2",
            at=SEEN,
            digest="sha1:X",
            cited_by=lambda _: (original, None),
        )
        found = [*histories(conn)]
    engine.dispose()
    assert {one.url for one in found} == {URL, PAGE}
    midnight = datetime(2026, 2, 28, 17, tzinfo=UTC)
    assert {(one.first_seen, one.published_at) for one in found} == {(SEEN, midnight)}
