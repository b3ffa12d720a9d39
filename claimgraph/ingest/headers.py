"""What the first lines of a plain text say of it: outlet, author, date, title, URL. Nothing is cut from the text.

Two rules keep it careful. A line counts as a header only if every word of it is understood: "By Friday the army had
taken the town" is prose. And a doubtful outlet stays null, for a wrong one stands at the head of every chain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from claimgraph.ingest.dates import find_date, parse_written_date

__all__ = ["Header", "read_header"]

_REACH: Final = 4000
"""Code points looked at."""
_MAX_LINE: Final = 200
_MAX_OTHER: Final = 3
"""Lines that are neither header nor prose (title, standfirst, rubric) before the search ends."""

_OUTLET_WORDS: Final = frozenset(
    {
        "news",
        "press",
        "times",
        "post",
        "agency",
        "journal",
        "herald",
        "tribune",
        "gazette",
        "daily",
        "guardian",
        "tv",
        "television",
        "radio",
        "network",
        "media",
        "today",
        "magazine",
        "weekly",
        "chronicle",
        "telegraph",
        "mail",
        "courier",
        "observer",
        "newspaper",
        "newsroom",
        "broadcasting",
    }
)
_DESK_WORDS: Final = "desk|bureau|staff|newsroom|editors?|correspondents?|reporters?|writers?|team|agencies|service"
_BY: Final = "(?:written |reported |posted |words |story )?by"
_PARTICLES: Final = frozenset(
    {
        "and",
        "of",
        "the",
        "in",
        "for",
        "at",
        "de",
        "da",
        "del",
        "der",
        "den",
        "di",
        "du",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ben",
        "ibn",
        "van",
        "von",
        "y",
        "&",
    }
)


@dataclass(slots=True)
class Header:
    """What was found; null where nothing was."""

    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    warnings: list[str] = field(default_factory=list)
    """Without the place; the reader adds it."""


def read_header(text: str) -> Header:
    """What the first lines of ``text`` say of it.

    Read are labelled lines ("Source: Reuters"), bylines ("By Jane Doe", "from the News Desk, published
    on The Cradle, July 26, 2024", "Jane Doe | Reuters | 26 July 2024"), lines that are a date or a URL, a first line
    that stands apart as title; and, where nothing better names the outlet, a dateline ("BEIRUT (Reuters) - ").

    An agency in the dateline may have been reprinted by another outlet; it is taken with a warning.
    """
    header, later = Header(), Header()
    lines = [line.strip() for line in text[:_REACH].lstrip("\ufeff").splitlines()]
    others = 0
    for index, line in enumerate(lines):
        if not line:
            continue
        if _dateline(line, header):
            break
        if len(line) <= _MAX_LINE and (_read_label(line, header, later) or _read_byline(line, header, later, index)):
            continue
        if _is_prose(line):
            break
        others += 1
        if others > _MAX_OTHER:
            break
        if others == 1 and header.title is None and _is_title(line, lines[index + 1 :]):
            header.title = line
    header.date = header.date or later.date
    return header


def _is_prose(line: str) -> bool:
    return len(line) > _MAX_LINE or (len(line.split()) >= 8 and line.rstrip("\"'”’»)").endswith((".", "!", "?", "…")))


def _is_title(line: str, following: list[str]) -> bool:
    """Whether a line that is no header stands apart from what follows, as a headline does."""
    if len(line) > 150 or len(line.split()) < 4 or line.endswith((".", ":", ";", ",", "-")):
        return False
    if _furniture_pattern().search(line):
        return False
    found = find_date(line)
    if found and len((line[: found.start] + line[found.end :]).split()) < 4:
        return False  # a place and a day
    if not any(following):
        return False
    ahead = Header()
    return not following[0] or any(
        _read_label(near, ahead, ahead) or _read_byline(near, ahead, ahead, 1) for near in following[:2]
    )


@cache
def _furniture_pattern() -> re.Pattern[str]:
    """Captions, credits and buttons, which stand first in texts copied from pages whose headline was lost."""
    return re.compile(
        r"^(?:photo|image|media|video|listen|share|story highlights|enlarge|advertisement|this article|updated)\b"
        r"|\bgetty images\b|\bcopyright\b|©|\((?:[^()]*[/|])[^()]*\)$",
        re.IGNORECASE,
    )


# Labelled lines: "Published: July 26, 2024"


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<label>title|headline|by|byline|authors?|written by|source|outlet|publisher|publication|newspaper|"
        r"published(?: on| in| by| at)?|publication date|date(?: of publication| published)?|posted(?: on)?|"
        r"(?:last )?updated(?: on)?|url|link|language)\s*:\s*(?P<value>\S.*)",
        re.IGNORECASE,
    )


def _read_label(line: str, header: Header, later: Header) -> bool:
    """Whether ``line`` is a label and its value; what it says is put into ``header``, an update into ``later``."""
    if re.fullmatch(r"https?://\S+", line):
        header.url = header.url or line
        return True
    match = _label_pattern().fullmatch(line)
    if not match:
        return False
    label, value = match["label"].lower(), match["value"].strip()
    if label in ("title", "headline"):
        header.title = header.title or value
    elif label in ("by", "byline", "author", "authors", "written by"):
        header.author = header.author or value
    elif label in ("url", "link"):
        header.url = header.url or value
    elif label == "language":
        header.language = header.language or value
    elif label in ("source", "outlet", "publisher", "publication", "newspaper"):
        return _set_outlet(value, header)
    else:
        _read_publication(label, value, header, later)
    return True


def _set_outlet(value: str, header: Header) -> bool:
    """Whether ``value`` can be an outlet or its address; "Source: talks have failed" is a headline."""
    if re.match(r"https?://", value):
        header.url = header.url or value
    elif _is_name(value) or _looks_like_outlet(value):
        header.outlet = header.outlet or value
    else:
        return False
    return True


def _read_publication(label: str, value: str, header: Header, later: Header) -> None:
    """A label that may go with a date or with an outlet."""
    date, warning = parse_written_date(value)
    if date:
        target = later if "updated" in label else header
        target.date = target.date or date
    elif label in ("published in", "published by", "published on", "published") and not find_date(value):
        _set_outlet(value, header)
    elif warning:
        header.warnings.append(warning)


# Bylines: segments between strokes or commas, each of which must be understood


@cache
def _time_pattern() -> re.Pattern[str]:
    day = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    return re.compile(
        rf"""\b{day}\b\.?,?
        | \b\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?\b(?:GMT|UTC|[A-Z]{{1,3}}S?T)\b(?:\s*[+-]\d{{1,2}}(?::?\d\d)?)?\)?)?
        | \b\d{{1,2}}\s*[ap]\.?m\b\.?(?:\s*\b[A-Z]{{1,3}}S?T\b)?""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _segment_patterns() -> dict[str, re.Pattern[str]]:
    def pattern(expression: str) -> re.Pattern[str]:
        return re.compile(expression, re.IGNORECASE)

    return {
        "role": pattern(rf"(?:[\w’'-]+ ){{0,5}}(?:{_DESK_WORDS})(?: (?:in|for|at) [\w ]{{2,30}})?"),
        "time": pattern(
            r"(?:first |originally )?(?:(?:last )?(?:published|posted|updated|modified)(?: on| at)?|date|on|at|issued)"
        ),
        "reprint": pattern(r"(?:originally|first) published (?:on|in|by|at) .+"),
        "outlet": pattern(r"published (?:on|in|by|at) (?:the website of )?(?P<name>.+)"),
        "desk": pattern(rf"(?:from|by) (?:the |our )?(?P<name>.*\b(?:{_DESK_WORDS}))"),
        "author": pattern(rf"{_BY}:? (?P<name>.+)"),
    }


def _read_byline(line: str, header: Header, later: Header, index: int) -> bool:
    """Whether every part of ``line`` is an author, an outlet or a date; what it says is put into ``header``."""
    line = line.strip("()[]*_ ")
    found = find_date(line)
    rest = line if found is None else line[: found.start] + "|" + line[found.end :]
    while again := find_date(rest):
        rest = rest[: again.start] + "|" + rest[again.end :]
    strokes = bool(re.search(r"[|·•]|\s[–—]\s", line))
    by = re.match(rf"{_BY}\b", rest, re.IGNORECASE) is not None
    segments = [_trim(part) for part in re.split(r"[|·•,;]|\s[–—/-]\s", _time_pattern().sub("|", rest))]
    read = Header()
    plain: list[str] = []
    for segment in filter(None, segments):
        if not _read_segment(segment, read, plain):
            return False
    labelled = bool(read.outlet or read.author) or "published" in line.lower()
    if not (found or labelled) or len(plain) > 3:
        return False
    if plain and not all(_is_name(segment) for segment in plain):
        return False
    if plain and not (labelled or strokes) and index == 0:
        return False  # "Battle of Kursk, July 5, 1943" is a title
    _place_plain(plain, read, strokes=strokes, by=by)
    if header.outlet is None and read.outlet in plain and by and not strokes:
        header.warnings.append(
            f"outlet {read.outlet!r} is taken from the byline (give --outlet if another outlet reprinted it)"
        )
    header.author = header.author or read.author
    header.outlet = header.outlet or read.outlet
    if found:
        target = later if re.search(r"updat|modif", line[: found.start], re.IGNORECASE) else header
        target.date = target.date or found.value
        if found.warning:
            header.warnings.append(found.warning)
    return True


def _trim(segment: str) -> str:
    return re.sub(r"\s+(?:on|at)$", "", segment.strip(" \t\xa0()[].:;/–—-"))


def _read_segment(segment: str, read: Header, plain: list[str]) -> bool:
    patterns = _segment_patterns()
    if patterns["time"].fullmatch(segment):
        return True
    if patterns["reprint"].fullmatch(segment):
        return True  # it says where the text was before: understood, and of no use here
    for kind in ("outlet", "desk", "author"):
        match = patterns[kind].fullmatch(segment)
        if not match:
            continue
        name = match["name"].strip()
        if not _is_name(name):
            return False
        if kind == "outlet":
            read.outlet = read.outlet or name
        else:
            # "By Jane Doe for Reuters", "By Jane Doe of the Courier"
            author, _, outlet = name.partition(" for ")
            read.author = f"{read.author}, {author}" if read.author else author
            read.outlet = read.outlet or outlet.strip() or None
        return True
    if not patterns["role"].fullmatch(segment):
        plain.append(segment)
    return True


def _is_name(segment: str) -> bool:
    """Whether it can be the name of a person, desk, place or outlet: few words, capitals but for particles."""
    words = segment.split()
    if not 1 <= len(words) <= 9 or re.search(r"[:?!\"“”]", segment):
        return False
    return words[0][:1].isupper() and all(
        word[:1].isupper() or word.lower() in _PARTICLES or not word[:1].isalpha() for word in words
    )


def _looks_like_outlet(segment: str) -> bool:
    words = segment.split()
    if re.fullmatch(r"[A-Z]{2,6}", segment) or re.search(r"\.(?:com|org|net|info|[a-z]{2})$", segment):
        return True
    if words[0] == "The" and len(words) > 1:
        return True
    return not {word.lower().strip("'’.") for word in words}.isdisjoint(_OUTLET_WORDS)


def _place_plain(plain: list[str], read: Header, *, strokes: bool, by: bool) -> None:
    """Give the parts without a label to author and outlet, where it is clear which is which."""
    outlets = [part for part in plain if _looks_like_outlet(part)]
    others = [part for part in plain if part not in outlets]
    if len(outlets) == 1 and read.outlet is None:
        read.outlet = outlets[0]
    elif outlets:
        return
    if read.outlet is None and strokes:
        single = [part for part in others if len(part.split()) == 1]
        if read.author and len(others) == 1:
            read.outlet = others.pop()
        elif read.author is None and len(others) == 2 and single == others[1:]:
            read.author, read.outlet = others
            others = []
        elif len(others) == 1 and single:
            read.outlet = others.pop()
    if read.author is None and len(others) == 1 and strokes and 2 <= len(others[0].split()) <= 4:
        read.author = others[0]
    elif read.author and others and by and not strokes:
        # "By Jane Doe, Reuters" has an outlet of one word; "By Jane Doe, John Roe" goes on with authors.
        if read.outlet is None and len(others) == 1 and len(others[0].split()) == 1:
            read.outlet = others[0]
        else:
            read.author = ", ".join((read.author, *others))


# Datelines


@cache
def _dateline_patterns() -> tuple[re.Pattern[str], ...]:
    agency = r"(?P<agency>[A-Z][\w.&'’]*(?:[ -][A-Z][\w.&'’]*){0,3})"
    upper = r"[A-Z][A-Z.'’-]{2,}(?:[ /,]{1,2}[A-Z][A-Z.'’-]+){0,4}"
    word = r"[A-Z][\w.'’-]+"
    wire = r"(?P<agency>[A-Z]{2,6}|Anadolu|Bloomberg|Interfax|Kyodo|Reuters|Sputnik|Tasnim|Xinhua|Yonhap)"
    day = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)"
    dash = r"\s?(?:--|[-–—])\s"
    return (
        re.compile(rf"(?:(?:{upper}|{word})(?:, {word}){{0,2}},? ?)(?:{day}\s)?\({agency}\){dash}"),
        re.compile(rf"{day}\s\({agency}\){dash}"),
        re.compile(rf"\({wire}\){dash}"),  # some outlets put the place itself in brackets
        re.compile(rf"(?:{upper}|{word})(?:,? {word}){{0,2}}, {day}\.? ?/{agency}/\.?\s"),
    )


def _dateline(line: str, header: Header) -> bool:
    """Whether ``line`` begins with a dateline that names an agency; it becomes the outlet if nothing else is."""
    for pattern in _dateline_patterns():
        match = pattern.match(line)
        if not match or re.fullmatch(r"[A-Z]-[A-Z][a-z.]+|[RDI]-[A-Z]{2}", match["agency"]):
            continue
        found = find_date(match[0])
        if found and found.value:
            header.date = header.date or found.value
        if header.outlet is None:
            header.outlet = match["agency"]
            header.warnings.append(
                f"outlet {header.outlet!r} is taken from the dateline (give --outlet if another outlet reprinted it)"
            )
        return True
    return False
