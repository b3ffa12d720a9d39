"""Where a name ends though no mark tells: before a participle, a day, an apposition; and which is no person's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimgraph.outlets import Registry, fold_key
from claimgraph.resolve.phrases import PERSONAL, Text
from claimgraph.resolve.words import Words

__all__ = ["cut_author", "is_no_person", "opens_apposition", "until_comma"]


def cut_author(tokens: list[re.Match[str]], words: Words) -> list[re.Match[str]]:
    """``tokens`` up to what tells how or when: "Human Rights Watch published Monday" to "Human Rights Watch"."""
    stop = next((i for i in range(1, len(tokens)) if _tells_how_or_when(tokens, i, words)), len(tokens))
    kept = tokens[:stop]
    while stop < len(tokens) and len(kept) > 1 and words.is_(kept[-1].group(), "before_times"):
        kept.pop()
    return kept


def _tells_how_or_when(tokens: Sequence[re.Match[str]], at: int, words: Words) -> bool:
    """Whether the token ``at`` is no part of a name: "published", "Monday", the "May" of "in May"."""
    word, before = tokens[at].group(), tokens[at - 1].group()
    if words.is_(word.casefold(), "weekdays"):
        return True
    if words.is_(word.casefold(), "times"):
        return word[0].islower() or words.is_(before, "before_times")
    if not (word.endswith(("ed", "ing")) or words.is_(word, "participles")) or not word[0].islower():
        return False
    after = tokens[at + 1].group() if at + 1 < len(tokens) else ""
    named = before[0].isupper() or words.head_type(before) is not None
    return named and not (after and words.head_type(after.casefold()))  # "Syrian armed forces"


def opens_apposition(tokens: Sequence[re.Match[str]], at: int, words: Words, source: Text) -> bool:
    """Whether the token ``at`` opens an apposition that no comma parts from the name before it.

    "Gora Watch a local monitor", and behind a person's full name also "Ann Lee head of the harbour". What stands
    within a name opens none: "Piet the Elder".
    """
    if not at or at + 1 >= len(tokens) or tokens[at - 1].group().islower():
        return False
    word, after, end = tokens[at].group(), tokens[at + 1].group(), tokens[at - 1].end()
    if word == "the" and words.is_(after.casefold(), "titles") and at > 1 and any(source.person_ending(end, end)):
        return True  # "Ann Lee the Governor of Tarvik"
    if not words.is_(word, "apposition_openers"):
        role = word.islower() and words.head_type(word) in PERSONAL and words.is_(after, "prepositions")
        return role and at > 1 and any(m.start <= tokens[at - 2].start() < end for m in source.person_ending(end, end))
    if source.mention_over(tokens[at - 1].start(), tokens[at].end()):
        return False
    return after[0].islower() or "-" in after or _is_indefinite(tokens, at, words)


def _is_indefinite(tokens: Sequence[re.Match[str]], at: int, words: Words) -> bool:
    """Whether "a" or "an" stands ``at``, before words that are not all names: "a British monitor"."""
    lower = any(t.group()[0].islower() for t in tokens[at + 1 : at + 4])
    return lower and not words.is_(tokens[at].group(), "determiners_definite")


def until_comma(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """``tokens`` up to the first comma, bracket or dash."""
    for i, token in enumerate(tokens):
        if token.group() in ",(—–;":
            return tokens[:i]
    return tokens


def is_no_person(before: str, name: str, words: Words, registry: Registry) -> bool:
    """Whether a name that the model took for a person's is a country's or capital's, or a group's: "the rebel group X"."""
    countries = registry.countries
    if fold_key(name) in countries.by_capital or countries.code(name) or words.is_(name.casefold(), "known_bodies"):
        return True
    if " " in name and words.is_(name.split(maxsplit=1)[0].casefold(), "body_openers"):
        return True  # "Jaysh al-Gora": an army by its name
    return before.islower() and words.head_type(before) == "named_organization"
