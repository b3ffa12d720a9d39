"""Addresses of the web: the page fetched, read as what it is, the exchange with the server kept as evidence."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias
from urllib.parse import urljoin

from claimgraph.errors import InputError
from claimgraph.ingest.article import Listed, Loaded, ReadOptions, ReadResult
from claimgraph.ingest.documents import MEDIA_TYPES, from_web
from claimgraph.ingest.evidence import MEDIA_TYPE, write_warc
from claimgraph.ingest.fetch import Fetcher
from claimgraph.records import Original

__all__ = ["read_listed", "read_url"]

Read: TypeAlias = Callable[[BinaryIO, str, str | None, ReadOptions], Iterator[ReadResult]]
"""Reads a stream of a name and a format; null: the content decides."""


def read_url(url: str, fetcher: Fetcher, read: Read, options: ReadOptions) -> Iterator[ReadResult]:
    """What stands at ``url``: a page, a feed, a document, or any other input.

    ``Original.content`` is a WARC file of the whole exchange, redirects included: the bytes and headers as they came.
    """
    try:
        found = fetcher.get(url, max_bytes=options.max_bytes)
    except InputError as error:
        yield error
        return
    packed = write_warc(found.exchanges)
    evidence = Original(
        sha256=hashlib.sha256(packed).hexdigest(), content=packed, name=found.url, media_type=MEDIA_TYPE
    )
    listing = options.follow and _relative(options.follow, found.url)
    chosen = MEDIA_TYPES.get(found.media_type)
    for result in read(io.BytesIO(found.content), found.url, chosen, options._replace(follow=listing)):
        followed = isinstance(result, Loaded) and result.original.media_type == MEDIA_TYPE
        yield result if followed else from_web(result, _page_of(result, found.url), evidence)


def _page_of(result: ReadResult, url: str) -> str:
    """The address of an article: its own where a feed or a table names it."""
    if isinstance(result, Loaded) and result.original.media_type != "text/html" and result.article.url:
        return _joined(url, result.article.url) or url
    return url


def _relative(follow: Callable[[Listed], Iterator[ReadResult]], url: str) -> Callable[[Listed], Iterator[ReadResult]]:
    # What cannot be joined is handed on as it is, for the fetcher to refuse.
    return lambda listed: follow(listed._replace(url=_joined(url, listed.url) or listed.url))


def _joined(base: str, address: str) -> str | None:
    """``address`` as a page at ``base`` means it; null where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:  # brackets that hold no IPv6 address
        return None


def read_listed(listed: Listed, fetcher: Fetcher, read: Read, options: ReadOptions) -> Iterator[ReadResult]:
    """What stands at an address that a feed or a table lists; what they say of it fills in what the page does not."""
    # What is listed is a page: a list of lists would have no end.
    for result in read_url(listed.url, fetcher, read, options._replace(follow=None)):
        yield _completed(result, listed, options)


def _completed(result: ReadResult, listed: Listed, options: ReadOptions) -> ReadResult:
    if not isinstance(result, Loaded):
        return result
    known, article = listed.known, result.article
    date = None if article.date else options.date or _date_of(known.date)
    given = {
        "outlet": known.outlet or article.outlet if not options.outlet else None,
        "title": None if article.title else known.title,
        "author": None if article.author else known.author,
        "date": date,
        "id": known.id,
    }
    return result._replace(article=article.model_copy(update={name: value for name, value in given.items() if value}))


def _date_of(raw: str | None) -> str | None:
    from claimgraph.ingest.dates import parse_date

    return parse_date(raw)[0]
