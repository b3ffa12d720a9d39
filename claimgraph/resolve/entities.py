"""Mentions of named entities grouped within the article; ids are equal across articles."""

from __future__ import annotations

from collections import Counter

from claimgraph.outlets import Countries
from claimgraph.records import Entity, EntityType, Mention, content_id
from claimgraph.resolve.names import clean_name, fold_name, name_tokens, short_form

__all__ = ["group_entities"]


def group_entities(
    mentions: tuple[Mention, ...], text: str, acronyms: dict[str, str], countries: Countries, titles: frozenset[str]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions with name and entity id filled, and the entities, in order of first mention.

    A short name takes the one longer name of its type that it fits; an acronym the long form that the article
    defines. One name has one type in an article, the one given most often.
    """
    surfaces = [_bare(text[m.start : m.end], m.type, titles) for m in mentions]
    full = [acronyms.get(surface, surface) for surface in surfaces]
    tokens = [name_tokens(name) for name in full]
    votes: dict[tuple[str, ...], Counter[EntityType]] = {}
    for mention, key in zip(mentions, tokens, strict=True):
        votes.setdefault(key, Counter())[mention.type] += 1
    types = {key: counts.most_common(1)[0][0] for key, counts in votes.items()}
    names: dict[tuple[str, ...], str] = {}
    for key, name in zip(tokens, full, strict=True):
        names.setdefault(key, name)
    longer = {key: _long_form(key, types) for key in names}
    out: list[Mention] = []
    entities: dict[str, Entity] = {}
    ids = {key: content_id("entity", types[key], fold_name(name, countries)) for key, name in names.items()}
    for mention, key in zip(mentions, tokens, strict=True):
        best = longer[key]
        kind, name, entity = types[best], names[best] or text[mention.start : mention.end], ids[best]
        entities.setdefault(entity, Entity(id=entity, name=name, type=kind))
        out.append(mention.model_copy(update={"name": entities[entity].name, "entity": entity, "type": kind}))
    return tuple(out), tuple(entities.values())


def _bare(surface: str, kind: EntityType, titles: frozenset[str]) -> str:
    """``surface`` without article, possessive, and titles before a person's name."""
    name = clean_name(surface)
    words = name.split()
    while len(words) > 1 and (
        words[0].casefold() == "the" or (kind == "person" and words[0].casefold().rstrip(".") in titles)
    ):
        words.pop(0)
    return " ".join(words) or surface


def _long_form(key: tuple[str, ...], types: dict[tuple[str, ...], EntityType]) -> tuple[str, ...]:
    """The one longer name of the same type that ``key`` is short for, else ``key``; places are left as they are."""
    kind = types[key]
    if kind not in {"person", "organization"}:
        return key
    fitting = [other for other, t in types.items() if t == kind and short_form(key, other, person=kind == "person")]
    maximal = [a for a in fitting if not any(a != b and short_form(a, b, person=kind == "person") for b in fitting)]
    return maximal[0] if len(maximal) == 1 else key
