"""Spellings of one name: transliterations from Arabic, British and American forms, given names; conservatively.

Letters are folded only in names that bear the marks of a transliteration, since "Ann Lee" is not "An Li".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["fold_spelling", "is_transliterated"]

_MARKS: Final = re.compile(
    r"\b(?:al|el|ad|ar|as|ash|at|an|az|ez|es|er|ed|en|ul|abu|umm|bin|ibn|abd\w*|deir|dayr|tal|tell|jabal|jaysh|jaish|jeish"
    r"|khan|jisr|sheikh)\b(?:[-\s]|$)|kh|q(?!u)|ll?ah\b|[kq][ae]h\b|zz|hizb|hezb|abd[aeu][lr]",
    re.IGNORECASE,
)
_GIVEN: Final[dict[str, str]] = {
    form: name
    for name, forms in {
        "muhammad": "mohammed mohamed mohammad mohamad muhammed mohamad",
        "ahmad": "ahmed",
        "hussein": "husain hussain husein hossein",
        "hassan": "hasan",
        "yusuf": "yousef youssef yousuf yussef",
        "omar": "umar",
        "khaled": "khalid",
        "ibrahim": "ebrahim",
        "jaysh": "jaish jeish jaych",
    }.items()
    for form in forms.split()
}
"""Spellings of given names, and of a word in names of groups, that are one."""
_ENGLISH: Final[dict[str, str]] = {
    form: word
    for word, forms in {
        "defence": "defense",
        "centre": "center",
        "organization": "organisation",
        "labour": "labor",
        "programme": "program",
        "harbour": "harbor",
    }.items()
    for form in forms.split()
}
_SAME: Final = _GIVEN | _ENGLISH
_FOLDS: Final = (
    (re.compile(r"ou|oo|o|u"), "u"),
    (re.compile(r"ee|ei(?=[nk])"), "i"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"(?:ah|eh)$"), "a"),
    (re.compile(r"^h[ei]z(?=b)"), "hiz"),
)


def is_transliterated(name: str) -> bool:
    """Whether ``name`` bears marks of a name written from Arabic: an article, "kh", "q" without "u"."""
    return bool(_MARKS.search(name))


def fold_spelling(tokens: Sequence[str], *, transliterated: bool) -> tuple[str, ...]:
    """``tokens`` (folded words of a name) in one spelling; letters only where the name is a transliteration."""
    words = [_SAME.get(word, word) for word in _joined_abd(tokens)]
    return tuple(_letters(word) for word in words) if transliterated else tuple(words)


def _joined_abd(tokens: Sequence[str]) -> Iterator[str]:
    """The words, with "abdel rahman", "abdulrahman" and "abdurrahman" as one."""
    held = False
    for token in tokens:
        if token in {"abd", "abdel", "abdul", "abdal", "abdol"}:
            held = True
            continue
        whole = re.match(r"abd(?:el|ul|al|ol|u(?=rr)|e(?=rr))(?=\w{4})", token)
        rest = token[whole.end() :] if whole else token
        rest = rest[1:] if whole and rest[:2] == "rr" else rest
        yield f"abd{rest}" if held or whole else token
        held = False
    if held:
        yield "abd"


def _letters(word: str) -> str:
    if len(word) < 3:  # too short to tell from others
        return word
    for pattern, letter in _FOLDS:
        word = pattern.sub(letter, word)
    return word
