"""One address over time: every look at it, and what differs between any two of its texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from archive.catalog.captures import capture_with_id, captures_of, outcomes_of
from archive.catalog.checks import checks_of, watched_address
from archive.catalog.pairs import article_of
from archive.catalog.renderings import renderings_citing
from archive.change.versions import as_json, change_between, version_of
from archive.derive.sightings import body_record
from archive.export.json_lines import check_json
from archive.outlets.canonical import Refusal
from archive.web.site import asked, page, site_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.model import Article, Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A capture that has a text."""

    capture: Capture
    article: Article


def article(request: Request) -> Response:
    site, url = site_of(request), asked(request, "url")
    with site.reading() as conn:
        watched = watched_address(url)
        checks = checks_of(conn, url if isinstance(watched, Refusal) else watched)
        if request.query_params.get("format") == "json":
            return JSONResponse([check_json(logged) for logged in checks])
        captures, outcomes = captures_of(conn, url), outcomes_of(conn, url)
        texts = texts_of(conn, url)
        if not (checks or captures or outcomes or renderings_citing(conn, url)):
            raise HTTPException(404, f"{url} was never asked for.")
        return page(
            request,
            "article.html",
            url=url,
            checks=checks[::-1],
            captures=captures[::-1],
            outcomes=outcomes[::-1],
            texts=texts,
            renderings=renderings_citing(conn, url),
        )


def diff(request: Request) -> Response:
    """What differs between the texts of two captures of one URL: `a` and `b` are record ids.

    Without them, the last two texts that differ.
    """
    site, url = site_of(request), asked(request, "url")
    with site.reading() as conn:
        texts = texts_of(conn, url)
        old, new = _text(conn, request, "a"), _text(conn, request, "b")
    if old is None or new is None:
        if len(texts) < 2:  # noqa: PLR2004
            raise HTTPException(404, f"Only one text of {url} is archived: there is nothing to compare.")
        old, new = texts[-2], texts[-1]
    change = change_between(
        version_of(old.article, old.capture.captured_at), version_of(new.article, new.capture.captured_at)
    )
    if request.query_params.get("format") == "json":
        return JSONResponse(as_json(change))
    ids = [text.capture.record_id for text in texts]
    here = ids.index(new.capture.record_id) if new.capture.record_id in ids else len(ids)
    return page(
        request,
        "diff.html",
        url=url,
        old=old,
        new=new,
        change=change,
        texts=texts,
        previous=texts[here - 2 : here] if here >= 2 else None,  # noqa: PLR2004
        following=texts[here : here + 2] if here + 2 <= len(texts) else None,
    )


def texts_of(conn: Connection, url: str) -> list[Text]:
    """The texts of a URL, oldest first; one that is the same as the one before it is left out."""
    texts: list[Text] = []
    for capture in captures_of(conn, url):
        found = article_of(conn, body_record(capture))
        if found and found.blocks and not (texts and texts[-1].article.blocks == found.blocks):
            texts.append(Text(capture=capture, article=found))
    return texts


def _text(conn: Connection, request: Request, name: str) -> Text | None:
    record_id = request.query_params.get(name)
    if not record_id:
        return None
    capture = capture_with_id(conn, record_id)
    found = article_of(conn, body_record(capture)) if capture else None
    if capture is None or found is None:
        raise HTTPException(404, f"{record_id} has no text.")
    return Text(capture=capture, article=found)
