"""Who may speak to the desk: only pages of its own, with its token, under its own name.

What it is against: other users and other web pages on this machine. A page of another site can send requests to
127.0.0.1, and by DNS rebinding even read the answers; so ``Host`` must be the desk's own, a request that changes
anything must come from the desk's own origin, and each needs a token that no other page can read.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard"]

BODY_LIMIT: Final = 1_000_000
"""Most bytes that a request may send: a correction is a few hundred."""

_DIGITS: Final = 12
"""Most figures of a length: Python reads no number of thousands of them."""
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Lets through what the desk itself asks, and refuses the rest before it reaches a page.

    The token comes once in the URL, then as a cookie that scripts cannot read and other sites cannot send.
    """

    def __init__(self, app: ASGIApp, *, port: int, token: str) -> None:
        self._app = app
        self._token = token
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._cookie = f"claimgraph-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        refusal = self._refusal(request)
        answer = refusal or self._entrance(request)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                added = [(k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in given]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await (answer or self._app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return _no(421, "this is not the address of the desk")
        if request.method not in {"GET", "HEAD", "POST"}:
            return _no(405, "the desk does not do that")
        if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return _no(403, "another site may not ask the desk")
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return _no(403, "another site may not ask the desk")
        if request.method == "POST" and (refusal := self._refused_writing(request)) is not None:
            return refusal
        if request.query_params.get("token") is None and not self._knows(self._given(request)):
            return _no(403, "open the address that claimgraph review printed; it holds the token")
        return None

    def _refused_writing(self, request: Request) -> Response | None:
        """Why a request that changes something is refused."""
        origin = request.headers.get("origin")
        if origin is None:
            return _no(403, "a request that changes something must say where it comes from")
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return _no(415, "the desk takes JSON")
        if "transfer-encoding" in request.headers:  # beside it a length says nothing
            return _no(413, "the desk takes what tells its length")
        length = request.headers.get("content-length", "")
        if not (length.isascii() and length.isdecimal()) or len(length) > _DIGITS or int(length) > BODY_LIMIT:
            return _no(413, "that is too long")
        return None

    def _entrance(self, request: Request) -> Response | None:
        """The token in the URL becomes a cookie, and leaves the address bar."""
        token = request.query_params.get("token")
        if token is None:
            return None
        if request.method != "GET" or request.url.path != "/" or not self._knows(token):
            return _no(403, "this token is not the desk's; open the address that claimgraph review printed")
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _given(self, request: Request) -> str:
        try:
            morsel = SimpleCookie(request.headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def _knows(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status_code=status)
