"""Makes training text more like the world's news, and shows the tagger what the corpus never marks: attributions inside others.

Whole sentences of a training article are put into the mouth of a new source (so that what was outermost becomes
inner), sources are exchanged, and the typography of careless publishing is imitated. All of it from a seeded generator.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from claimgraph.encoder import NEWLINE, Tokenizer
from claimgraph.train.examples import Example, Mark, Part, compose
from claimgraph.train.features import Pairs, Window
from claimgraph.train.phrases import ENTITY_SLOTS, PATTERNS, SLOTS

__all__ = ["augment", "careless"]

WRAP = 0.14
"""Share of the sentences that could be wrapped which are."""
EXCHANGE = 0.12
"""Share of the sources that are exchanged."""
RESTYLE = 0.3
"""Share of the articles whose typography is changed, for each of several changes."""

_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "it",
        "he",
        "she",
        "they",
        "this",
        "that",
        "these",
        "those",
        "there",
        "his",
        "her",
        "their",
        "its",
        "we",
        "our",
        "some",
        "many",
        "most",
        "all",
        "both",
        "after",
        "before",
        "when",
        "while",
        "if",
        "as",
        "for",
        "from",
        "with",
        "but",
        "and",
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "more",
        "several",
        "last",
        "during",
        "since",
    ]
)
_PIECE = re.compile(r"<([A-Z+]*):?([^<>]*)>|([^<>]+)")
_QUOTE_CHANGES = (("“”‘’", "\"\"''"), ("’", "‘"), ("”", "“"), ("\"'", "”’"))
"""Marks, and what they become."""
_QUOTES = '“”"«»'
_SLOT = re.compile(r"\{(\w+)\}")
_ROLES = {"S": "source", "Q": "cue", "C": "content"}
_REPORTED = re.compile(
    r"^(?:said|says|say|reported|told|announced|confirmed|added|claimed|stated|noted|according to)$", re.IGNORECASE
)


def augment(example: Example, rng: random.Random) -> Example:
    """A new example; the one given stays as it is. The same generator state gives the same result."""
    parts = list(_article(example, rng))
    changed = compose(example, parts)
    return _restyle(changed, rng)


def _article(example: Example, rng: random.Random) -> Iterator[Part]:
    """The article in parts: wrapped sentences, exchanged sources, and stretches left alone."""
    reached = 0
    for number, (start, end, own) in enumerate(_wrappable(example)):
        if rng.random() > WRAP:
            continue
        yield from _exchanged(example, reached, start, rng)
        yield from _wrapped(example, start, end, number, rng, own=own)
        reached = end
    yield from _exchanged(example, reached, len(example.text), rng)


def _wrappable(example: Example) -> Iterator[tuple[int, int, bool]]:
    """Sentences that can be put into somebody's mouth, and whether they hold no attribution of their own."""
    spans = sorted((min(s for s, _ in r.spans()), max(e for _, e in r.spans())) for r in example.outer if r.spans())
    for start, end in example.sentences[1:]:  # the first is the headline
        sentence = example.text[start:end]
        if not sentence.endswith(".") or sentence.endswith("..") or not sentence[:1].isupper() or "\n" in sentence:
            continue
        if not 5 <= sentence.count(" ") <= 45 or any(mark in sentence for mark in _QUOTES) or "''" in sentence:
            continue
        touching = [(s, e) for s, e in spans if s < end and e > start]
        if all(s >= start and e <= end for s, e in touching):
            yield start, end, not touching


@cache
def _weights() -> list[float]:
    return [weight for weight, _ in PATTERNS]


def _wrapped(example: Example, start: int, end: int, number: int, rng: random.Random, *, own: bool) -> Iterator[Part]:
    """The sentence ``[start, end)`` inside a pattern."""
    pattern = rng.choices(PATTERNS, _weights())[0][1]
    if not own and ("<C>" in pattern or "<I" in pattern or "+I" in pattern):  # both layers are taken: keep it simple
        pattern = PATTERNS[0][1]
    word = re.match(r"\w+", example.text[start:end])
    lower = bool(word) and word.group().lower() in _SMALL if word else False
    first = True
    for labels, inside, plain in _PIECE.findall(pattern):
        marks = _marks(labels, number)
        body = inside or ("C" if labels == "C" and not inside else "")
        if labels == "C" and not inside:
            marks = ()
        if body in ("c", "C"):
            nested = bool(marks)
            yield Part(copy=(start, end - 1), lower=body == "c" and lower, marks=marks, nested=nested, sentence=first)
        else:
            for part in _filled(plain or inside, rng, marks):
                opens = first and bool(part.text)
                yield Part(text=_capital(part.text), marks=part.marks, sentence=True) if opens else part
                first = first and not part.text
        first = False


def _marks(labels: str, number: int) -> tuple[Mark, ...]:
    """``AC+IQ`` -> content of the outer relation A and cue of the inner relation I."""
    marks = []
    for label in filter(None, labels.split("+")):
        if len(label) == 2:
            layer: Literal["outer", "inner"] = "inner" if label[0] == "I" else "outer"
            marks.append(Mark(number * 10 + "ABI".index(label[0]), _ROLES[label[1]], layer))
    return tuple(marks)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _filled(template: str, rng: random.Random, marks: tuple[Mark, ...]) -> Iterator[Part]:
    """``template`` with its slots filled; names become entities."""
    position = 0
    for match in _SLOT.finditer(template):
        if match.start() > position:
            yield Part(text=template[position : match.start()], marks=marks)
        name = match.group(1)
        if name == "person":
            words = f"{rng.choice(SLOTS['first'])} {rng.choice(SLOTS['last'])}"
            yield Part(text=words, marks=(*marks, Mark(0, "person", "entity")))
        elif name in ENTITY_SLOTS:
            words = rng.choice(SLOTS[name])
            article = re.match(r"the |western |northern |southern |eastern ", words)
            if article:
                yield Part(text=article.group(), marks=marks)
                words = words[article.end() :]
            yield Part(text=words, marks=(*marks, Mark(0, ENTITY_SLOTS[name], "entity")))
        else:
            parts = list(_filled(rng.choice(SLOTS[name.lower()]), rng, marks))
            if name[0].isupper() and parts:
                parts[0] = Part(text=_capital(parts[0].text), marks=parts[0].marks)
            yield from parts
        position = match.end()
    if position < len(template):
        yield Part(text=template[position:], marks=marks)


def _exchanged(example: Example, start: int, end: int, rng: random.Random) -> Iterator[Part]:
    """The stretch ``[start, end)`` with some of its sources exchanged for ones of our own."""
    reached = start
    if start >= end:
        return
    shared: dict[tuple[int, int], int] = {}
    for relation in example.outer:
        for span in relation.source:
            shared[span] = shared.get(span, 0) + 1
    candidates = []
    for relation in example.outer:
        if len(relation.source) != 1 or not relation.cue or shared[relation.source[0]] > 1:
            continue
        (s, e), (cue_start, cue_end) = relation.source[0], relation.cue[0]
        if (
            start <= s
            and e <= end
            and _REPORTED.match(example.text[cue_start:cue_end])
            and e - s < 120
            and "\n" not in example.text[s:e]
        ):
            candidates.append((s, e))
    for s, e in sorted(candidates):
        if s < reached or rng.random() > EXCHANGE:
            continue
        yield Part(copy=(reached, s))
        capital = example.text[s].isupper() and example.text[s:e].split()[0].lower() in _SMALL
        words = "".join(part.text for part in _filled(rng.choice(SLOTS["source"]), rng, ()))
        if capital or (example.text[max(0, s - 2) : s].strip() in {"", ".", "”", '"'} and example.text[s].isupper()):
            words = _capital(words)
        yield Part(text=words, instead_of=(s, e))
        reached = e
    yield Part(copy=(reached, end))


def _restyle(example: Example, rng: random.Random) -> Example:
    """Typography of careless publishing; every change keeps the length of the text, so that no offset moves."""
    text = example.text
    if rng.random() < RESTYLE:
        text = text.translate(str.maketrans(*rng.choice(_QUOTE_CHANGES)))
    if rng.random() < RESTYLE / 3:
        text = re.sub(r",(?= \w)", lambda m: " " if rng.random() < 0.7 else m.group(), text)
    if rng.random() < RESTYLE / 4:
        text = text.replace("—", "-").replace("–", "-")
    head = text.find("\n")
    if head > 0 and text[head - 1] == "." and rng.random() < 0.7:  # the corpus adds a full stop to headlines
        text = text[: head - 1] + " " + text[head:]
    example.text = text
    return example


@cache
def _piece_tables() -> tuple[list[NDArray[np.int64]], NDArray[np.bool_], int]:
    """For each change of quotation marks a table of ids; whether a piece has letters; the comma."""
    vocabulary = Tokenizer().vocabulary()
    letters = np.zeros(len(vocabulary), dtype=bool)
    for piece, number in vocabulary.items():
        letters[number] = any(c.isalpha() for c in piece) and not piece.startswith("[")
    tables = []
    for marks, others in _QUOTE_CHANGES:
        table = np.arange(len(vocabulary), dtype=np.int64)
        for old, new in zip(marks, others, strict=True):
            table[vocabulary[old]] = vocabulary[new]
        tables.append(table)
    return tables, letters, vocabulary[","]


def careless(window: Window, rng: random.Random) -> Window:
    """A window with soft labels as a careless publisher would print it; its labels stay those of the clean text."""
    tables, letters, comma = _piece_tables()
    ids, casing = window.ids, window.casing
    if rng.random() < RESTYLE:
        ids = rng.choice(tables)[ids]
    if rng.random() < RESTYLE / 2:
        casing = casing.copy()
        line = np.flatnonzero(ids == NEWLINE)
        headline = len(line) > 0 and line[0] < 40 and rng.random() < 0.7
        stretch = slice(0, int(line[0])) if headline else slice(None)
        casing[stretch][letters[ids[stretch]]] = rng.choice([0, 1, 2, 2])
    changed = replace(window, ids=ids, casing=casing)
    if rng.random() < RESTYLE / 2:
        share = rng.choice([0.5, 1.0])
        return _without(changed, np.array([piece == comma and rng.random() < share for piece in ids.tolist()]))
    return changed


def _without(window: Window, gone: NDArray[np.bool_]) -> Window:
    """The window without some of its pieces."""
    kept = ~gone
    place = np.concatenate(([0], np.cumsum(kept)))
    arrays: dict[str, Any] = {
        name: value[kept]
        for name in ("ids", "casing", "outer", "inner", "entities", "soft_outer", "soft_inner")
        if (value := getattr(window, name)) is not None
    }

    def moved(pairs: Pairs) -> Pairs:
        cues, sources, contents = (
            [(int(place[low]), max(int(place[high]), int(place[low]) + 1)) for low, high in rows]
            for rows in (pairs.cues, pairs.sources, pairs.contents)
        )
        return Pairs(cues, sources, contents, pairs.source_of, pairs.cue_of)

    return replace(window, **arrays, outer_pairs=moved(window.outer_pairs), inner_pairs=moved(window.inner_pairs))
