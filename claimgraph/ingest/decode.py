"""Bytes to characters: byte-order marks, UTF-8, a careful guess; and telling text from binary data."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import Final, NamedTuple

from claimgraph.errors import InputError

__all__ = ["DecodedText", "check_not_binary", "decode_bytes", "plain_start"]


class DecodedText(NamedTuple):
    """Characters, the byte-order mark dropped and every newline as it was."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


_BYTE_ORDER_MARKS: Final = (
    # The marks of UTF-32 come first: one of them begins with a mark of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_UNPACK: Final = "unpack it first"
_TEXT: Final = "extract its text first, or save it as .txt or .html"
_MAGIC: Final = (
    (b"%PDF-", "a PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as .txt, .html or .csv"),
    (b"PK\x05\x06", "an empty zip archive", "leave it out"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as .txt, .html or .csv"),
    (b"{\\rtf", "a rich-text document (RTF)", "save it as .txt"),
    (b"\x89PNG\r\n", "a PNG image", _TEXT),
    (b"\xff\xd8\xff", "a JPEG image", _TEXT),
    (b"GIF87a", "a GIF image", _TEXT),
    (b"GIF89a", "a GIF image", _TEXT),
    (b"\x1f\x8b\x08", "compressed with gzip more than once", _UNPACK),
    (b"BZh91AY&SY", "compressed with bzip2", _UNPACK),
    (b"\xfd7zXZ\x00", "compressed with xz", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"SQLite format 3\x00", "an SQLite database", "a case is opened with --case, not read as an input"),
    (b"PAR1", "a Parquet table", "save it as .csv or .jsonl"),
    (b"\x7fELF", "a program", "leave it out"),
)

_LEGACY_ENCODINGS: Final = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
_SAMPLE: Final = 65_536


def plain_start(head: bytes) -> bytes:
    """The first bytes of an input without marks and blanks, in UTF-8 if they were in UTF-16."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode().lstrip()
    return start


def check_not_binary(head: bytes, *, where: str) -> None:
    """Says what ``head``, the first bytes of an input, is if it is no text.

    Raises:
        InputError: it begins like a known binary format, or has too many control bytes.
    """
    for magic, name, hint in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"is not text but {name}", where=where, hint=hint)
    if _marked_encoding(head) or _unmarked_utf16(head):
        return
    sample = head[:_SAMPLE]
    controls = len(_control_bytes().findall(sample))
    if controls > 0.05 * len(sample):
        raise InputError(
            "is not text but binary data", where=where, hint="give .txt, .html, .jsonl or .csv, or leave it out"
        )


@cache
def _control_bytes() -> re.Pattern[bytes]:
    return re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _marked_encoding(raw: bytes) -> tuple[bytes, str] | None:
    return next(((mark, name) for mark, name in _BYTE_ORDER_MARKS if raw.startswith(mark)), None)


def _unmarked_utf16(raw: bytes) -> str | None:
    """The byte order of UTF-16 without its mark: in Western text every second byte is zero."""
    sample = raw[:4000]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.05 else None


def decode_bytes(raw: bytes, *, where: str, declared: str | None = None) -> DecodedText:
    """The characters of ``raw``.

    Tried in order: byte-order mark, UTF-8, the ``declared`` encoding (an HTML page's own word), UTF-16 without its
    mark, UTF-8 with a few broken bytes, a guess among the usual legacy encodings. All but the first three warn; bytes
    that mean nothing become U+FFFD. Lone surrogates never come out of it.

    Args:
        raw: all the bytes; a prefix of a longer input may end within a character.
        where: what messages name it by.
        declared: an encoding label; one that Python does not know is passed over.

    Raises:
        InputError: ``raw`` is binary data (``check_not_binary``).
    """
    marked = _marked_encoding(raw)
    if marked:
        mark, encoding = marked
        return _decode_as(raw[len(mark) :], encoding, where)
    check_not_binary(raw, where=where)
    unmarked = _unmarked_utf16(raw)
    if unmarked:
        text, _, warnings = _decode_as(raw, unmarked, where)
        return DecodedText(
            text, unmarked, (f"{where}: has no byte-order mark; read as {unmarked} (save it as UTF-8)", *warnings)
        )
    try:
        return DecodedText(raw.decode(), "utf-8", ())
    except UnicodeDecodeError as error:
        first_bad = error.start
    if declared:
        try:
            return DecodedText(raw.decode(declared), declared, ())
        except (LookupError, UnicodeError, ValueError):
            pass
    if _is_damaged_utf8(raw, first_bad):
        return _decode_as(raw, "utf-8", where)
    encoding = _guess_encoding(raw)
    note = f"{where}: is not UTF-8; read as {encoding}, a guess (save it as UTF-8 if letters look wrong)"
    text, _, warnings = _decode_as(raw, encoding, where)
    return DecodedText(text, encoding, (note, *warnings))


def _decode_as(raw: bytes, encoding: str, where: str) -> DecodedText:
    try:
        return DecodedText(raw.decode(encoding), encoding, ())
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
        bad = text.count("\ufffd")
    note = f"{where}: {bad} place(s) are not valid {encoding}; they are read as U+FFFD (fetch or save it again)"
    return DecodedText(text, encoding, (note,))


def _is_damaged_utf8(raw: bytes, first_bad: int) -> bool:
    """Whether ``raw`` is UTF-8 with a few broken places, and no other encoding."""
    if first_bad >= len(raw) - 3:
        return True  # cut within its last character
    mended = raw.decode("utf-8", "replace")
    bad = mended.count("\ufffd")
    beyond_ascii = len(re.findall(r"[^\x00-\x7f]", mended)) - bad
    return beyond_ascii >= 4 * bad


def _guess_encoding(raw: bytes) -> str:
    sample = raw[:_SAMPLE]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    if high < 0.08 * len(sample):
        return "cp1252"  # Latin letters with a few accents and curly quotation marks; too little to guess from
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_LEGACY_ENCODINGS)).best()
    return best.encoding if best else "cp1252"
