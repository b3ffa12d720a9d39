"""HTTP messages: the body as it was meant, whatever it was packed in, and never more of it than is allowed."""

from __future__ import annotations

import re
import zlib
from typing import Final, NamedTuple

from claimgraph.errors import InputError
from claimgraph.ingest.stream import too_large

__all__ = ["Message", "parse_response", "unpack_body"]

_MAX_HEADERS: Final = 65_536


class Message(NamedTuple):
    """An HTTP response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case."""
    body: bytes
    """As it was sent, transfer coding and content coding still on it."""

    def header(self, name: str) -> str:
        """The value of the first header of this name (in lower case); empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def media_type(self) -> str:
        """``text/html``, say, in lower case and without parameters; empty where it is not told."""
        return self.header("content-type").partition(";")[0].strip().lower()


def parse_response(block: bytes, where: str) -> Message:
    """An HTTP response from its bytes (RFC 9112), as WARC records hold it.

    Raises:
        InputError: it does not begin as one.
    """
    head, blank, body = block.partition(b"\r\n\r\n")
    if not blank or len(head) > _MAX_HEADERS:
        head, blank, body = block.partition(b"\n\n")
    first, *lines = head.splitlines() or [b""]
    status = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b", first)
    if not status or len(head) > _MAX_HEADERS:
        raise InputError("holds no HTTP response", where=where, hint="the record is damaged; fetch the page again")
    headers = []
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon:
            headers.append((name.decode("latin-1").strip().lower(), value.decode("latin-1").strip()))
    return Message(int(status[1]), tuple(headers), body)


def unpack_body(message: Message, where: str, max_bytes: int) -> bytes:
    """The body without transfer coding (``chunked``) and content coding (``gzip``, ``deflate``).

    Raises:
        InputError: it is damaged, packed in another way, or larger than ``max_bytes`` once unpacked.
    """
    body = message.body
    if "chunked" in message.header("transfer-encoding").lower() and re.match(rb"[0-9A-Fa-f]+[ \t]*(?:;|\r?\n)", body):
        body = _join_chunks(body, where)
    for coding in reversed([part.strip().lower() for part in message.header("content-encoding").split(",")]):
        if coding in ("", "identity", "utf-8"):
            continue
        if coding in ("gzip", "x-gzip"):
            # Archives of pages are often unpacked already, and the header left as it was.
            body = _inflate(body, where, max_bytes, 47) if body.startswith(b"\x1f\x8b") else body
        elif coding == "deflate":
            body = _inflate(body, where, max_bytes, 15 if body[:1] == b"x" else -15)
        else:
            raise InputError(
                f"the page is packed with {coding[:20]!r}, which is not read", where=where, hint="save it as .html"
            )
    if len(body) > max_bytes:
        raise too_large(where, max_bytes)
    return body


def _join_chunks(body: bytes, where: str) -> bytes:
    parts: list[bytes] = []
    position = 0
    size_line = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,100}\r?\n")
    while match := size_line.match(body, position):
        size = int(match[1], 16)
        if not size:
            return b"".join(parts)
        if match.end() + size > len(body):
            break
        parts.append(body[match.end() : match.end() + size])
        position = match.end() + size
        position += 2 if body[position : position + 2] == b"\r\n" else 1
    raise InputError("the page breaks off within a chunk", where=where, hint="fetch it again")


def _inflate(body: bytes, where: str, max_bytes: int, wbits: int) -> bytes:
    inflater = zlib.decompressobj(wbits)
    try:
        content = inflater.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise InputError("the compressed page is damaged", where=where, hint="fetch it again") from error
    if len(content) > max_bytes:
        raise too_large(where, max_bytes)
    if not inflater.eof:
        raise InputError("the compressed page breaks off", where=where, hint="fetch it again")
    return content
