"""One document in bytes, by its media type: what archives and web servers hold."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from claimgraph.ingest.article import Loaded, ReadOptions, ReadResult
from claimgraph.ingest.docx import read_docx
from claimgraph.ingest.html import read_html
from claimgraph.ingest.pdf import read_pdf
from claimgraph.ingest.text import read_text
from claimgraph.records import Original

__all__ = ["DOCUMENTS", "MEDIA_TYPES", "from_web", "read_document"]

DOCUMENTS: Final[dict[str, Callable[[BinaryIO, str, ReadOptions], Iterator[ReadResult]]]] = {
    "html": read_html,
    "text": read_text,
    "pdf": read_pdf,
    "docx": read_docx,
}
"""Formats that hold one article."""
MEDIA_TYPES: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "text/csv": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/json": "jsonl",
    "application/warc": "warc",
}
"""The format that a media type stands for; ``text/xml`` and others that may be anything are left to the content."""


def read_document(content: bytes, media_type: str, name: str, options: ReadOptions) -> Iterator[ReadResult] | None:
    """The article of one document; null if its media type is none that articles have."""
    reader = DOCUMENTS.get(MEDIA_TYPES.get(media_type, ""))
    return reader(io.BytesIO(content), name, options) if reader else None


def from_web(result: ReadResult, url: str, evidence: Original) -> ReadResult:
    """``result`` as it was found at ``url``: with that address, unless the page names another of the same site."""
    if not isinstance(result, Loaded):
        return result
    own = result.article.url
    same_site = own is not None and (_server(own) or "") == _server(url)
    article = result.article if same_site else result.article.model_copy(update={"url": url})
    return Loaded(article, evidence)


def _server(url: str) -> str | None:
    """The server that an address names; null where it is none: a page may say anything of itself."""
    try:
        return urlsplit(url).hostname
    except ValueError:  # brackets that hold no IPv6 address
        return None
