"""The forms of names: how two are compared, and which are made like an outlet's ("Channel 6", "the Kolvia Zeitung newspaper")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from claimgraph.outlets.words import SECTIONS

__all__ = ["fold_key", "is_outlet_name", "publisher_forms"]

_DROPPED = str.maketrans(dict.fromkeys("'’‘`´ʿʾʻʼ."))
_ARTICLE = re.compile(r"\b(?:as|ash|an|ar|at|ad|az|el)-(?=\w)|^el (?=\w)")
_OTHER = re.compile(r"[\W_]+")
_WORD_LENGTH: Final = 60
"""Code points; what is longer is no word that comes again."""

_FORM: Final = re.compile(
    r"(?:(?:(?:Channel|Radio)\s(?:[A-Z][\w-]*|\d+)(?:\s[A-Z]\w+)?|TV\s?\d+)"
    r"|[A-Z][\w.&'’-]*(?:\s(?:[A-Z][\w.&'’-]*|[a-z]{1,2}-\w+|and|de|du|la)){0,3}\s(?:TV|Television|Radio|News|Herald"
    r"|Courier|Tribune|Gazette|Telegraph|Chronicle|Times|Daily|Weekly|Journal|Observer|Examiner|Newspaper|Newswire"
    r"|Enquirer|Inquirer|Sentinel|Gazette-\w+|\w+-Gazette"
    r"|Broadcasting|Press|(?:News|Press|Information)\sAgency|(?:News|Media|Radio|Television|TV|Broadcasting)\sNetwork"
    r"|News\s(?:Service|Channel|Site|Portal|Outlet)|Broadcasting\s(?:Corporation|Service))"
    r"|[Tt]he\s(?:[A-Z]\w*\s)?(?:Herald|Courier|Tribune|Gazette|Telegraph|Chronicle))"
)
"""A name made like an outlet's: "Channel 6", "Harbour City Herald", "the Courier"."""
_KIND: Final = re.compile(
    r"\b(?:newspaper|daily|magazine|television|tv|broadcaster|radio|website|portal|newswire|outlet|(?:news|press) agency"
    r"|(?:tv|television|news|radio) (?:channel|network|station|site))\b"
)
"""Words of kind behind a name that make any name an outlet's: "the Kolvia Zeitung newspaper"."""
_NAME: Final = re.compile(r"(?:[Tt]he\s)?(?:[ae]l-)?[A-Z][\w.&'’-]*(?:\s(?:[A-Z][\w.&'’-]*|of|and|de|du|la)){0,3}")
_NO_OUTLET: Final = re.compile(
    r"(?:University|White House|State|College)\s(?:Press|News|Journal)\b|^(?:[Tt]he )?\w+day\Z"
    r"|^(?:(?:State|The|Live|Watch|Latest|Breaking|Local|Cable|Public|Fake|Top|Satellite|Regime|Government|Official|Good"
    r"|Bad|More|Other|Such|This|That|National|Foreign|World|Reality)\s)+(?:TV|Television|Radio|News|Media|Press|Daily|Times)\Z"
)


def is_outlet_name(name: str, kind: str) -> bool:
    """Whether ``name`` can only be an outlet's, by its own form or by the words of kind behind it ("news agency")."""
    if _NO_OUTLET.search(name):
        return False
    return bool(_FORM.fullmatch(name) or (_KIND.search(kind) and _NAME.fullmatch(name)))


def fold_key(text: str) -> str:
    """The form in which wordings are compared: no case, marks, apostrophes or full stops; al-, ash-, el- are "al".

    A leading "the" stays; look up with it, then without it.
    """
    return _remembered(text) if len(text) <= _WORD_LENGTH else _fold(text)


def _fold(text: str) -> str:
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", plain)
    text = text.casefold().translate(_DROPPED).replace("&", " and ")
    return _OTHER.sub(" ", _ARTICLE.sub("al ", text.strip())).strip()


_remembered: Final = lru_cache(maxsize=1 << 14)(_fold)  # the same few thousand words make most of the news


def publisher_forms(name: str) -> Iterator[str]:
    """``name`` as a data set has it, then without the words that only say which part of the outlet it is.

    "NPR Online News" gives itself, "NPR News", "NPR Online" and "NPR"; "CNN (Web News)" and "Newsmax - Opinion" too.
    """
    name = " ".join(name.split())
    yield name
    bare = re.sub(r"\s*\([^()]*\)$|\s+[-–|]\s+\w+$", "", name)
    if bare and bare != name:
        yield bare
    words = (bare or name).split()
    kept = [word for at, word in enumerate(words) if not at or word.casefold() not in SECTIONS - {"news"}]
    if kept != words:
        yield " ".join(kept)
    while len(words) > 1 and words[-1].casefold() in SECTIONS:
        words.pop()
        yield " ".join(words)
