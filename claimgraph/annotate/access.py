"""How a source knows what it says, as far as plain words tell."""

from __future__ import annotations

from itertools import pairwise

from claimgraph.annotate.drafts import Draft
from claimgraph.annotate.words import Page
from claimgraph.records import Access, SourceType

__all__ = ["access_of"]

_BY_TYPE: dict[SourceType, Access] = {"document": "document", "media_outlet": "outlet", "media_correspondent": "outlet"}
_OWN_EYES = frozenset({"saw", "seen", "heard", "watched", "witnessed", "observed", "spotted"})
_FIRST_PERSONS = frozenset({"i", "we", "he", "she", "they"})
_FROM = frozenset({"told", "briefed", "informed"})


def _head_type(page: Page, draft: Draft) -> SourceType | None:
    """The type of the source by its head noun: the last word before "of", "in", "by", a comma."""
    language = page.lexicon.language
    heads = language.source_heads
    for span in draft.source[:1]:
        words = page.words_in(span)
        for number, word in enumerate(words):
            if number and (word in language.prepositions or word in language.clause_openers):
                words = words[:number]
                break
        for word in reversed(words):
            for kind, nouns in heads.items():
                if word in nouns:
                    return kind
    return None


def access_of(page: Page, draft: Draft) -> Access:
    """How the source of ``draft`` knows: ``unstated`` where no plain word tells.

    ``witnessed`` where source or content says so; ``told``, ``document`` or ``outlet`` where the source is one,
    was told, or passes one on.
    """
    words = page.lexicon.language.access_words
    if draft.relays:
        inner = draft.relays[0]
        return _BY_TYPE.get(_head_type(page, inner) or "unspecified", "told")
    source_words = [w for span in draft.source for w in page.words_in(span)]
    if any(w in words.get("witnessed", ()) and w not in _OWN_EYES for w in source_words):
        return "witnessed"
    content = page.words_in(draft.content[0])[:14]
    for pronoun, verb in pairwise(content):
        if pronoun in _FIRST_PERSONS and verb in _OWN_EYES:
            return "witnessed"
        if verb in _FROM and pronoun in {"was", "were", "been"} and content[0] in _FIRST_PERSONS:
            return "told"
    if any(w in _FROM for w in source_words):
        return "told"  # "officials briefed on the matter"
    kind = _head_type(page, draft)
    return _BY_TYPE.get(kind, "unstated") if kind else "unstated"
