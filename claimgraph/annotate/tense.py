"""Whether a day is told as past, by the verb that it belongs to."""

from __future__ import annotations

import re
from typing import Final, Literal

from claimgraph.annotate.words import Page
from claimgraph.records import Language, Span

__all__ = ["Tense", "is_participle", "is_past_form", "is_verb_form", "tense_of"]

Tense = Literal["past", "present", "future", "open"]
"""``open``: no verb tells, or one that arranges what is to come ("cancelled the concert on 3 August")."""

_REACH: Final = 20
"""Words between a verb and the day that belongs to it."""
_BREAK: Final = re.compile(r"[;:“”\"«»…]|\s[–—-]|--|—")
_ORDINAL: Final = re.compile(r"(?:the\s+)?\d+(?:st|nd|rd|th)|.*\bof\b", re.IGNORECASE)
_JOINING: Final = frozenset({"and", "or", "but", "than", "as", "so"})
_ASIDE: Final = 3


def is_past_form(language: Language, word: str) -> bool:
    """Whether ``word`` (lower case) is a verb in the past or may be one: "fell", "bombed", "hit"; not "is"."""
    if word in language.irregular_forms:
        return word not in language.present_forms and not word.endswith("ing")
    return word in language.past_forms or (word.endswith("ed") and len(word) > 4 and "-" not in word)


def is_verb_form(language: Language, word: str) -> bool:
    """Whether ``word`` may be the finite verb of a clause."""
    return word in language.finite_verbs or word in language.irregular_forms or (word.endswith("ed") and len(word) > 4)


def is_participle(language: Language, word: str) -> bool:
    """Whether ``word`` may be a participle behind "had"; "go", "be", "try" are none."""
    return word not in {"be", "have", "do"} and is_past_form(language, word)


def _is_name(page: Page, where: Span, low: int, high: int) -> bool:
    """Whether the day is part of a name or stands before its noun: "the March 10 flight", "9 April Street".

    Not where it opens its clause before what is not fixed in advance: "The 20 May attack came at dawn".
    """
    language = page.lexicon.language
    after = page.between(where.end, high)
    gap = page.text[where.end : page.starts[after[0]]] if after else ""
    close = gap == " "
    if gap in {" ", ", "} and page.words[after[0]] in language.dated_names:
        return True
    words = page.text[where.start : where.end]
    if _ORDINAL.match(words):
        return False
    before = page.between(low, where.start)
    held = words.lower().startswith("the ") or (
        len(before) > 0
        and page.words[before[-1]] in language.determiners | {"'s"}
        and not page.text[page.ends[before[-1]] : where.start].strip()
    )
    if not held or not close or page.words[after[0]] in language.prepositions | language.auxiliaries:
        return False
    return len(before) > 1 or page.words[after[0]] in language.scheduled_nouns


def _verb_tense(page: Page, at: int, low: int) -> Tense | None:
    """The tense of the word at index ``at`` if it is a verb that tells one; ``low`` is the first index of its clause."""
    language = page.lexicon.language
    word = page.words[at]
    follower = page.words[at + 1] if at + 1 < len(page.words) else ""
    if word in language.ahead_modals:
        return "future"
    if word in language.possible_modals:
        return "open"
    if word in {"was", "were"} and (follower in {"to", "due"} or follower.endswith("ing")):
        return "open"  # "was to meet", "was coming the week of"
    if word in {"is", "are", "'re"}:
        return "future" if follower == "to" else "present"
    if not is_past_form(language, word):
        if word in language.intending_verbs:
            return "future"
        return "present" if word in language.timetable_verbs else None
    return _past_form_tense(page, at, low)


def _past_form_tense(page: Page, at: int, low: int) -> Tense | None:
    """The tense of a past form by what stands before it: "would have been hit", "was not hit", "to cut"."""
    language = page.lexicon.language
    before = page.words[max(low, at - _ASIDE - 1) : at]
    if before[-1:] == ["to"]:
        return "open"
    if _describes(page, at, before):
        return None
    for number, word in enumerate(reversed(before)):
        if word == "to":
            return "open"  # "due to be held"
        if word in language.negations or word in language.possible_modals:
            return "open"
        if word in language.ahead_modals:
            return "future"
        if word in {"is", "are"} and number < _ASIDE - 1:
            return "future" if page.words[at] in language.future_words else "present"
        if word not in language.auxiliaries and not word.endswith("ly"):
            break
    if page.words[at] in language.future_words and (
        _is_passive(page, at) or page.lexicon.match(page.words, at) is None
    ):
        return "future"  # "was expected", "a hearing planned"; not "vowed on Monday"
    return "past"


def _describes(page: Page, at: int, before: list[str]) -> bool:
    """Whether the past form is a participle that only describes a noun, or hangs on "being".

    "The wounded soldier", "alleged bias", "a debate, moderated by", "face being deported".
    """
    language, word = page.lexicon.language, page.words[at]
    gap = page.text[page.ends[at - 1] : page.starts[at]] if at else ""
    if "," in gap and page.words[at + 1 : at + 2] in (["by"], ["as"]):
        return True
    held = bool(before) and before[-1] in language.determiners - {"that"} and word.endswith(("ed", "en"))
    return held or word in language.reportive_adjectives or before[-1:] == ["being"]


def _is_limit(page: Page, inside: range) -> bool:
    """Whether the words before the day make it one on which something begins or ends: "until", "due on", "starting"."""
    language = page.lexicon.language
    last = page.words[inside[-1]]
    if last in {"on", "about", "around"} and len(inside) > 1:
        return page.words[inside[-2]] in language.starting_words
    return last in language.limit_prepositions | language.starting_words


def _fixes(page: Page, inside: range, at: int, *, scheduled: bool) -> bool:
    """Whether the past verb at index ``at`` arranges what is on the day: "cancelled the concert on", "set May 5 as the end"."""
    language = page.lexicon.language
    if at == inside[-1]:
        subject = any(page.words[i] in language.scheduled_nouns for i in inside if i < at)
        if not language.setting_verbs.isdisjoint(page.lexicon.lemmas(page.words[at])):
            return True
        if subject and page.words[at] in {"was", "were"}:
            return True  # "the deadline was March 5"
    beside = inside[-1] - at <= 1
    return (_arranges(page, at) and not (beside and not _is_passive(page, at))) or (scheduled and not beside)


def _arranges(page: Page, at: int) -> bool:
    return not page.lexicon.language.arranging_verbs.isdisjoint(page.lexicon.lemmas(page.words[at]))


def _is_passive(page: Page, at: int) -> bool:
    return not {"was", "were", "been", "is", "are", "be"}.isdisjoint(page.words[max(0, at - 2) : at])


def _before(page: Page, where: Span, inside: range) -> Tense | None:
    """The tense of the nearest verb before the day; None where its clause has none there."""
    language = page.lexicon.language
    words = page.words
    if inside and _is_limit(page, inside):
        return "open"
    if inside and words[inside[-1]] == "since":
        return "past"
    scheduled = False
    edge = where.start
    for i in reversed(inside[-_REACH:]):
        if _BREAK.search(page.text[page.ends[i] : edge]):
            return None
        edge = page.starts[i]
        word = words[i]
        if word in language.clause_openers and word not in _JOINING | language.determiners:
            return None
        if word == "to" and i + 1 in inside and _is_infinitive(page, i + 1):
            return "future" if words[i - 1] in language.future_words | language.intending_verbs else "open"
        scheduled = scheduled or word in language.scheduled_nouns
        tense = _verb_tense(page, i, inside.start)
        if tense is None:
            continue
        if tense == "past" and _fixes(page, inside, i, scheduled=scheduled):
            return "open"
        return tense
    return None


def _is_infinitive(page: Page, at: int) -> bool:
    """Whether the word after "to" is a verb for all that can be seen: "to meet", not "to the", "to Marrat", "to fields"."""
    word = page.words[at]
    return (
        word.isalpha()
        and word not in page.lexicon.language.determiners
        and page.text[page.starts[at]].islower()
        and not (word.endswith("s") and not word.endswith("ss"))
    )


def _after(page: Page, where: Span, inside: range, *, noun: bool) -> Tense | None:
    """The tense of the first verb behind a day that opens its clause, or that belongs to the subject (``noun``)."""
    language = page.lexicon.language
    edge = where.end
    for i in inside[:_REACH]:
        word = page.words[i]
        if _BREAK.search(page.text[edge : page.starts[i]]) or (
            word in language.clause_openers and word not in _JOINING | language.determiners
        ):
            return None
        edge = page.ends[i]
        tense = _verb_tense(page, i, inside.start)
        if tense is None:
            continue
        if tense == "past":
            nearby = page.words[i : i + 3]
            if not language.negations.isdisjoint(nearby) or any(w in language.future_words for w in nearby):
                return "open"
            if noun and any(_arranges(page, n) for n in range(i, min(i + 3, inside.stop))):
                return "open"
        return tense
    return None


def tense_of(page: Page, where: Span, low: int, high: int) -> Tense:
    """How the clause around the day at ``where`` tells it; the clause lies within ``[low, high)`` (code points).

    Rules over words, with no parser: the nearest verb before it in its clause, else the first behind it. A day that
    stands before its noun, after "until" or "for", or behind a verb that arranges something is ``open``.
    """
    language = page.lexicon.language
    if _is_name(page, where, low, high):
        return "open"
    inside, behind = page.between(low, where.start), page.between(where.end, high)
    before = _before(page, where, inside)
    if before is not None:
        return before
    held = inside[-_ASIDE:]
    if any(page.words[i] in language.scheduled_nouns for i in held):
        return "open"
    return _after(page, where, behind, noun=len(inside) > _ASIDE - 1) or "open"
