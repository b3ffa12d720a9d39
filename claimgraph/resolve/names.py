"""Names: how they are cleaned, compared and folded into ids that are equal across articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from claimgraph.outlets import Countries, Match
from claimgraph.records import Outlet, content_id
from claimgraph.resolve.spelling import fold_spelling, is_transliterated

__all__ = [
    "clean_name",
    "define_acronyms",
    "display_outlet",
    "fold_name",
    "initials_of",
    "name_tokens",
    "named_id",
    "same_but_kind",
    "short_form",
]

_APOSTROPHE: Final = str.maketrans("’‘`´ʼʻʿʾ", "''''''''")
_POSSESSIVE: Final = re.compile(r"(?:'s|(?<=s)')(?=\s|$)")
_PARTICLE: Final = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|an|az|ez|es|er|ed|en|ul)[-\s](?=\w)|\bal(?=[A-Z])")
_ASSIMILATED: Final = re.compile(r"(?<=\s)[ae]([dnrstz])(?=\1)")
_BRACKET: Final = re.compile(r"\s*\([^()]*\)\s*$")
_BASED: Final = re.compile(
    r"^(?:[Tt]he )?(?!(?:Evidence|Faith|Community|School|Home|Science|Rights|Land|Web)\b)[A-Z][\w.]*[- ][Bb]ased (?=[A-Z])"
)
"""Where a body sits, which is no part of its name: "the Britain-based Observatory", "London Based"; not what it rests on."""
_DEFINED: Final = re.compile(r"\(\s*[\"'“”‘’]?([A-Z][A-Za-z&./-]{1,11})[\"'“”‘’]?\s*\)")
_SPELLED: Final = re.compile(r"\b([A-Z]{2,8})\s\(([A-Z][^()]{5,80})\)")
_WORD: Final = re.compile(r"[^\W_]+(?:[-.&'’‘`´][^\W_]+)*\.?")
_JOINERS: Final = frozenset(
    ["of", "for", "and", "the", "in", "on", "to", "at", "de", "du", "des", "la", "le", "al", "el"]
)
_PLAIN: Final = re.compile(r"[^\W_]+")
_MEDIA_TAIL: Final = frozenset(
    [
        "news",
        "agency",
        "the",
        "tv",
        "television",
        "channel",
        "network",
        "newspaper",
        "daily",
        "service",
        "radio",
        "online",
    ]
)
_NAME_LENGTH: Final = 60
"""Code points; what is longer is no name that comes again."""
_PLAIN_TAIL: Final = frozenset({"news", "agency"})


def clean_name(text: str) -> str:
    """``text`` without quotation marks, a bracket at its end, a possessive at its end, and stray marks around it."""
    return _cleaned(text) if len(text) <= _NAME_LENGTH else _clean(text)


def _clean(text: str) -> str:
    text = _BRACKET.sub("", " ".join(text.translate(_APOSTROPHE).split()))
    text = _BASED.sub("", text)
    text = _POSSESSIVE.sub(lambda m: "" if m.end() == len(text) else m.group(), text)
    return text.strip(" ,;:-–—\"“”'")


_cleaned: Final = lru_cache(maxsize=8192)(_clean)


def name_tokens(name: str) -> tuple[str, ...]:
    """The words of ``name``, folded: no case, marks, stops, possessives or Arabic articles."""
    return _tokens(name)


@lru_cache(maxsize=8192)
def _tokens(name: str) -> tuple[str, ...]:
    text = _POSSESSIVE.sub("", name.translate(_APOSTROPHE))
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.replace(".", "").replace("'", "").replace("&", " and ").casefold()
    text = _ASSIMILATED.sub("", _PARTICLE.sub("", text))
    return tuple(word for word in _PLAIN.findall(text) if word != "the")


def fold_name(name: str, countries: Countries) -> str:
    """The form of ``name`` that is equal across articles: words as ``name_tokens``, countries and demonyms as codes.

    "Deir Ezzor" and "Deir ez-Zor" fold alike, and so do "U.S. Central Command", "United States Central Command" and
    "American Central Command". Spellings are those of ``fold_spelling``.
    """
    tokens = fold_spelling(name_tokens(_BASED.sub("", name)), transliterated=is_transliterated(name))
    folded: list[str] = []
    at = 0
    while at < len(tokens):
        for size in (4, 3, 2, 1):
            words = " ".join(tokens[at : at + size])
            code = _UNIONS.get(words) or countries.by_name.get(words) or countries.by_demonym.get(words)
            if (
                code is None and size == 1 and len(tokens) == 1 and words not in _NO_COUNTRIES
            ):  # "Syrias", its mark lost
                code = countries.by_name.get(words.removesuffix("s"))
            if code and at + size <= len(tokens):
                folded.append(code.lower())
                at += size
                break
        else:
            folded.append(tokens[at])
            at += 1
    return " ".join(folded)


def named_id(name: str, countries: Countries) -> str:
    """Id of a named person or organization: the same in every article that uses this name."""
    return content_id("named", fold_name(name, countries))


_UNIONS: Final = {"united nations": "un", "european union": "eu"}
_NO_COUNTRIES: Final = frozenset({"americas"})
_JOINTS: Final = frozenset({"for", "of", "on", "in", "against", "to"})


def short_form(short: Sequence[str], long: Sequence[str], *, person: bool) -> bool:
    """Whether the folded words ``short`` are a shorter form of the name ``long``.

    A person's: the last name, or first and last; an organization's: some of its words in order, the last of all or of
    those before the first preposition (its kind), or the first two among them.
    """
    if not short or len(short) >= len(long):
        return False
    if person:
        return short == long[-len(short) :] or (len(short) > 1 and short[0] == long[0] and short[-1] == long[-1])
    rest = iter(long)
    if not all(word in rest for word in short):
        return False
    head = next((at for at, word in enumerate(long) if at and word in _JOINTS), len(long)) - 1
    if short[-1] in (long[-1], long[head]):  # "the Observatory" of the Gora Observatory for Human Rights
        return True
    return len(short) > 1 and short[:2] == long[:2]


def define_acronyms(text: str) -> dict[str, tuple[str, int]]:
    """Acronyms that ``text`` defines, as in "Islamic Resistance in Iraq (IRI)": to the long form and its start."""
    found = _spelled_out(text)
    for match in _DEFINED.finditer(text):
        letters = re.sub(r"[^A-Za-z]", "", match.group(1)).casefold()
        words = list(_WORD.finditer(text, max(0, match.start() - 120), match.start()))
        if not words or text[words[-1].end() : match.start()].strip() or match.group(1) in found:
            continue
        best: re.Match[str] | None = None
        initials = ""
        for word in reversed(words[-12:]):
            surface = word.group()
            if surface[0].isupper() or (surface[0].isdigit() and initials):
                initials = "".join(part[0] for part in re.split(r"[-.]", surface) if part).casefold() + initials
                if (
                    initials.endswith(letters)
                    or initials == letters
                    or _letters_in(letters, text[word.start() : words[-1].end()])
                ):
                    best = word
                    if initials == letters or initials.endswith(letters):
                        break
            elif surface.casefold() not in _JOINERS:
                break
            if text[word.start() - 1 : word.start()] in {",", ";"}:
                break
        if best is not None:
            found[match.group(1)] = (clean_name(text[best.start() : words[-1].end()]), best.start())
    return found


def _spelled_out(text: str) -> dict[str, tuple[str, int]]:
    """Acronyms with the long form in brackets: "the GHU (Gora Harbour Union)"."""
    found: dict[str, tuple[str, int]] = {}
    for match in _SPELLED.finditer(text):
        if initials_of(match.group(2)) == match.group(1).casefold():
            found[match.group(1)] = (clean_name(match.group(2)), match.start(2))
    return found


def initials_of(name: str) -> str:
    """The first letters of the words of ``name``, lower case, without articles and prepositions; empty for one word."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in _JOINERS]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def _letters_in(letters: str, name: str) -> bool:
    """Whether ``letters`` occur in order in ``name`` from its second word at the latest ("CENTCOM")."""
    words = name.casefold().split()
    if len(letters) < 4 or len(words) < 2 or letters[0] not in {word[0] for word in words[:2]}:
        return False
    rest = iter("".join(words))
    return all(letter in rest for letter in letters)


def display_outlet(match: Match) -> str:
    """The outlet's name for a chain: the registry's, or the article's own wording where that is another name.

    A bracket that tells namesakes apart is left away; a description gives the abbreviation or the name.
    """
    outlet = match.outlet
    name = _BRACKET.sub("", outlet.name)
    if match.descriptor:
        return next(
            (a.text for a in outlet.aliases if a.type == "abbr" and a.text.isupper() and "." not in a.text), name
        )
    surface = re.sub(r"^(?:[Tt]he\s+)?(?:\S+['’‘]s?\s+)?", "", match.text) or match.text
    if set(name_tokens(surface)) - _PLAIN_TAIL == set(name_tokens(name)) - _PLAIN_TAIL:
        return name
    known = {alias.text for alias in outlet.aliases}
    if f"The {surface}" in known and surface not in known:  # "the Lamp" of The Lamp
        return f"The {surface}"
    return _without_tail(clean_name(surface), outlet)


def same_but_kind(a: str, b: str) -> bool:
    """Whether two names of one outlet differ only in words of kind: "Al-Alam" and "Al-Alam TV"."""
    return set(name_tokens(a)) - _MEDIA_TAIL == set(name_tokens(b)) - _MEDIA_TAIL


def _without_tail(surface: str, outlet: Outlet) -> str:
    """``surface`` without words of kind behind it, as far as what remains is still an alias of the outlet."""
    known = {alias.text for alias in outlet.aliases}
    words = surface.split()
    for size in range(1, len(words)):
        rest = {word.casefold() for word in words[size:]}
        if " ".join(words[:size]) in known and rest <= _MEDIA_TAIL:
            return " ".join(words[:size])
    return surface
