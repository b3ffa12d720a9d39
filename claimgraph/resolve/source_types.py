"""The type of a source from how the text names or describes it."""

from __future__ import annotations

import re

from claimgraph.records import SourceType
from claimgraph.resolve.phrases import Phrase
from claimgraph.resolve.words import Words

__all__ = ["source_type"]


def source_type(phrase: Phrase, words: Words, *, sentence: str) -> SourceType:
    """The type of the source that ``phrase`` names or describes.

    An unnamed official, guard or employee who speaks "on condition of anonymity", as ``sentence`` says, is anonymous. A plain
    personal noun that no class knows is ``unspecified``.
    """
    by_kind: dict[str, SourceType] = {
        "person": "named_person",
        "organization": "named_organization",
        "name": "named_organization",
        "outlet": "media_outlet",
        "nobody": "unspecified",
        "pronoun": "unspecified",
    }
    if phrase.kind in by_kind:
        return by_kind[phrase.kind]
    if phrase.kind == "staff":
        return "anonymous" if phrase.head.startswith("source") else "media_correspondent"
    return _described(phrase, words, sentence)


def _described(phrase: Phrase, words: Words, sentence: str) -> SourceType:
    """The type of a description: by its head noun, and by modifiers that turn it."""
    head, modifiers = phrase.head, phrase.modifiers
    kind = words.head_type(head, modifiers[-1] if modifiers else "")
    if words.is_(head, "group_words") and phrase.tail.startswith("of "):  # "a group of doctors"
        members = re.split(r"\s(?:of|in|at|from|for|with|near|who)\s", phrase.tail[3:])[0].split()
        kind = (words.head_type(members[-1].casefold()) if members else None) or kind
    local = bool(modifiers) and words.is_(modifiers[-1], "local_modifiers")
    media = any(words.head_type(word) == "media_outlet" for word in modifiers)
    if "social" in phrase.words and "media" in phrase.words and kind != "named_organization":
        return "social_media"
    if kind == "anonymous":
        return _anonymous(phrase, words, local=local)
    if kind in {"unspecified", "document"} and words.is_(head, "report_words"):
        return "media_outlet" if media else "local_unspecified" if local else kind
    if kind in {"official_unnamed", "local_unspecified"} and any(
        text in sentence for text in words.classes.get("anonymous_phrases", ())
    ):
        return "anonymous"
    if kind is None and phrase.match is not None:
        return "social_media"
    return kind or "unspecified"


def _anonymous(phrase: Phrase, words: Words, *, local: bool) -> SourceType:
    """Tells locals apart: "local sources" and "people in the village" are locals; "people familiar with the talks" are not."""
    if words.is_(phrase.head, "crowd_words"):
        there = phrase.tail.partition(" ")[0]
        return "local_unspecified" if local or words.is_(there, "place_prepositions") else "anonymous"
    return "local_unspecified" if local else "anonymous"
