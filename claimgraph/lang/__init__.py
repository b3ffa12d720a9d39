"""Languages: data only, one file each; the words on sources may stand in a second, ``CODE_sources``."""

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


@lru_cache(maxsize=8)
def _load(name: str) -> Language:
    """The language in module ``name``, with the words on sources from ``NAME_sources`` where there is such a module."""
    language: Language = import_module(name).LANGUAGE
    sibling = f"{name}_sources"
    try:
        words = import_module(sibling).SOURCE_WORDS
    except ModuleNotFoundError as error:
        if error.name != sibling:
            raise
        return language
    return language.model_copy(update={"source_words": words})
