"""``python -m claimgraph.train.measure``: named entities and sentence bounds of a model, beside gold.

Entities: exact F1 over persons, organizations and places, a leading "the" and a final "'s" dropped on both sides.
Sentences: F1 of the bounds inside paragraphs, on news documents.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from claimgraph.annotate import decode, split_sentences
from claimgraph.encoder import Encoder
from claimgraph.evaluate.calibration import Calibrated, calibrated, judged
from claimgraph.train.corpora import crossner, gold_row, gum, parse_with_corpora, polnear, read_jsonl
from claimgraph.train.examples import Example, bare_names

__all__ = ["SPLITS", "entity_scores", "news_bounds", "sentence_scores", "source_calibration"]

TYPES = frozenset({"person", "organization", "place"})
SPLITS = ("politics_dev", "conll2003_dev")
Name = tuple[int, int, str]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m claimgraph.train.measure", description=__doc__)
    parser.add_argument("--model", type=Path, help="weights; default: those in the package")
    arguments = parse_with_corpora(parser)
    corpora, encoder = arguments.corpora, Encoder(arguments.model)
    for name, examples in (("gum dev", gum(corpora, "dev")), *((s, crossner(corpora, s)) for s in SPLITS)):
        precision, recall, f1, sure = entity_scores(encoder, examples)
        print(f"entities, {name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
        print(f"  calibration error {sure.error:.3f}, if perfect {sure.perfect:.3f}, of {sure.size}")
    sure = source_calibration(encoder, polnear(corpora, "dev"))
    print(
        f"sources as tagged, polnear dev: calibration error {sure.error:.3f}, if perfect {sure.perfect:.3f}, of {sure.size}"
    )
    print("sentence bounds, gum news: P {:.3f} R {:.3f} F1 {:.3f}".format(*news_bounds(corpora)))


def entity_scores(encoder: Encoder, examples: Iterable[Example]) -> tuple[float, float, float, Calibrated]:
    """Precision, recall, F1, and how far the confidences can be believed."""
    right = found = wanted = 0
    judged: list[tuple[float, bool]] = []
    for example in examples:
        gold = set(bare_names(example.text, example.entities, TYPES))
        guesses: dict[Name, float] = {}
        for window in encoder.encode(example.text, split_sentences(example.text)):
            for entity in decode(example.text, window, encoder.parameters).entities:
                for name in bare_names(example.text, [(*entity.span, entity.type)], TYPES):
                    guesses[name] = entity.confidence
        judged += [(confidence, name in gold) for name, confidence in guesses.items()]
        right, found, wanted = right + len(gold & guesses.keys()), found + len(guesses), wanted + len(gold)
    return *_f1(right, found, wanted), calibrated(judged)


def source_calibration(encoder: Encoder, articles: Iterable[tuple[str, Example]]) -> Calibrated:
    """How far the tagger's confidence in the sources of its relations can be believed, before anybody's name is resolved."""
    found: list[tuple[float, bool]] = []
    for name, example in articles:
        guesses = [
            relation._asdict()
            for window in encoder.encode(example.text, split_sentences(example.text))
            for relation in decode(example.text, window, encoder.parameters).relations
            if relation.layer == "outer"
        ]
        found += judged(gold_row(name, example), {"id": name, "attributions": guesses})["source"]
    return calibrated(found)


def news_bounds(corpora: Path) -> tuple[float, float, float]:
    """``sentence_scores`` of the news documents of GUM."""
    rows = (row for row in read_jsonl(corpora / "gum" / "train.jsonl.gz") if row["genre"] == "news")
    return sentence_scores((row["text"], [(s, e) for s, e in row["sentences"]]) for row in rows)


def sentence_scores(texts: Iterable[tuple[str, list[tuple[int, int]]]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of where sentences end, a paragraph's last sentence left out."""
    right = found = wanted = 0
    for text, sentences in texts:
        gold, guess = ({_last(text, s, e) for s, e in side} for side in (sentences, split_sentences(text)))
        gold, guess = ({at for at in side if not _ends_paragraph(text, at)} for side in (gold, guess))
        right, found, wanted = right + len(gold & guess), found + len(guess), wanted + len(gold)
    return _f1(right, found, wanted)


def _last(text: str, start: int, end: int) -> int:
    """The place of the last character of a stretch that is no white space."""
    return start + len(text[start:end].rstrip())


def _ends_paragraph(text: str, at: int) -> bool:
    rest = text[at:]
    blank = rest[: len(rest) - len(rest.lstrip())]
    return not rest.strip() or "\n" in blank


def _f1(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    return right / max(1, found), right / max(1, wanted), 2 * right / max(1, found + wanted)


if __name__ == "__main__":
    main()
