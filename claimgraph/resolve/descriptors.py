"""A description that names nobody, in parts: head noun, office, place, number, and the stated reason for anonymity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimgraph.records import Descriptor
from claimgraph.resolve.names import clean_name
from claimgraph.resolve.phrases import PERSONAL, Phrase
from claimgraph.resolve.words import TOKEN, Words, singular

__all__ = ["describe_source", "stated_reason"]

_ONE_OR_MORE: Final = frozenset({"a", "an"})
_COUNTED: Final = {"dozen": 12}
_LONGEST: Final = 8
"""Words of the longest office or place that is kept."""


def describe_source(phrase: Phrase, words: Words) -> Descriptor | None:
    """The parts of ``phrase``, which describes a source; None where its head noun is none of people.

    The reason for anonymity stands elsewhere in the sentence: ``stated_reason``.
    """
    if not phrase.head:
        return None
    made = _Parts(phrase, words).read()
    kind = words.head_type(made.head) or words.head_type(phrase.head)
    people = kind in PERSONAL or words.is_(made.head, "people_words")
    expert = kind == "unspecified" and not words.is_(made.head, "report_words")
    if not made.head.isalpha() or not (people or expert):
        return None
    return made.model_copy(update={"office": None}) if phrase.kind == "staff" else made  # its outlet is told elsewhere


class _Parts:
    """One description on its way through the room."""

    def __init__(self, phrase: Phrase, words: Words) -> None:
        self.phrase, self.words = phrase, words
        self.tokens = [t.group() for t in TOKEN.finditer(phrase.surface)]
        self.offices: list[str] = []
        self.place = ""

    def read(self) -> Descriptor:
        """The parts."""
        count, rest = self._bare(self.tokens)
        core, rest = self._cut(rest)
        head = core[-1].casefold() if core else self.phrase.head
        self._take_modifiers(core[:-1])
        for part in self._tails(rest):
            self._take_tail(part, head)
        plural, number = self._number(count, head)
        return Descriptor(
            head=singular(head),
            office=self._office(),
            place=clean_name(self.place) or None,
            plural=plural,
            number=number,
        )

    def _office(self) -> str | None:
        """The first office found, if it reads like one."""
        words = clean_name(self.offices[0]).split() if self.offices else []
        while words and words[-1].casefold() in {"and", "or", "of", "the"}:
            words.pop()
        strange = any(w.isdigit() or self.words.is_(w.casefold(), "determiners_definite") for w in words)
        pronoun = any(w in self.words.pronouns for w in words)  # "US" is none
        return None if not words or strange or pronoun or len(words) > _LONGEST else " ".join(words)

    def _bare(self, tokens: Sequence[str]) -> tuple[list[str], list[str]]:
        """Determiners and words of number at the front ("one of the", "a group of"), and the rest."""
        count: list[str] = []
        at = 0
        while at < len(tokens):
            word = tokens[at].casefold()
            group = self.words.is_(word, "group_words")
            of = at + 1 < len(tokens) and tokens[at + 1] == "of"
            front = self.words.is_(word, "determiners_definite") or self.words.is_(word, "determiners_indefinite")
            if not (front or self.words.is_(word, "number_words") or self._value(word) is not None or (group and of)):
                break
            count.append(word)
            at += 2 if of else 1
        return count, list(tokens[at:])

    def _cut(self, tokens: list[str]) -> tuple[list[str], list[str]]:
        """The tokens up to the first preposition, mark or relative word, and the rest from there."""
        for at, token in enumerate(tokens):
            word = token.casefold()
            mark = not token[0].isalnum() and token not in {"'", "’"}
            if at and (mark or word == "to" or self._is_preposition(word)):
                return [t for t in tokens[:at] if t[0].isalnum()], tokens[at:]
        return [t for t in tokens if t[0].isalnum()], []

    def _is_preposition(self, word: str) -> bool:
        return self.words.is_(word, "prepositions")

    def _value(self, word: str) -> int | None:
        if word in _ONE_OR_MORE:
            return None
        return int(word) if word.isdigit() else _COUNTED.get(word) or self.words.numbers.get(word)

    def _take_modifiers(self, modifiers: list[str]) -> None:
        """Reads the words before the head: "US defense", "the ministry's"."""
        kept = [m for m in modifiers if not self.words.is_(m.casefold(), "rank_words")]
        text = " ".join(re.sub(r"['’]s?$", "", m) if m.endswith(("'s", "’s", "s'", "s’")) else m for m in kept)
        if text:
            first = self.tokens[0] if self.tokens else ""
            opens = kept[0] == first and self.words.head_type(first.casefold()) is None
            plain = text[:1].lower() + text[1:] if kept[0] == first and self._is_common(first) else text
            self.offices.append(plain if opens or kept[0] == first else text)

    def _is_common(self, word: str) -> bool:
        """Whether ``word``, which opens the phrase in a capital, is a common noun or adjective."""
        lowered = word.casefold()
        known = self.words.head_type(lowered) or self.words.is_(lowered, "local_modifiers")
        return bool(known or self.words.is_(lowered, "office_words") or self.words.is_(lowered, "organization_words"))

    def _tails(self, rest: list[str]) -> list[list[str]]:
        """The prepositional phrases behind the head, each from its preposition on; what is no place or office ends them."""
        parts: list[list[str]] = []
        for token in rest:
            word = token.casefold()
            if not token[0].isalnum() and token not in {"'", "’", "-"}:
                break
            if self.words.is_(word, "tail_stops") or self.words.is_(word, "relative_pronouns"):
                break
            inside = bool(parts) and word == "of" and len(parts[-1]) > 1
            if (self._is_preposition(word) or word == "to") and not inside:
                parts.append([word])
            elif parts:
                parts[-1].append(token)
            else:
                break
        return [part for part in parts if len(part) > 1]

    def _take_tail(self, part: list[str], head: str) -> None:
        """Reads one prepositional phrase as office or place."""
        preposition = part[0]
        if preposition == "close" or (preposition == "to" and len(part) > 2 and part[1] == "close"):
            part = part[1:] if part[1] in {"to", "the"} else part
        _, inner = self._bare(part[1:])
        if not inner or len(inner) > _LONGEST or self.words.is_(inner[0].casefold(), "knowledge_words"):
            return
        text = " ".join(inner)
        nouns = [w.casefold() for w in inner[: inner.index("of")] if w] if "of" in inner[1:] else None
        noun = (nouns or [w.casefold() for w in inner])[-1]
        body = self._is_body(noun) or self._is_body(singular(noun))
        local = self.words.head_type(head) == "local_unspecified"
        if (
            preposition in {"for", "to", "with", "by"}
            or (preposition == "of" and not (local and not body))
            or (body and preposition in {"in", "at", "from", "within", "inside", "of", "on"})
        ):
            self.offices.append(text)
        elif not self.place and (preposition == "of" or self.words.is_(preposition, "place_prepositions")):
            self.place = text

    def _is_body(self, noun: str) -> bool:
        kind = self.words.head_type(noun)
        named = self.words.is_(noun, "organization_words") or self.words.is_(noun, "workplaces")
        return (kind == "named_organization" or named) and not self.words.is_(noun, "fronts")

    def _number(self, count: list[str], head: str) -> tuple[bool, int | None]:
        """Whether there are several, and how many."""
        if "one" in count:
            return False, 1
        vague = any(self.words.is_(word, "vague_numbers") for word in count)
        values = [value for word in count if (value := self._value(word)) is not None]
        if {"pair", "couple", "both"} & set(count):
            values = [2]
        if values and not vague:
            return values[-1] > 1, values[-1]
        plural = head != singular(head) or self.words.is_(head, "crowd_words")
        grouped = any(self.words.is_(word, "group_words") for word in count)
        return (True, None) if plural or grouped or vague else (False, 1)


_STATED: Final = re.compile(
    r"\b(?:on (?:the )?condition of anonymity|(?:requested|requesting|asked for|asking for|sought) anonymity|anonymously"
    r"|(?:ask(?:ed|ing)?|declined|declining|refused|wished|want(?:ed|ing)?|prefer(?:red|ring)?) (?:not )?to be "
    r"(?:named|identified|quoted)(?: by name)?|(?:did|does|do) not (?:want|wish) to be (?:named|identified)"
    r"|(?:can|could|cannot|can) ?not be (?:named|identified)|not to be (?:named|identified)"
    r"|(?:asked|asking) that (?:his|her|their) names? (?:not be used|be withheld)|names? (?:was|were|be|been) withheld"
    r"|(?:gave|giving|used|using) only (?:his|her|their) (?:first|given|last) names?)",
    re.IGNORECASE,
)
_CAUSE: Final = re.compile(
    r"^[\s,]*(?:(?:because|since|as)\s+(?P<clause>[^.;:\"“”]+)"
    r"|(?P<kept>(?:for fear of|out of fear|for fear|fearing|given|owing to|due to|citing|for (?:security|safety|privacy)"
    r"|in order to|to (?:discuss|speak|talk|describe|comment|protect|avoid|share|give|detail))[^.;:,\"“”]*))",
    re.IGNORECASE,
)
_BARRED: Final = re.compile(
    r"\b(?:not|n['’]t) (?:yet )?(?:been )?(?:authori[sz]ed|allowed|permitted) to [^.;:,\"“”]+", re.IGNORECASE
)
_LAST: Final = re.compile(r"\s+(?:and |but )?(?:said|told|added|confirmed|that)\b.*$")


def stated_reason(sentence: str) -> str | None:
    """Why a source is not named, in the words of ``sentence``; None where it states no reason.

    "... on condition of anonymity because X" gives X; "fearing arrest" and the like stand as they are.
    """
    barred = _BARRED.search(sentence)
    for stated in _STATED.finditer(sentence):
        cause = _CAUSE.match(sentence[stated.end() :])
        if cause:
            clause = cause.group("clause")
            found = clause.split(", ")[0] if clause else cause.group("kept")
            return _LAST.sub("", " ".join(found.split())).strip(" ,") or None
    return _LAST.sub("", " ".join(barred.group().split())) if barred else None
