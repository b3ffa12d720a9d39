"""Web archives: WARC files and WACZ packages, streamed, every page in them an article."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from claimgraph.errors import InputError, SkippedInputError
from claimgraph.ingest.article import DOCUMENT_FACTOR, Loaded, ReadOptions, ReadResult
from claimgraph.ingest.documents import from_web, read_document
from claimgraph.ingest.evidence import MEDIA_TYPE
from claimgraph.ingest.http import parse_response, unpack_body
from claimgraph.ingest.seekable import open_zip, seekable
from claimgraph.ingest.stream import READ_ERRORS, explain_read_error
from claimgraph.ingest.warc_records import WarcRecord, read_records
from claimgraph.records import Original

__all__ = ["is_wacz", "read_wacz", "read_warc"]

_HASHES: Final = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}


def is_wacz(head: bytes) -> bool:
    """Whether an input that begins so is a WACZ package."""
    return head.startswith(b"PK\x03\x04") and (head[30:38] == b"archive/" or b"datapackage" in head[:100])


def read_warc(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The articles of a WARC file, in order: pages, texts and documents that a server answered with, or that were put in.

    Requests, redirects, pictures and the like are left out, and counted in a last message. A record is held against
    its digest where it has one. ``Original.content`` is the record.
    """
    left_out = found = 0
    try:
        for record in read_records(stream, name, options.max_bytes * DOCUMENT_FACTOR):
            if isinstance(record, InputError):
                found += 1
                yield record
                continue
            results = _read_record(record, name, options)
            left_out += results is None
            for result in results or ():
                found += 1
                yield result
    except READ_ERRORS as error:
        found += 1
        yield explain_read_error(error, name, "; the records before the damage were read")
    if not found and not left_out:
        yield InputError("holds no WARC record", where=name, hint="check the file, or fetch it again")
    elif left_out:
        yield SkippedInputError(
            f"{left_out} record(s) left out that are no pages with status 200: requests, redirects, pictures, scripts",
            where=name,
            hint="nothing need be done",
        )


def read_wacz(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[ReadResult]:
    """The articles of a WACZ package: those of its WARC files, in order of names."""
    try:
        with seekable(stream, name) as opened, open_zip(opened, name, "WACZ package") as archive:
            members = sorted(
                entry.filename
                for entry in archive.infolist()
                if entry.filename.startswith("archive/") and entry.filename.endswith((".warc", ".warc.gz"))
            )
            if not members:
                yield InputError("the package holds no WARC file", where=name, hint="is it a WACZ package?")
            for member in members:
                with archive.open(member) as inner:
                    yield from read_warc(cast("BinaryIO", inner), f"{name}/{member}", options)
    except InputError as error:
        yield error
    except READ_ERRORS as error:
        yield explain_read_error(error, name)


def _read_record(record: WarcRecord, name: str, options: ReadOptions) -> Iterator[ReadResult] | None:
    """The article of one record; null where it is none that articles are in."""
    kind = record.headers.get("warc-type", "")
    url = record.headers.get("warc-target-uri", "").strip("<>")
    where = f"{name}:{record.number}"
    declared = record.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "response" and url.startswith("http"):
        return _read_response(record, where, url, options)
    if kind in ("resource", "conversion") and not url.startswith(("urn:", "metadata:")):
        return _wrapped(record, where, url, (record.block, declared), options)
    return None


def _read_response(record: WarcRecord, where: str, url: str, options: ReadOptions) -> Iterator[ReadResult] | None:
    try:
        _check_digest(record, where)
        message = parse_response(record.block, where)
        if message.status != 200:
            return None
        if not _is_document(message.media_type):
            return None
        body = unpack_body(message, where, options.max_bytes * DOCUMENT_FACTOR)
    except InputError as error:
        return iter((InputError(f"{error.message} ({url[:200]})", where=where, hint=error.hint),))
    return _wrapped(record, where, url, (body, message.media_type), options)


def _is_document(media_type: str) -> bool:
    from claimgraph.ingest.documents import DOCUMENTS, MEDIA_TYPES

    return MEDIA_TYPES.get(media_type) in DOCUMENTS


def _wrapped(
    record: WarcRecord, where: str, url: str, document: tuple[bytes, str], options: ReadOptions
) -> Iterator[ReadResult] | None:
    results = read_document(*document, where, options)
    if results is None:
        return None
    evidence = Original(
        sha256=hashlib.sha256(record.raw).hexdigest(), content=record.raw, name=where, media_type=MEDIA_TYPE
    )

    def read() -> Iterator[ReadResult]:
        for result in results:
            if isinstance(result, Loaded):
                yield from_web(result, url, evidence)
            else:
                yield InputError(f"{result.message} ({url[:200]})", where=result.where, hint=result.hint)

    return read()


def _check_digest(record: WarcRecord, where: str) -> None:
    """Hold the block against the digest that stands in its headers.

    Raises:
        InputError: they differ.
    """
    name, _, told = record.headers.get("warc-block-digest", "").partition(":")
    make = _HASHES.get(name.strip().lower().replace("-", ""))
    if make is None or not told:
        return
    digest = make(record.block).digest()
    if told.strip().rstrip("=") not in (base64.b32encode(digest).decode().rstrip("="), digest.hex()):
        raise InputError("is not what was archived: its digest is another", where=where, hint="fetch the archive again")
