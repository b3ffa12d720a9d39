"""Languages: data only, one file each; the words on sources stand in a second, ``CODE_sources``, those by which claims are compared in a third, ``CODE_links``."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from claimgraph.records import Language

__all__ = ["LANGUAGES", "load_language"]

LANGUAGES = {"en": "claimgraph.lang.en"}
"""ISO 639-1 code to the module that holds ``LANGUAGE``."""


def load_language(code: str | None = None) -> Language:
    """The word classes of the language ``code`` (ISO 639-1, a region after a hyphen is ignored).

    A language that is not known is read as English: fields that rest on words are then poor, none is empty.
    """
    short = (code or "en").replace("_", "-").partition("-")[0].casefold()
    return _load(LANGUAGES.get(short, LANGUAGES["en"]))


_PARTS = {
    "sources": {"source_words": "SOURCE_WORDS"},
    "links": {
        "link_words": "LINK_WORDS",
        "link_bounds": "LINK_BOUNDS",
        "link_names": "LINK_NAMES",
        "link_amounts": "LINK_AMOUNTS",
    },
}
"""Ending of a second module beside a language's own, and the fields of ``Language`` that it fills."""


@lru_cache(maxsize=8)
def _load(name: str) -> Language:
    """The language in module ``name``, with the words in ``NAME_sources`` and ``NAME_links`` where there are such modules."""
    language: Language = import_module(name).LANGUAGE
    for ending, fields in _PARTS.items():
        sibling = f"{name}_{ending}"
        try:
            module = import_module(sibling)
        except ModuleNotFoundError as error:
            if error.name != sibling:
                raise
            continue
        language = language.model_copy(update={field: getattr(module, value) for field, value in fields.items()})
    return language
