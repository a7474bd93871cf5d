"""Who may speak to the browser's server, and what its answers may do: both are decided here alone.

A page anywhere can send a request to loopback, and a foreign name can be made to point there (DNS
rebinding): so only loopback's own names are answered, and only our own pages may post.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")
COOKIE = "kalla"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would make the browser send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",  # a page that opened ours keeps no hold of it
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-store",
}


def page_policy(replay_origin: str) -> str:
    """The Content-Security-Policy of our own pages: no script, nothing from elsewhere, one frame."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; frame-src {replay_origin}"
    )


class Guard:
    """Answers to loopback's names at this port alone; adds the headers that an answer does not set itself."""

    def __init__(self, app: ASGIApp, port: int, headers: Mapping[str, str]) -> None:
        self.app = app
        self.hosts = frozenset(f"{name}:{port}" for name in NAMES)
        self.headers = {**ALWAYS, **headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self.hosts:
            return PlainTextResponse("This server answers to the names of loopback only.", status_code=421)
        # Our other ports are of the same site, and what is archived must not reach across either.
        is_foreign = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
        if is_foreign and headers.get("sec-fetch-mode") != "navigate":
            return PlainTextResponse("Only our own pages may load parts of this archive.", status_code=403)
        if scope["method"] in {"GET", "HEAD"}:
            return None
        if headers.get("origin", "").removeprefix("http://") not in self.hosts:
            return PlainTextResponse("This was sent from a page of another origin.", status_code=403)
        return None


class Tokens:
    """Tokens for our forms: each fits one browser's cookie, and only this process can make one."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def of(self, cookie: str) -> str:
        return hmac.new(self._secret, cookie.encode(), hashlib.sha256).hexdigest()

    def cookie_of(self, request: Request) -> str:
        return request.cookies.get(COOKIE) or secrets.token_urlsafe(32)

    def remember(self, response: Response, cookie: str) -> None:
        response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")

    def require(self, request: Request, token: object) -> None:
        cookie = request.cookies.get(COOKIE, "")
        if not (cookie and isinstance(token, str) and hmac.compare_digest(token, self.of(cookie))):
            raise HTTPException(403, "This form is not from this browser, or too old: load the page again.")
