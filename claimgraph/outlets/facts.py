"""What the registry knows of an outlet and from where, and which outlets a person may mean."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from claimgraph.outlets.forms import fold_key
from claimgraph.outlets.registry import Registry
from claimgraph.records import Outlet

__all__ = ["OutletFact", "find_outlets", "near_outlets", "outlet_facts"]

_FACTS: Final[dict[str, tuple[str, ...]]] = {
    "kind": ("kind",),
    "country": ("country",),
    "region": ("region",),
    "owner": ("owner",),
    "owner_as_of": ("owner_as_of", "owner"),
    "affiliation": ("affiliation",),
    "state_relation": ("state_relation", "state"),
    "state_of": ("state_of", "state"),
    "state_media_label": ("state_media_label",),
    "parent": ("parent",),
    "languages": ("languages",),
    "domains": ("domains",),
    "wikidata": ("wikidata",),
    "note": ("note",),
    "aliases": ("aliases", "name"),
}
"""Field of ``Outlet``, and the keys of ``facts_from`` that may give its origin, the best first."""
_SURE: Final = 0.7
"""Likeness below which a name is no near miss."""
_WORSE: Final = 0.15
"""How much less like than the likest one another may be."""


class OutletFact(NamedTuple):
    """One fact of an outlet."""

    name: str
    """Field of ``Outlet``."""
    value: str
    """In words; several joined by a comma."""
    origins: tuple[str, ...]
    unsourced: bool
    """True: no data set gives it, it was written from general knowledge and is to be checked."""


def outlet_facts(outlet: Outlet) -> list[OutletFact]:
    """The facts that are known of ``outlet``, each with its origin; what is not known is left out."""
    facts = []
    for name, keys in _FACTS.items():
        value = getattr(outlet, name)
        if not value:
            continue
        origins = next((outlet.facts_from[key] for key in keys if key in outlet.facts_from), ())
        words = ", ".join(_words(name, value)) if isinstance(value, tuple) else str(value)
        facts.append(OutletFact(name, words, origins, not set(origins) - {"curated"}))
    return facts


def _words(name: str, value: tuple[object, ...]) -> Iterator[str]:
    for item in value:
        text = str(getattr(item, "text", item))
        yield f"{text} (ambiguous)" if name == "aliases" and getattr(item, "ambiguous", False) else text


def find_outlets(registry: Registry, text: str) -> list[Outlet]:
    """The outlets that ``text`` names: an id, a host or URL, a name or any other wording; curated ones first.

    Several share a name that does not identify them; then all are given. A platform's host gives the platform.
    """
    text = text.strip()
    host = registry.by_domain(text, platforms=True) if " " not in text else None
    if host is not None:
        return [host]
    alike = {outlet.id: outlet for outlet in registry.namesakes(text)}
    if not alike:
        match = registry.match(text, any_case=True)
        one = match.outlet if match else registry.by_id(text)
        return [one] if one else []
    return sorted(alike.values(), key=lambda outlet: (outlet.tier or 1, outlet.name, outlet.id))


def near_outlets(registry: Registry, text: str, count: int = 5) -> list[tuple[str, Outlet]]:
    """Wordings much like ``text`` and the outlets that bear them, the likest first, one an outlet."""
    wanted = fold_key(text)
    grams = _grams(wanted)
    shared = (
        (2 * len(grams & _grams(key)) / (len(grams) + len(key) + 1), key) for key in registry.wordings() if key[:1]
    )
    best = sorted(shared, reverse=True)[: 20 * count]
    scored = sorted(((SequenceMatcher(None, wanted, key).ratio(), key) for _, key in best), reverse=True)
    found: dict[str, tuple[str, Outlet]] = {}
    for likeness, key in scored:
        if likeness < max(_SURE, scored[0][0] - _WORSE) or len(found) == count:
            break
        for outlet in registry.namesakes(key)[:1]:
            shown = next((alias.text for alias in outlet.aliases if fold_key(alias.text) == key), outlet.name)
            found.setdefault(outlet.id, (shown, outlet))
    return list(found.values())


def _grams(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
