"""How a source knows, once it is known who is meant: a name may be an outlet's or a document's."""

from __future__ import annotations

from typing import Final, TypeVar

from claimgraph.records import Access, Attribution, SourceType

__all__ = ["settle_access"]

_A = TypeVar("_A", bound=Attribution)
_BY_TYPE: Final[dict[SourceType, Access]] = {
    "document": "document",
    "media_outlet": "outlet",
    "media_correspondent": "outlet",
}


def _within(one: Attribution) -> bool:
    """Whether the words that show the access are the source's own."""
    return all(any(s.start <= w.start < s.end for s in one.source) for w in one.access_words)


def settle_access(attributions: tuple[_A, ...]) -> tuple[_A, ...]:
    """The attributions with what their sources' types tell of how they know.

    A source that is an outlet or a document by its name, where no word told yet; and one that passes on an outlet or a
    document by name ("citing the Observer"), where the words alone could only say that it was told.
    """
    passed = {a.parent: a for a in attributions if a.parent is not None and a.source}
    settled = []
    for one in attributions:
        update: dict[str, object] = {}
        inner = passed.get(one.id)
        if one.access == "told" and inner is not None and one.access_words == inner.source:
            update = {"access": _BY_TYPE.get(inner.source_type, "told")}
        elif one.access in _BY_TYPE.values() and one.source_type in _BY_TYPE and _within(one):
            update = {"access": _BY_TYPE[one.source_type]}  # "the paper" is a newspaper
        elif one.access == "unstated" and one.source and one.source_type in _BY_TYPE:
            update = {"access": _BY_TYPE[one.source_type], "access_words": one.source}
        settled.append(one.model_copy(update=update) if update else one)
    return tuple(settled)
