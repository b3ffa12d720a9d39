"""Mentions of named entities grouped within the article; ids are equal across articles."""

from __future__ import annotations

from collections import Counter
from typing import Final

from claimgraph.outlets import Registry
from claimgraph.records import AnnotatedArticle, Entity, EntityType, Mention, content_id
from claimgraph.resolve.names import clean_name, fold_name, initials_of, name_tokens, short_form

__all__ = ["group_entities"]

_MOST_LONGER: Final = 50
"""Longer names that one is held against; of those that fit more, none is meant."""
_ARTICLES: Final = frozenset({(), ("al",), ("el",)})
"""Names that are none: an article that was cut from one."""


def group_entities(
    article: AnnotatedArticle, acronyms: dict[str, str], registry: Registry, titles: frozenset[str]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions with name and entity id filled, and the entities, in order of first mention.

    A short name takes the one longer name of its type that it fits; an acronym the long form that the article
    defines, or the one body whose initials it has. One name has one type in an article, the one given most often;
    a country is a place. Ids are equal across articles: those of outlets and bodies by the registry, those of all but
    persons whatever their type. A person of one name alone ("Smith") is one within the article only.
    """
    text = article.text
    mentions = [m for m in article.entities if name_tokens(clean_name(text[m.start : m.end])) not in _ARTICLES]
    surfaces = [_bare(text[m.start : m.end], m.type, titles) for m in mentions]
    long_forms = _initials(surfaces, mentions) | acronyms
    full = [long_forms.get(surface, surface) for surface in surfaces]
    tokens = [name_tokens(name) for name in full]
    votes: dict[tuple[str, ...], Counter[EntityType]] = {}
    for mention, key in zip(mentions, tokens, strict=True):
        votes.setdefault(key, Counter())[mention.type] += 1
    names: dict[tuple[str, ...], str] = {}
    for key, name in zip(tokens, full, strict=True):
        names.setdefault(key, name)
    codes = {code.lower() for code in registry.countries.by_name.values()}
    folded = {key: fold_name(name, registry.countries) for key, name in names.items()}
    types: dict[tuple[str, ...], EntityType] = {
        key: "place" if folded[key] in codes and key else counts.most_common(1)[0][0] for key, counts in votes.items()
    }
    types |= _surnames(types, folded, codes)
    near = registry.countries_in(text)
    known = {
        key: body
        for key, name in names.items()
        if types[key] == "organization" and (body := _body(name, registry, near))
    }
    longer = _long_forms(types)
    longer |= {key: key for key, body in known.items() if known.get(longer[key]) != body}  # the UN is not its Council
    ids = {key: _identity(article.id, types[key], known.get(key, folded[key])) for key in names}
    out: list[Mention] = []
    entities: dict[str, Entity] = {}
    for mention, key in zip(mentions, tokens, strict=True):
        best = longer[key]
        kind, name, entity = types[best], names[best] or text[mention.start : mention.end], ids[best]
        entities.setdefault(entity, Entity(id=entity, name=name, type=kind))
        first = entities[entity]
        out.append(mention.model_copy(update={"name": first.name, "entity": entity, "type": first.type}))
    return tuple(out), tuple(entities.values())


def _surnames(
    types: dict[tuple[str, ...], EntityType], folded: dict[tuple[str, ...], str], codes: set[str]
) -> dict[tuple[str, ...], EntityType]:
    """Names of one word that the model took for a body or place, and that end the whole name of a person of the article."""
    last = {key[-1] for key, kind in types.items() if kind == "person" and len(key) > 1}
    return {
        key: "person"
        for key, kind in types.items()
        if len(key) == 1 and kind == "organization" and key[0] in last and folded[key] not in codes
    }


def _identity(article: str, kind: EntityType, folded: str) -> str:
    """The id of an entity: by its folded name; a person of one name only within the article."""
    if kind != "person":
        return content_id("entity", "name", folded)
    return content_id("entity", kind, folded) if " " in folded else content_id("entity", kind, folded, article)


def _body(name: str, registry: Registry, near: frozenset[str]) -> str:
    """The folded name of the outlet or body that all of ``name`` means by the registry's curated rows; else empty."""
    match = registry.match(name, countries=near, speaks=True)
    if match is None or match.outlet.tier != 1 or match.outlet.kind == "social" or match.descriptor:
        return ""
    rest = set(name_tokens(name)) - set(name_tokens(match.text)) - set(match.role.split())
    return "" if rest else fold_name(clean_name(match.outlet.name), registry.countries)


def _initials(surfaces: list[str], mentions: list[Mention]) -> dict[str, str]:
    """Acronyms among the names of bodies, to the one name whose initials they are; three letters at least."""
    bodies = {s for s, m in zip(surfaces, mentions, strict=True) if m.type == "organization"}
    found: dict[str, str] = {}
    wanted = {short for short in bodies if short.isupper() and short.isalpha() and len(short) > 2}  # two are too common
    by_initials: dict[str, list[str]] = {}
    for long in sorted(bodies) if wanted else ():
        by_initials.setdefault(initials_of(long), []).append(long)
    for short in wanted:
        fitting = {name_tokens(long): long for long in by_initials.get(short.casefold(), ())}
        if len(fitting) == 1:
            found[short] = next(iter(fitting.values()))
    return found


def _bare(surface: str, kind: EntityType, titles: frozenset[str]) -> str:
    """``surface`` without article, possessive, and titles before a person's name."""
    name = clean_name(surface)
    words = name.split()
    while len(words) > 1 and (
        words[0].casefold() == "the" or (kind == "person" and words[0].casefold().rstrip(".") in titles)
    ):
        words.pop(0)
    return " ".join(words) or surface


def _long_forms(types: dict[tuple[str, ...], EntityType]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """For each name the one longer name of its type that it is short for, else itself; places are left as they are.

    A short name shares its last word with a person's and its first with one inside a body's (``short_form``): only
    names that do are held against it.
    """
    beside: dict[tuple[EntityType, str], list[tuple[str, ...]]] = {}
    for name, kind in types.items():
        for word in dict.fromkeys(name if kind == "organization" else name[-1:]):
            beside.setdefault((kind, word), []).append(name)
    longer = {}
    for key, kind in types.items():
        longer[key] = key
        if key and kind in {"person", "organization"}:
            person = kind == "person"
            near = beside[kind, key[-1] if person else key[0]]
            fitting = [other for other in near if short_form(key, other, person=person)]
            if len(fitting) > _MOST_LONGER:
                continue
            maximal = [a for a in fitting if not any(a != b and short_form(a, b, person=person) for b in fitting)]
            if len(maximal) == 1:
                longer[key] = maximal[0]
    return longer
