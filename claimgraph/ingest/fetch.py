"""Pages from web servers: politely, within bounds of time and size, and never from a private network unasked."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from claimgraph.errors import InputError
from claimgraph.ingest.address import connect
from claimgraph.ingest.article import DEFAULT_MAX_BYTES, DOCUMENT_FACTOR
from claimgraph.ingest.evidence import Exchange
from claimgraph.ingest.http import Message, unpack_body
from claimgraph.ingest.stream import too_large

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["AGENT", "Fetched", "Fetcher", "Web", "is_url"]

AGENT: Final = "claimgraph"
"""What robots.txt calls us."""
_ROBOTS_BYTES: Final = 512_000  # RFC 9309 asks for at least 500 KiB
_LONGEST_PAUSE: Final = 30.0
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PAGES: Final = ("", "text/html", "application/xhtml+xml", "text/plain")


class Web(NamedTuple):
    """How the web is read."""

    timeout: float = 20.0
    """Seconds without a byte."""
    longest: float = 120.0
    """Seconds for one answer."""
    max_redirects: int = 10
    allow_private: bool = False
    """Fetch from addresses that are not public, too."""
    heed_robots: bool = True
    pause: float = 1.0
    """Seconds between two requests to one server; robots.txt may ask for more."""
    fetch_listed: bool = False
    """Fetch the URLs that tables and feeds on the disk list."""


class Fetched(NamedTuple):
    """What stands at an address."""

    url: str
    """Where it was found, redirects followed."""
    content: bytes
    media_type: str
    exchanges: tuple[Exchange, ...]


def is_url(text: str) -> bool:
    """Whether an input is an address of the web, not a path."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


@cache
def _secure() -> ssl.SSLContext:
    return ssl.create_default_context()


class Fetcher:
    """Fetches pages one at a time; remembers what each server's robots.txt says, and when it was last asked."""

    def __init__(self, web: Web | None = None) -> None:
        self._web = web or Web()
        self._robots: dict[str, Protego | None] = {}
        self._asked: dict[str, float] = {}

    def get(self, url: str, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Fetched:
        """What stands at ``url``.

        Raises:
            InputError: it is refused, cannot be had within the bounds of time and size, or robots.txt forbids it.
        """
        exchanges: list[Exchange] = []
        address = url
        for _ in range(self._web.max_redirects + 1):
            parts = _parse(address, url)
            if self._web.heed_robots:
                self._check_robots(parts, url)
            exchange, message = self._ask(parts, max_bytes, url)
            exchanges.append(exchange)
            if exchange.status not in _REDIRECTS or not message.header("location"):
                break
            address = _redirected(exchange.url, message.header("location"), url)
        else:
            raise InputError(
                f"is redirected more than {self._web.max_redirects} times, a loop perhaps",
                where=url,
                hint="open it in a browser and give the address where it ends",
            )
        if exchange.status != 200:
            raise InputError(
                f"the server answers {exchange.status} {http.client.responses.get(exchange.status, '')}".rstrip(),
                where=url,
                hint="check the address in a browser; if it opens there, save it as .html",
            )
        content = unpack_body(message, url, max_bytes * DOCUMENT_FACTOR)
        return Fetched(exchange.url, content, message.media_type, tuple(exchanges))

    def _check_robots(self, parts: SplitResult, url: str) -> None:
        """Ask robots.txt (RFC 9309), once for each server.

        Raises:
            InputError: it forbids the page, or cannot be had.
        """
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._load_robots(site, url)
        robots = self._robots[site]
        if robots is not None and not robots.can_fetch(urlunsplit(parts), AGENT):
            raise InputError(
                "the server's robots.txt asks programs not to fetch it",
                where=url,
                hint="save it from a browser as .html, or, if you may, give --ignore-robots",
            )

    def _load_robots(self, site: str, url: str) -> Protego | None:
        from protego import Protego

        address = f"{site}/robots.txt"
        for _ in range(5):
            exchange, message = self._ask(_parse(address, url), _ROBOTS_BYTES, url, cut=True)
            if exchange.status not in _REDIRECTS or not message.header("location"):
                break
            address = _redirected(exchange.url, message.header("location"), url)
        if exchange.status >= 500:
            raise InputError(
                f"the server answers {exchange.status} when asked what programs may fetch",
                where=url,
                hint="try again later, or save the page from a browser",
            )
        if exchange.status != 200:
            return None  # no rules: all is allowed
        with suppress(InputError):
            return Protego.parse(unpack_body(message, url, _ROBOTS_BYTES * 2).decode("utf-8", "replace"))
        return None

    def _wait(self, parts: SplitResult) -> None:
        """Keep the pause that politeness asks for."""
        robots = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        wished = (robots.crawl_delay(AGENT) or 0.0) if robots else 0.0
        pause = max(self._web.pause, min(wished, _LONGEST_PAUSE))
        left = self._asked.get(parts.netloc, -pause) + pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._asked[parts.netloc] = time.monotonic()

    def _ask(self, parts: SplitResult, max_bytes: int, url: str, *, cut: bool = False) -> tuple[Exchange, Message]:
        """One request and its answer; ``cut``: what is beyond the limit is dropped, not refused."""
        if not parts.path.endswith("/robots.txt"):
            self._wait(parts)
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with _speaking_plainly(url, self._web), self._connection(parts, url) as connection:
            peer = str(connection.getpeername()[0])
            answer, body = self._exchange(connection, parts, max_bytes, cut=cut)
        if body is None:
            raise too_large(url, max_bytes)
        headers = tuple(
            (name.lower(), value) for name, value in answer.getheaders() if name.lower() != "transfer-encoding"
        )
        head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n" + "".join(
            f"{n}: {v}\r\n" for n, v in answer.getheaders()
        )
        asked = urlunsplit(parts)
        message = Message(answer.status, headers, body)
        return Exchange(asked, peer, at, answer.status, head.encode("latin-1", "replace"), body), message

    def _connection(self, parts: SplitResult, url: str) -> socket.socket:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        web = self._web
        return connect(parts.hostname or "", port, timeout=web.timeout, allow_private=web.allow_private, where=url)

    def _exchange(
        self, connection: socket.socket, parts: SplitResult, max_bytes: int, *, cut: bool
    ) -> tuple[http.client.HTTPResponse, bytes | None]:
        """Ask and read; the body is null where it is larger than allowed."""
        with _no_longer_than(self._web.longest, connection):
            if parts.scheme == "https":
                connection = _secure().wrap_socket(connection, server_hostname=parts.hostname)
            with connection:
                return _ask_and_read(connection, parts, max_bytes, cut=cut)


def _ask_and_read(
    connection: socket.socket, parts: SplitResult, max_bytes: int, *, cut: bool
) -> tuple[http.client.HTTPResponse, bytes | None]:
    """One request on a connection; the body is null where it is larger than allowed."""
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    lines = (
        f"GET {target} HTTP/1.1",
        f"Host: {parts.netloc}",
        f"User-Agent: {AGENT} (reads news articles for their sources)",
        "Accept: text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
        "Accept-Encoding: gzip",
        "Connection: close",
    )
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("ascii"))
    answer = http.client.HTTPResponse(connection, method="GET")
    try:
        answer.begin()
        is_page = answer.headers.get_content_type() in _PAGES
        limit = max_bytes if is_page or cut else max_bytes * DOCUMENT_FACTOR
        told = answer.getheader("content-length", "")
        if not cut and re.fullmatch(r"\d{1,18}", told) and int(told) > limit and answer.status == 200:
            return answer, None
        kept = bytearray()
        while len(kept) <= limit and (part := answer.read(min(65_536, limit + 1 - len(kept)))):
            kept += part
        if answer.length and len(kept) <= limit:
            raise http.client.IncompleteRead(bytes(kept), answer.length)
        return answer, bytes(kept[:limit]) if cut or len(kept) <= limit else None
    finally:
        answer.close()


@contextmanager
def _no_longer_than(seconds: float, connection: socket.socket) -> Iterator[None]:
    """Cut the connection after ``seconds``: a server that sends a byte now and then never times out by itself."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        # By descriptor: the socket may have been wrapped for TLS since.
        with suppress(OSError), socket.socket(fileno=handle) as copy:
            copy.shutdown(socket.SHUT_RDWR)

    handle = socket.dup(connection.fileno())
    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
        timer.join()
        if not late.is_set():
            socket.close(handle)
    if late.is_set():
        raise TimeoutError


@contextmanager
def _speaking_plainly(url: str, web: Web) -> Iterator[None]:
    """Turn what the network raises into an ``InputError``."""
    again = "try again later, or save the page from a browser as .html"
    try:
        yield
    except TimeoutError as error:
        what = f"the server is too slow (nothing for {web.timeout:g} s, or more than {web.longest:g} s in all)"
        raise InputError(what, where=url, hint=again) from error
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or error.reason or "TLS failed"
        raise InputError(f"no safe connection: {reason}", where=url, hint="check the address in a browser") from error
    except http.client.IncompleteRead as error:
        raise InputError("the answer breaks off", where=url, hint=again) from error
    except (http.client.HTTPException, ValueError) as error:  # ValueError: a header that holds no number, say
        raise InputError(f"the server does not speak HTTP ({type(error).__name__})", where=url, hint=again) from error
    except OSError as error:
        raise InputError(f"cannot be fetched: {error.strerror or error}", where=url, hint=again) from error


def _redirected(base: str, location: str, url: str) -> str:
    """Where a server sends us.

    Raises:
        InputError: to nowhere.
    """
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise InputError(
            f"is redirected to {location[:80]!r}, no address of the web", where=url, hint="check it in a browser"
        ) from error


def _parse(address: str, url: str) -> SplitResult:
    """The parts of an address, in the characters that a request may hold, without what browsers keep to themselves.

    Raises:
        InputError: it is none of the web, or holds a password.
    """
    hint = "give an address that begins with https://"
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise InputError("is no address of the web", where=url, hint=hint) from error
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(f"leads to {address[:80]!r}, no address of the web", where=url, hint=hint)
    if parts.username is not None or parts.password is not None:
        raise InputError(
            "holds a user name or password", where=url, hint="give it without; pages behind a login cannot be fetched"
        )
    shown = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return SplitResult(parts.scheme, f"{shown}:{port}" if port else shown, path, query, "")
