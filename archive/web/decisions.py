"""A person's decision on a pair, sent by a form of ours, becomes a record of the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from archive.catalog.renderings import rendering_with_id
from archive.decisions import decided
from archive.recorder import offline_recorder
from archive.web.memory import memory_of
from archive.web.site import site_of
from archive.web.templating import link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from archive.web.site import Site

LONGEST_NOTE = 4000
LONGEST_FORM = 64_000
CHOICES = {"confirm": True, "reject": False}


async def decide(request: Request) -> Response:
    form = await _form(request)
    memory_of(request).tokens.require(request, form.get("token"))
    await run_in_threadpool(record_decision, site_of(request), form)
    return RedirectResponse(link("/pair", id=form["id"]), 303)


def record_decision(site: Site, form: Mapping[str, str]) -> None:
    rendering_id, choice, note = form.get("id", ""), form.get("choice", ""), form.get("note", "").strip()
    if choice not in CHOICES or len(note) > LONGEST_NOTE:
        raise HTTPException(400, "A decision is confirm or reject, with a note of 4000 letters at most.")
    with site.reading() as conn:
        if rendering_with_id(conn, rendering_id) is None:
            raise HTTPException(404, f"There is no rendering {rendering_id}.")
    recorder = offline_recorder(site.collection)
    try:
        url = form.get("url", "").strip() or None
        decided(recorder, rendering_id, url, confirmed=CHOICES[choice], note=note, now=datetime.now(UTC))
    finally:
        recorder.close()


async def _form(request: Request) -> dict[str, str]:
    """The fields of an urlencoded form; of a field that comes twice, the last."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_FORM:
            raise HTTPException(413, "This form is too long.")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=16))
