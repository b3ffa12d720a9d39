"""A text as words, and the word classes of its language made ready for quick look-ups."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from claimgraph.records import Language, Span, Stance

__all__ = ["Lexicon", "Page", "letters_of", "lexicon_of"]

_WORD: Final = re.compile(r"(?:[^\W_]\.){2,}|(?:[^\W_]+(?:['’‘.-][^\W_]+)*)")
_CONTRACTED: Final = re.compile(r"n['’]t\Z")
_CLITIC: Final = re.compile(r"['’‘](?:s|re|ve|d|ll)\Z")
_STANCE_ORDER: Final[tuple[Stance, ...]] = ("denies", "alleges", "confirms", "asks", "expects", "hedged", "asserts")
_GAP: Final = 7
_KEPT: Final = 50_000
"""Words whose lemmas are kept; a stream of articles has no end of new ones, so that the store is then begun anew."""
Cue = tuple[str, str]
"""What a cue phrase tells: ("stance", a stance), ("attitude", ""), or ("no_statement", "")."""


@dataclass(slots=True)
class Lexicon:
    """One language's cue phrases by their first lemma, and its lemmas as they are asked for."""

    language: Language
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = field(default_factory=dict)
    _lemmas: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kind, entries in (
            ("no_statement", self.language.no_statement_cues),
            ("attitude", self.language.attitude_cues),
        ):
            for entry in entries:
                self._add(entry, (kind, ""))
        for stance in _STANCE_ORDER:
            for entry in self.language.stance_cues.get(stance, ()):
                self._add(entry, ("stance", stance))
        for entry_list in self.phrases.values():
            entry_list.sort(key=lambda item: -len(item[0]))

    def _add(self, entry: str, cue: Cue) -> None:
        words = tuple(entry.split())
        known = self.phrases.setdefault(words[0], [])
        if all(words != other for other, _ in known):
            known.append((words, cue))

    def lemmas(self, word: str) -> tuple[str, ...]:
        """What ``word`` (lower case) may be a form of, itself first; regular forms are tried against the cues."""
        known = self._lemmas.get(word)
        if known is None:
            if len(self._lemmas) >= _KEPT:
                self._lemmas.clear()
            known = self._lemmas[word] = self._find_lemmas(word)
        return known

    def _find_lemmas(self, word: str) -> tuple[str, ...]:
        irregular = self.language.irregular_forms.get(word)
        if irregular:
            return (irregular, word) if irregular != word else (word,)
        found = [word]
        for ending, stem_ending in self.language.suffixes:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                stem = word[: len(word) - len(ending)] + stem_ending
                found.append(stem)
                if not stem_ending and len(stem) > 2 and stem[-1] == stem[-2]:
                    found.append(stem[:-1])  # "admitted" to "admit"
        return tuple(dict.fromkeys(found))

    def match(self, words: list[str], at: int) -> tuple[int, Cue] | None:
        """The longest cue phrase that begins with ``words[at]``: how many words it takes, and what it tells."""
        best: tuple[int, Cue] | None = None
        for lemma in self.lemmas(words[at]):
            for phrase, cue in self.phrases.get(lemma, ()):
                size = len(phrase)
                if best and size <= best[0]:
                    break
                if size == 1 or self._follows(words, at + 1, phrase):
                    best = (size, cue)
                    break
        return best

    def _follows(self, words: list[str], at: int, phrase: tuple[str, ...]) -> bool:
        """Whether ``words[at:]`` goes on with ``phrase[1:]``; "*" stands for one to seven words."""
        for number, part in enumerate(phrase[1:], start=1):
            if part == "*":
                later = range(at + 1, min(at + 1 + _GAP, len(words)))
                return any(self._follows(words, i, phrase[number:]) for i in later)
            if at >= len(words) or part not in self.lemmas(words[at]):
                return False
            at += 1
        return True


_LEXICONS: dict[int, Lexicon] = {}


def lexicon_of(language: Language) -> Lexicon:
    """The lexicon of ``language``, made once for each language object."""
    known = _LEXICONS.get(id(language))
    if known is None or known.language is not language:
        known = _LEXICONS[id(language)] = Lexicon(language)
    return known


@dataclass(slots=True)
class Page:
    """One text, its sentences and its words; words are lower case, "n't" and "'s" are words of their own."""

    text: str
    sentences: tuple[Span, ...]
    lexicon: Lexicon
    quotations: tuple[Span, ...] = ()
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    quotation_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        words, starts, ends = self.words, self.starts, self.ends
        for match in _WORD.finditer(self.text):
            word = match[0].lower()
            start, end = match.span()
            if word.isalnum():
                words.append(word)
                starts.append(start)
                ends.append(end)
            else:
                self._add(word.replace("’", "'").replace("‘", "'"), start, end)
        self.sentence_starts = [span.start for span in self.sentences]

    def _add(self, word: str, start: int, end: int) -> None:
        if "'" in word:
            cut = 3 if _CONTRACTED.search(word) else 0
            clitic = _CLITIC.search(word)
            cut = len(clitic[0]) if clitic else cut
            if cut and len(word) > cut:
                self._put(word[:-cut], start, end - cut)
                word, start = word[-cut:], end - cut
        self._put(word, start, end)

    def _put(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def between(self, start: int, end: int) -> range:
        """Indices of the words that begin in ``[start, end)``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def words_in(self, span: Span) -> list[str]:
        """The words that begin in ``span``."""
        inside = self.between(*span)
        return self.words[inside.start : inside.stop]

    def is_quoted(self, span: Span) -> bool:
        """Whether some of ``span`` stands within quotation marks."""
        at = bisect_left(self.quotation_starts, span.end) - 1
        return at >= 0 and self.quotations[at].end > span.start

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds ``offset`` or, between two, of the one before; 0 if there is none."""
        return max(0, bisect_left(self.sentence_starts, offset + 1) - 1)

    def sentences_of(self, span: Span) -> range:
        """Indices of the sentences that ``span`` touches."""
        if not self.sentences:
            return range(0)
        first = self.sentence_at(span.start)
        if self.sentences[first].end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self.sentence_starts, span.end)))


def letters_of(text: str | None) -> str:
    """Letters and digits of ``text``, without case: by these a headline or a name is compared with another."""
    return "".join(ch for ch in (text or "").casefold() if ch.isalnum())
