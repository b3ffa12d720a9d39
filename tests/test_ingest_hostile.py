"""Inputs that go wrong: each is named, with what is wrong and what to do, and its neighbours survive."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import tracemalloc
import zlib
from pathlib import Path

import pytest

from claimgraph.errors import InputError, SkippedInputError
from claimgraph.ingest import Loaded, ReadOptions, make_article, read_inputs, text_id
from claimgraph.records import InputRow

TEXT = "The ferry ran aground off the port on Sunday night, the coast guard said."


def row(**fields):
    return json.dumps({"text": TEXT, **fields}).encode() + b"\n"


BEFORE, AFTER = row(id="before"), row(id="after")


def around(bad: bytes) -> bytes:
    """Bad bytes with a good line before and after."""
    return BEFORE + bad + (b"" if bad.endswith(b"\n") else b"\n") + AFTER


def table(*rows: str, header: str = "id,text,outlet,date") -> bytes:
    return "\r\n".join((header, f"before,{TEXT!r},,", *rows, f"after,{TEXT!r},,")).replace("'", '"').encode()


ZIPPED = gzip.compress(b"".join(row(id=str(number), title=os.urandom(300).hex()) for number in range(400)), mtime=0)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00"
DEEP = b'{"text": "x", "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

# id: (file name, its bytes, what the message says, how many articles of the file come all the same)
BAD_FILES = {
    "an empty file": ("a.txt", b"", "the text is empty", 0),
    "only blanks": ("a.txt", b" \n\t\r\n ", "the text is empty", 0),
    "only a byte-order mark": ("a.txt", b"\xef\xbb\xbf", "the text is empty", 0),
    "no word": ("a.txt", "… — !".encode(), "the text holds no word", 0),
    "a picture called text": ("a.txt", PNG, "is not text but a PNG image", 0),
    "a PDF called text": ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "the PDF cannot be read", 0),
    "a zip called text": ("a.txt", b"PK\x03\x04\x14\x00", "a zip archive or an office document", 0),
    "rich text called text": ("a.txt", rb"{\rtf1\ansi Hello}", "a rich-text document", 0),
    "a case called text": ("a.txt", b"SQLite format 3\x00" + bytes(80), "an SQLite database", 0),
    "random bytes": ("a.txt", bytes(range(256)) * 9, "is not text but binary data", 0),
    "NUL bytes": ("a.txt", b"The mayor\x00\x00\x00 said", "binary data", 0),
    "control characters by escapes": ("a.jsonl", around(row(text="a\x01b\x02c")), "are control characters", 2),
    "zipped three times": (
        "a.txt.gz",
        gzip.compress(gzip.compress(gzip.compress(TEXT.encode()))),
        "compressed with gzip more than once",
        0,
    ),
    "a text broken off while zipped": ("a.txt.gz", gzip.compress(TEXT.encode())[:-12], "gzip data breaks off", 0),
    "gzip that is none": ("a.txt.gz", b"\x1f\x8b\x08" + b"\x00" * 40, "the gzip data", 0),
    "a wrong checksum": ("a.jsonl.gz", ZIPPED[:-8] + b"oops" + ZIPPED[-4:], "checksum of the gzip data is wrong", 400),
    "lines broken off while zipped": ("a.jsonl.gz", ZIPPED[:60_000], "before the damage were read", None),
    "JSON that is none": ("a.jsonl", around(b"{text: no}"), "a.jsonl:2: is not valid JSON", 2),
    "a line cut short": ("a.jsonl", BEFORE + AFTER[:-9], "is not valid JSON", 1),
    "a line that is a list": ("a.jsonl", around(b"[1, 2]"), "is a list, not an object", 2),
    "a line that is a string": ("a.jsonl", around(b'"text"'), "is a string, not an object", 2),
    "a line that is null": ("a.jsonl", around(b"null"), "is null, not an object", 2),
    "nesting bomb": ("a.jsonl", around(DEEP), "nested too deeply", 2),
    "nesting bomb in a list": ("a.json", b"[" + BEFORE + b"," + DEEP + b"," + AFTER + b"]", "nested too deeply", 2),
    "list within lists without end": ("a.json", b"[" * 200_000, "is empty", 0),
    "a number of 9,000 digits": ("a.jsonl", around(b'{"text": ' + b"7" * 9000 + b"}"), "JSON cannot be read", 2),
    "no field text": ("a.jsonl", around(b'{"body": "Hello"}'), 'has no field "text" (its fields: body)', 2),
    "text is a number": ("a.jsonl", around(b'{"text": 5}'), '"text" is a number, not a string', 2),
    "text is null": ("a.jsonl", around(b'{"text": null}'), '"text" is null, not a string', 2),
    "text is blank": ("a.jsonl", around(row(text=" \n ")), "the text is empty", 2),
    "an object that never ends": ("a.json", b"[" + BEFORE + b', {"text": "abc', "is never closed", 1),
    "words between objects": ("a.json", b"[" + BEFORE + b", oops, " + AFTER + b"]", "is not valid JSON", 2),
    "an empty list": ("a.json", b"[]", "is empty", 0),
    "lines that are only blank": ("a.jsonl", b"\n\n \n", "is empty", 0),
    "another text under one id": ("a.jsonl", around(row(id="before", text=TEXT + " Two.")), "with another text", 2),
    "one text by two outlets": ("a.jsonl", around(row(id="before", outlet="B")), "with another outlet or URL", 2),
    "the same article again": ("a.jsonl", around(BEFORE), "has been read before", 2),
    "a table without text": ("a.csv", b"name,place\nAda,Tarvik\n", "no column is named text or url", 0),
    "an empty table": ("a.csv", b"\r\n\r\n", "is empty", 0),
    "a header alone": ("a.csv", b"text,outlet\r\n", "a header row and no other", 0),
    "two columns of one name": ("a.csv", b"text,text\na,b\n", "two columns named text", 0),
    "a URL without text": ("a.csv", table("x,,,", header="id,text,outlet,url").replace(b"x,,,", b"x,,,https://a.example"), "has a URL and no text", 2),
    "a row without text": ("a.csv", table("x,,Tarvik Times,"), "row 2 has no text", 2),
    "too many cells": ("a.csv", table("x,One, two, three, four"), "row 2 has 5 cells, the first row 4", 2),
    "a quotation mark never closed": ("a.csv", table('x,"One, two,,'), "is never closed", 2),
    "line ends of the old Macintosh": ("a.csv", b"id;body\r1;Hello there\r", "old Macintosh", 0),
    "a page without text": ("a.html", b"<html><body><script>x()</script></body></html>", "no article text was found", 0),
    "an empty page": ("a.html", b"\n", "is empty", 0),
    "a page nested without end": ("a.html", b"<html><body>" + b"<div>" * 50_000 + TEXT.encode(), "too deeply", 0),
    "a page of endless tags": ("a.html", b"<html><body>" + b"<br>" * 200_000, "too many for an article", 0),
    "a tag of endless attributes": (
        "a.html",
        b"<html><body><p " + b" ".join(b"a%d=x" % number for number in range(100_000)) + b">",
        "has more than 20,000 attributes",
        0,
    ),
}  # fmt: skip


def split(results):
    results = list(results)
    articles = [result.article for result in results if isinstance(result, Loaded)]
    errors = [result for result in results if isinstance(result, InputError)]
    assert len(articles) + len(errors) == len(results)
    return articles, errors


@pytest.mark.parametrize(("name", "content", "gist", "good"), BAD_FILES.values(), ids=BAD_FILES)
def test_bad_file_is_named_and_the_rest_goes_on(tmp_path, name, content, gist, good):
    """A bad input costs itself: one message with place, reason and hint; all around it is read."""
    for neighbour in ("0.txt", "z.txt"):
        (tmp_path / neighbour).write_text(f"{TEXT} {neighbour}")
    (tmp_path / name).write_bytes(content)
    articles, errors = split(read_inputs([tmp_path]))
    assert len(errors) == 1
    assert gist in str(errors[0])
    assert name in errors[0].where
    assert errors[0].hint
    assert articles[0].text.endswith("0.txt")
    assert articles[-1].text.endswith("z.txt")
    if good is None:  # how much stands before the damage depends on the compressor
        assert 100 < len(articles) < 400
    else:
        assert len(articles) == 2 + good


def test_lines_before_the_damage_come(tmp_path):
    """Bytes overwritten within gzip cost what comes after them, and the last message says that the data are damaged."""
    (tmp_path / "a.jsonl.gz").write_bytes(ZIPPED[:60_000] + b"\xff" * 40 + ZIPPED[60_040:])
    articles, errors = split(read_inputs([tmp_path]))
    assert 100 < len(articles) < 400
    assert "damaged" in str(errors[-1])


# id: (file name, its bytes, what the warning says, what the article must be like)
DOUBTFUL = {
    "a nonsense date": ("a.jsonl", row(date="9/99/99"), "date '9/99/99' is not an ISO date", {"date": None}),
    "a date that is a number": ("a.jsonl", row(date=1720000000), "is not an ISO date", {"date": None}),
    "a date that is a list": ("a.jsonl", row(date=[2024]), "date is a list, not a string", {"date": None}),
    "a datetime without offset": ("a.jsonl", row(date="2024-07-26T10:00"), "no offset", {"date": "2024-07-26"}),
    "a written date in a table": ("a.csv", b"text,date\nThe mayor spoke.,July 26\n", "not an ISO date", {"date": None}),
    "a nonsense date in a header": ("a.txt", f"Date: 9/99/99\n\n{TEXT}".encode(), "no clear day", {"date": None}),
    "half a character": ("a.jsonl", rb'{"text": "The mayor \ud800 spoke."}', "lone surrogate", {"text": "The mayor \ufffd spoke."}),
    "half a character in the title": ("a.jsonl", rb'{"text": "They met.", "title": "\udfff"}', "title has 1 half", {"title": "\ufffd"}),
    "an outlet that is an object": ("a.jsonl", row(outlet={"name": "x"}), "outlet is an object", {"outlet": None}),
    "an id that is a fraction": ("a.jsonl", row(id=1.5), "id is a number, not a string", {"id": text_id(TEXT)}),
    "an unknown language": ("a.jsonl", row(language="English"), "not a two-letter code", {"language": None}),
    "one NUL in a long text": ("a.jsonl", row(text=TEXT * 3 + "\0"), "1 control character", {"text": TEXT * 3 + "\0"}),
    "Windows bytes": ("a.txt", "“Nobody,” the café’s owner said on Monday of the whole affair.".encode("cp1252"), "read as cp1252, a guess", {"text": "“Nobody,” the café’s owner said on Monday of the whole affair."}),
    "Cyrillic bytes": ("a.txt", ("Паром сел на мель у берегов города, " * 2).encode("cp1251"), "read as cp1251, a guess", {}),
    "another language": ("a.txt", ("Паром сел на мель у берегов города, сообщила береговая охрана в понедельник. " * 4).encode(), "not English ('ru')", {"language": "ru"}),
    "a language that it is not in": ("a.jsonl", row(text=TEXT * 3, language="de"), "the text is English", {"language": "en"}),
    "UTF-16 without its mark": ("a.txt", TEXT.encode("utf-16-le"), "no byte-order mark", {"text": TEXT}),
    "UTF-8 cut within a letter": ("a.txt", f"{TEXT} Café".encode()[:-1], "not valid utf-8", {"text": f"{TEXT} Caf\ufffd"}),
    "Windows bytes in a line": ("a.jsonl", '{"text": "“Nobody,” said the owner of the café that stood near the old bridge."}'.encode("cp1252"), "a guess", {}),
    "a dateline": ("a.txt", f"TARVIK (Reuters) - {TEXT}".encode(), "taken from the dateline", {"outlet": "Reuters"}),
    "a short page": ("a.html", f"<html><body><p>{TEXT}</p></body></html>".encode(), "characters of text were found", {"text": TEXT}),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "gist", "fields"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_doubtful_field_is_a_warning_and_no_failure(tmp_path, name, content, gist, fields):
    """What cannot be used becomes null or U+FFFD, with a warning that names the place; the article stays."""
    (tmp_path / name).write_bytes(content)
    articles, errors = split(read_inputs([tmp_path / name]))
    assert not errors
    assert [gist in warning and name in warning for warning in articles[0].warnings] == [True]
    assert {field: getattr(articles[0], field) for field in fields} == fields


# id: (file name, its bytes, the text); nothing to warn of
HARMLESS = {
    "a byte-order mark": ("a.txt", b"\xef\xbb\xbfThe mayor spoke.", "The mayor spoke."),
    "UTF-16": ("a.txt", TEXT.encode("utf-16"), TEXT),
    "UTF-32": ("a.txt", TEXT.encode("utf-32"), TEXT),
    "Windows newlines": ("a.txt", b"One spoke.\r\nTwo spoke.\r\n", "One spoke.\r\nTwo spoke.\r\n"),
    "newlines of Unicode": ("a.txt", "A\x85B\u2028C\u2029D\x0cE\x0bF".encode(), "A\x85B\u2028C\u2029D\x0cE\x0bF"),
    "a line separator in a table": ("a.csv", 'text\n"A\u2028B\x85C"\n'.encode(), "A\u2028B\x85C"),
    "an old Macintosh text": ("a.txt", b"One spoke.\rTwo spoke.", "One spoke.\rTwo spoke."),
    "JSON of Windows": ("a.jsonl", b"\xef\xbb\xbf" + row().replace(b"\n", b"\r\n"), TEXT),
    "JSON in UTF-16": ("a.jsonl", row().decode().encode("utf-16"), TEXT),
    "a table in UTF-16 with tabs": ("a.csv", f"text\toutlet\r\n{TEXT}\tB\r\n".encode("utf-16"), TEXT),
    "surrogates that are a pair": ("a.jsonl", rb'{"text": "ok \ud83d\ude00"}', "ok 😀"),
    "an object over many lines": ("a.json", json.dumps({"text": TEXT}, indent=2).encode(), TEXT),
    "JSON called text": ("a.txt", row(), TEXT),
    "zipped, and not called so": ("a.jsonl", gzip.compress(row()), TEXT),
    "zipped with zeros after it": ("a.jsonl.gz", gzip.compress(row()) + bytes(512), TEXT),
    "a suffix nobody knows": ("a.dat", TEXT.encode(), TEXT),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "text"), HARMLESS.values(), ids=HARMLESS)
def test_unusual_but_clear_input_is_read_as_it_is(tmp_path, name, content, text):
    """Marks, newlines and encodings that leave no doubt are read in silence, and no character is changed."""
    (tmp_path / name).write_bytes(content)
    articles, errors = split(read_inputs([tmp_path / name]))
    assert not errors
    assert articles[0].text == text
    assert articles[0].warnings == ()


def test_file_above_the_limit_is_refused_and_the_limit_can_be_raised(tmp_path):
    """An article of 50 MB is refused by default, with the option that raises the limit."""
    path = tmp_path / "big.txt"
    path.write_bytes(b"The mayor said so. " * 2_700_000)
    _, errors = split(read_inputs([path]))
    assert "larger than 5,000,000 bytes" in str(errors[0])
    assert "--max-bytes" in errors[0].hint
    articles, _ = split(read_inputs([path], max_bytes=60_000_000))
    assert len(articles[0].text) == 51_300_000


class Endless(io.RawIOBase):
    """A stream made while it is read: a head, a long run of one byte, a tail."""

    def __init__(self, head: bytes, length: int, tail: bytes) -> None:
        blocks = itertools.repeat(b"a" * 65_536, length // 65_536)
        self._chunks = itertools.chain([head], blocks, [tail])

    def read(self, size: int = -1) -> bytes:
        assert size != -1
        return next(self._chunks, b"")


@pytest.mark.parametrize(
    ("head", "tail", "good"),
    [
        (BEFORE + b'{"text": "', b'"}\n' + AFTER, 2),
        (b"[" + BEFORE + b', {"text": "', b'"},\n' + AFTER + b"]", 2),
        (b"[" + BEFORE + b", ", b", " + AFTER + b"]", 2),
    ],
    ids=["a line", "an object of a list", "words between objects"],
)
def test_line_of_200_megabytes_takes_no_memory(head, tail, good):
    """What is above the limit is passed over piece by piece; what stands before and after it is read."""
    stream = Endless(head, 200_000_000, tail)
    tracemalloc.start()
    articles, errors = split(read_inputs(["-"], stdin=stream, max_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(articles) == good
    assert ["limit for one article" in str(error) for error in errors] == [True]
    assert peak < 8_000_000


def test_row_of_many_megabytes_takes_no_memory():
    """A cell whose quotation mark is closed late costs its row and no other."""
    stream = Endless(b'id,text\n1,One spoke.\n2,"', 20_000_000, b'"\n3,Three spoke.\n')
    articles, errors = split(read_inputs(["-"], stdin=stream, format="csv", max_bytes=100_000))
    assert [article.id for article in articles] == ["1", "3"]
    assert ["limit for one article" in str(error) for error in errors] == [True]


def test_gzip_bomb_is_stopped_at_the_limit():
    """200 MB of one letter in 200 KB of gzip are unzipped no further than the limit."""
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"a" * 1_000_000) for _ in range(200)) + packer.flush()
    tracemalloc.start()
    _, errors = split(read_inputs(["-"], stdin=io.BytesIO(bomb), max_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "limit for one article" in str(errors[0])
    assert peak < 8_000_000


def make_loop(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    (folder / "again").symlink_to(folder, target_is_directory=True)


def make_pipe(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    os.mkfifo(folder / "pipe.txt")


def make_pictures(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    for number in range(7):
        (folder / f"{number}.png").write_bytes(PNG)
    (folder / ".hidden.txt").write_text("never read")


def make_dead_link(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").symlink_to(folder / "gone.txt")


def make_strange_name(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text(TEXT)
    (folder / "b.txt").write_text("")


FOLDERS = {
    "a loop of links": (make_loop, 1, []),
    "a pipe": (make_pipe, 1, [(SkippedInputError, "left out, of unknown format or no plain files: pipe.txt")]),
    "pictures": (make_pictures, 1, [(SkippedInputError, "7 file(s) left out, of unknown format or no plain files: 0.png, 1.png, 2.png, 3.png, 4.png and 2 more")]),
    "a link to nothing": (make_dead_link, 1, [(InputError, "b.txt: there is no such file")]),
    "a name that is not UTF-8": (make_strange_name, 1, [(InputError, "the text is empty")]),
    "nothing at all": (lambda folder: None, 0, [(InputError, "the folder holds no file of a known format")]),
}  # fmt: skip


@pytest.mark.parametrize(("make", "good", "expected"), FOLDERS.values(), ids=FOLDERS)
def test_folder_with_oddities_is_walked_to_its_end(tmp_path, make, good, expected):
    """A folder is read in order of names, each file once; what is left out on purpose is no failure."""
    make(tmp_path)
    articles, errors = split(read_inputs([tmp_path]))
    assert len(articles) == good
    assert [(type(error), gist in str(error)) for error, (_, gist) in zip(errors, expected, strict=True)] == [
        (kind, True) for kind, _ in expected
    ]


NAMED = {
    "a missing file": ("gone.txt", "there is no such file or folder"),
    "a file taken for a folder": ("a.txt/b.txt", "Not a directory"),
    "a name with a NUL": ("a\0b.txt", "null"),
    "a name too long": ("n" * 300, "too long"),
    "a pipe": ("pipe.txt", "is a named pipe (FIFO), not a file"),
    "a picture": ("a.png", "is not text but a PNG image"),
}


@pytest.mark.parametrize(("name", "gist"), NAMED.values(), ids=NAMED)
def test_file_named_itself_fails_with_the_reason(tmp_path, name, gist):
    """A file that the user names and that cannot be read is an error, and the next one is read."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.png").write_bytes(PNG)
    os.mkfifo(tmp_path / "pipe.txt")
    articles, errors = split(read_inputs([f"{tmp_path}/{name}", tmp_path / "a.txt"]))
    assert len(articles) == 1
    assert [gist in str(error) and type(error) is InputError for error in errors] == [True]


def test_file_without_permission_is_named(tmp_path):
    """A file that may not be read is named; root, who may read all, steps down for it."""
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        articles, errors = split(read_inputs([path]))
    finally:
        if is_root:
            os.seteuid(0)
    assert not articles
    assert "permission denied" in str(errors[0])


def test_standard_input_is_read_once():
    """A second - is an error, not a wait without end."""
    articles, errors = split(read_inputs(["-", "-"], stdin=io.BytesIO(row())))
    assert len(articles) == 1
    assert "once only" in str(errors[0])


def test_wrong_option_is_refused_at_once():
    """A date or a format that is none is wrong usage, said before anything is read."""
    with pytest.raises(InputError, match="9/99/99"):
        read_inputs(["a.txt"], date="9/99/99")
    with pytest.raises(InputError, match="use one of text, html, jsonl, csv, feed"):
        read_inputs(["a.txt"], format="odt")


class Unplugged(io.RawIOBase):
    """A stream that fails as no stream should."""

    def readable(self):
        return True

    def readinto(self, buffer):
        raise LookupError("no such socket")


def test_what_no_reader_foresees_costs_its_input_alone(tmp_path):
    """The input is named with what went wrong, and the next one is read."""
    good = tmp_path / "good.txt"
    good.write_text("The mayor of Tarvik said the bridge was closed.")
    first, second = read_inputs(["-", good], stdin=io.BufferedReader(Unplugged()))
    assert str(first).startswith("-: cannot be read: LookupError: no such socket")
    assert isinstance(second, Loaded)


def test_half_characters_in_a_feed_are_signs():
    """Escapes that stand for half a character do not stop the reading of a JSON feed."""
    item = {
        "id": "1",
        "url": "https://tarvik.example/1",
        "title": "Ferry\ud800",
        "content_text": "The ferry ran. " * 60,
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Post\udfff", "items": [item]}
    (found,) = read_inputs("-", stdin=io.BytesIO(json.dumps(feed).encode()))
    assert (found.article.title, found.article.outlet) == ("Ferry\ufffd", "Post\ufffd")


def test_half_characters_in_any_field_are_mended_with_a_warning():
    """What document libraries hand over may hold them; no field of an article does."""
    row = InputRow(text="The mayor\ud800 said so.", title="Bridge\udc00")
    found = make_article(row, where="a.pdf", options=ReadOptions())
    assert (found.text, found.title) == ("The mayor\ufffd said so.", "Bridge\ufffd")
    assert [warning.partition(" has")[0] for warning in found.warnings] == ["a.pdf: text", "a.pdf: title"]
