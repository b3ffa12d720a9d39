"""What articles must look like to be scored; the first that does not is named, before anything is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from claimgraph.errors import SchemaError

__all__ = ["check_own_labels", "check_shape"]

_ROLES: Final = ("source", "cue", "content")
_OWN_FIELDS: Final = ("content_start", "content_end", "source_type", "chain", "stance", "quote")
_SPANS: Final = "spans are [[start, end], ...] in code points"


def check_shape(article: Mapping[str, Any], where: str, *, text: bool) -> None:
    """Refuse an article whose sentences or attributions cannot be read; ``text``: or that has no text.

    Raises:
        SchemaError: it names the file, the article and the field.
    """
    where = f"{where}, article {article.get('id')!r}"
    if not isinstance(article.get("text"), str) and (text or article.get("text") is not None):
        raise SchemaError("it has no text", where=where, hint='write it as a string, in the field "text"')
    for sentence in _objects(article, "sentences", where, pairs=True):
        if not _is_pair(sentence) and not (
            isinstance(sentence, Mapping) and _is_pair((sentence.get("start"), sentence.get("end")))
        ):
            raise SchemaError(f"{sentence!r} is no sentence", where=where, hint="write [start, end], or both by name")
    people = article.get("annotators") or {}
    if not isinstance(people, Mapping):
        raise SchemaError("its annotators are no object", where=where, hint="write a list of attributions by name")
    layers = [article, *({"attributions": layer} for layer in people.values())]
    for attribution in (one for layer in layers for one in _objects(layer, "attributions", where)):
        for role in _ROLES:
            spans = attribution.get(role) or ()
            if not isinstance(spans, list | tuple) or not all(map(_is_pair, spans)):
                raise SchemaError(f"its {role} {spans!r} is no list of spans", where=where, hint=_SPANS)


def check_own_labels(article: Mapping[str, Any], where: str) -> None:
    """Refuse an article in our own labels that lacks one of them.

    Raises:
        SchemaError: it names the file, the article and the field.
    """
    where = f"{where}, article {article.get('id')!r}"
    for sentence in article.get("sentences") or ():
        if not isinstance(sentence, Mapping) or "label" not in sentence:
            raise SchemaError("a sentence has no label", where=where, hint="every sentence of such gold has one")
        for attribution in _objects(sentence, "attributions", where):
            missing = [field for field in _OWN_FIELDS if attribution.get(field) is None]
            if missing:
                content = missing[0].startswith("content")
                lacks = "content" if content else missing[0]
                raise SchemaError(
                    f"a gold attribution has no {lacks}", where=where, hint="every one of such gold has it"
                )


def _objects(holder: Mapping[str, Any], field: str, where: str, *, pairs: bool = False) -> list[Any]:
    """The list in a field, empty where there is none; of objects, unless it may hold ``pairs``."""
    found = holder.get(field) or []
    if not isinstance(found, list | tuple):
        raise SchemaError(f"its {field} are no list", where=where, hint="write a list, or leave the field out")
    for one in () if pairs else found:
        if not isinstance(one, Mapping):
            raise SchemaError(f"{one!r} among its {field} is no object", where=where, hint="write one object each")
    return list(found)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(type(place) is int for place in value)
