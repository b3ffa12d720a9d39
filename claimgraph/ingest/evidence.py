"""What was fetched, kept as evidence: each exchange with a server as a record of a WARC file (ISO 28500:2017).

The bytes of the answer stand in it as they came, under the headers that came with them; so do the address asked, the
server's IP address and the time. Any tool for web archives opens it, and so does our own reader.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["MEDIA_TYPE", "Exchange", "write_warc"]

MEDIA_TYPE = "application/warc"


class Exchange(NamedTuple):
    """One answer of a web server."""

    url: str
    address: str
    """IP address that was connected to."""
    at: str
    """When it was asked: UTC, ``2024-07-26T12:00:00Z``."""
    status: int
    head: bytes
    """Status line and headers, each line with its CRLF."""
    body: bytes
    """As it was sent, less the transfer coding."""


def write_warc(exchanges: Iterable[Exchange]) -> bytes:
    """A WARC file of the exchanges, in order: redirects first, the page last. The same exchanges give the same bytes."""
    return b"".join(_record(exchange) for exchange in exchanges)


def _digest(content: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def _record(exchange: Exchange) -> bytes:
    block = exchange.head + b"\r\n" + exchange.body
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{exchange.url} {exchange.at} {_digest(block)}")
    headers = (
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        f"WARC-Date: {exchange.at}",
        f"WARC-Target-URI: {exchange.url}",
        f"WARC-IP-Address: {exchange.address}",
        f"WARC-Block-Digest: {_digest(block)}",
        f"WARC-Payload-Digest: {_digest(exchange.body)}",
        "Content-Type: application/http;msgtype=response",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
