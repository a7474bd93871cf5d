"""One address over time: every look at it, and what differs between any two of its texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from archive.catalog.captures import captures_of, outcomes_of
from archive.catalog.checks import checks_of
from archive.catalog.mementos import memento_of
from archive.catalog.renderings import rendering_with_id, renderings_citing
from archive.change.versions import as_json
from archive.export.json_lines import check_json
from archive.export.texts import address_of, difference, text_at, texts_of
from archive.model import SEEN
from archive.web.site import asked, page, site_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.export.texts import Text

MOST_SHOWN = 100  # of a URL that is asked at every crawl, as robots.txt is


def article(request: Request) -> Response:
    site, url = site_of(request), asked(request, "url")
    with site.reading() as conn:
        address = address_of(conn, url)
        checks = checks_of(conn, address)
        if request.query_params.get("format") == "json":
            return JSONResponse([check_json(logged) for logged in checks])
        captures, outcomes = captures_of(conn, url), outcomes_of(conn, url)
        ids = renderings_citing(conn, address)
        renderings = [found for one in ids if (found := rendering_with_id(conn, one))]
        if not (checks or captures or outcomes or renderings):
            raise HTTPException(404, f"{url} was never asked for.")
        texts = texts_of(conn, address)
        is_there = bool(checks) and checks[-1].check.state in SEEN
        elsewhere = None if is_there else memento_of(conn, [address], None)
    return page(
        request,
        "article.html",
        url=url,
        address=address,
        checks=checks[::-1],
        captures=captures[: -MOST_SHOWN - 1 : -1],
        outcomes=outcomes[: -MOST_SHOWN - 1 : -1],
        count=len(captures),
        versions=texts,
        published_at=texts[0].article.published_at if texts else None,
        renderings=renderings,
        elsewhere=elsewhere,
    )


def diff(request: Request) -> Response:
    """What differs between the texts of two captures, the record ids `a` and `b`; by default the last two."""
    url = asked(request, "url")
    with site_of(request).reading() as conn:
        address = address_of(conn, url)
        texts = texts_of(conn, address)
        old, new = _text(conn, request, "a"), _text(conn, request, "b")
        if old is None or new is None:
            if len(texts) < 2:  # noqa: PLR2004
                raise HTTPException(404, f"Only one text of {url} is archived: nothing to compare.")
            old, new = texts[-2], texts[-1]
        found = difference(conn, address, old, new)
        ids = {one.rendering_id for one in found.translated}
        renderings = {one: known for one in ids if (known := rendering_with_id(conn, one))}
    if request.query_params.get("format") == "json":
        return JSONResponse(as_json(found.change))
    here = _place(texts, old, new)
    return page(
        request,
        "diff.html",
        url=url,
        old=old,
        new=new,
        change=found.change,
        translated=found.translated,
        said=found.said,
        renderings=renderings,
        previous=texts[here - 1 : here + 1] if here else None,
        following=texts[here + 1 : here + 3] if here + 2 < len(texts) else None,
    )


def _place(texts: list[Text], old: Text, new: Text) -> int:
    """Which of the texts the old one is; a text that came back is told by its successor."""
    wanted = old.article.blocks, new.article.blocks
    found = (n for n, pair in enumerate(pairwise(texts)) if tuple(t.article.blocks for t in pair) == wanted)
    alone = (n for n, text in enumerate(texts) if text.article.blocks == wanted[0])
    return next(found, next(alone, 0))


def _text(conn: Connection, request: Request, name: str) -> Text | None:
    record_id = request.query_params.get(name)
    if not record_id:
        return None
    found = text_at(conn, record_id)
    if found is None:
        raise HTTPException(404, f"{record_id} has no text.")
    return found
