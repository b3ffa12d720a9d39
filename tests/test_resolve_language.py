"""What the room of sources takes from a language: word classes, from one file or two."""

from pathlib import Path
from typing import get_args

import pytest

from claimgraph import annotate, lang, link, report, resolve
from claimgraph.lang import load_language
from claimgraph.outlets import Match, load_registry
from claimgraph.records import Attribution, SourceType, Span
from claimgraph.resolve.antecedents import score_candidates
from claimgraph.resolve.chains import Frames
from claimgraph.resolve.context import Context
from claimgraph.resolve.words import compile_words
from tests.resolve_cases import build_case

LANGUAGE_FILE = """
from claimgraph.records import Language
LANGUAGE = Language(code="{code}", source_heads={{"anonymous": frozenset({{"kilde"}})}}, source_words={words})
"""


def write_language(folder, monkeypatch, code, *, words="{}"):
    """A language of one file in ``folder``, known by ``code``."""
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setitem(lang.LANGUAGES, code, f"lang_{code}")
    (folder / f"lang_{code}.py").write_text(LANGUAGE_FILE.format(code=code, words=words), "utf-8")


def test_language_may_be_one_file(tmp_path, monkeypatch):
    """A language without a second file keeps the words on sources that its own file gives."""
    write_language(tmp_path, monkeypatch, "qa", words='{"titles": frozenset({"fru"})}')
    language = load_language("qa")
    assert language.source_words == {"titles": frozenset({"fru"})}
    assert compile_words(language).head_type("kilde") == "anonymous"


def test_second_file_gives_the_words_on_sources(tmp_path, monkeypatch):
    """Where a language has a second file, that one gives the words on sources."""
    write_language(tmp_path, monkeypatch, "qb")
    (tmp_path / "lang_qb_sources.py").write_text('SOURCE_WORDS = {"titles": frozenset({"herr"})}', "utf-8")
    assert load_language("qb").source_words == {"titles": frozenset({"herr"})}


def test_second_file_that_cannot_be_read_is_an_error(tmp_path, monkeypatch):
    """A second file that imports what is not there is broken, not missing."""
    write_language(tmp_path, monkeypatch, "qc")
    (tmp_path / "lang_qc_sources.py").write_text("import no_such_module_anywhere", "utf-8")
    with pytest.raises(ModuleNotFoundError, match="no_such_module_anywhere"):
        load_language("qc")


def test_every_word_class_is_read():
    """No class of words on sources is kept that nothing asks for."""
    rooms = [Path(room.__file__).parent for room in (annotate, resolve, link, report)]
    code = "".join(path.read_text("utf-8") for room in rooms for path in sorted(room.glob("*.py")))
    heads = set(get_args(SourceType))
    assert [n for n in load_language("en").source_words if n not in heads and not asked_for(n, code)] == []


def asked_for(name, code):
    """Whether ``code`` asks for the class ``name``, or for all whose names end as its does."""
    if name.startswith("field_") and 'startswith("field_")' in code:
        return True
    return f'"{name}"' in code or (name.endswith("_pronouns") and f'"{name.removesuffix("_pronouns")}"' in code)


def medium_told(words):
    """The medium of "Locals told Reuters the well was dry", by the language of ``words``."""
    text = "Locals told Reuters the well was dry."
    registry = load_registry()
    _, annotated = build_case({"outlet": "Oske Courier", "text": text})
    context = Context(annotated, registry, words, score_candidates)
    own = Match(registry.named("Oske Courier"), "Oske Courier", "", descriptor=False)
    frames = Frames(text, (), [(0, len(text))], context, own=own)
    told = Attribution(
        id="a1",
        kind="claim",
        source=(Span(0, 6),),
        cue=(Span(7, 11),),
        content=(Span(20, 36),),
        quotation="indirect",
        stance="asserts",
        confidence=1.0,
    )
    return frames.medium(told).match


def test_one_language_never_reads_with_the_phrases_of_another():
    """Phrases belong to the words they were compiled from, also when a language is dropped and another takes its place."""
    english = load_language("en")
    silent = english.model_copy(update={"code": "qd", "source_words": {}})
    for _ in range(50):
        assert medium_told(compile_words(english.model_copy(update={"code": "qe"}))) is not None
        assert medium_told(compile_words(silent.model_copy())) is None
