"""Reads the training corpora into ``Example``s. Each is optional but PolNeAR; the README of each says what may be done with it."""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimgraph.errors import InputError
from claimgraph.train.examples import Example, Relation

__all__ = ["crossner", "gold_row", "gum", "parse_with_corpora", "polnear", "read_jsonl", "reviewed"]

GUM_TYPES = {"person": "person", "organization": "organization", "place": "place", "event": "event"}
CROSSNER_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place", "EVENT": "event", "MISC": "other"}
SILVER_TYPES = {"PERSON": "person", "LOCATION": "place", "ORGANIZATION": "organization"}
SILVER_WEIGHT = 0.3
"""Machine labels count less than a person's."""


def parse_with_corpora(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments of a command that needs the corpora; their folder as ``corpora``, a path."""
    parser.add_argument(
        "--corpora", default=os.environ.get("CORPORA"), help="folder of corpora; default: the variable CORPORA"
    )
    options = parser.parse_args()
    if not options.corpora:
        parser.error("say where the corpora are: --corpora FOLDER, or the variable CORPORA")
    options.corpora = Path(options.corpora)
    return options


def gold_row(name: str, example: Example) -> dict[str, Any]:
    """An example as ``evaluate`` takes gold articles."""
    attributions = [{"source": r.source, "cue": r.cue, "content": r.content} for r in example.outer]
    return {"id": name, "text": example.text, "sentences": example.sentences, "attributions": attributions}


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSONL file.

    Raises:
        InputError: there is no such file.
    """
    if not path.exists():
        raise InputError(
            "no such corpus file", where=str(path), hint="set CORPORA to the folder that holds the corpora"
        )
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for line in lines:
            yield json.loads(line)


def polnear(corpora: Path, split: str = "train") -> list[tuple[str, Example]]:
    """(id, example) of the attribution corpus, less the articles that several people annotated.

    Newell, Margolin, Ruths: An Attribution Relations Corpus for Political News, LREC 2018.
    """
    folder = corpora / "polnear"
    held_out = {row["id"] for row in read_jsonl(folder / "multi.jsonl.gz")}
    silver_path = folder / f"silver_{split}.jsonl.gz"
    silver = {row["id"]: row["ner"] for row in read_jsonl(silver_path)} if silver_path.exists() else {}
    found = []
    for row in read_jsonl(folder / f"{split}.jsonl.gz"):
        if row["id"] in held_out and split == "train":
            continue
        example = Example(row["text"], [(s, e) for s, e in row["sentences"]], entity_weight=SILVER_WEIGHT)
        for item in row["attributions"]:
            roles = [tuple((s, e) for s, e in item[role]) for role in ("source", "cue", "content")]
            example.outer.append(Relation(*roles))
            example.inner_unknown += roles[2]
        if row["id"] in silver:
            for name in silver[row["id"]]:
                kind = SILVER_TYPES.get(name["type"])
                if kind:
                    example.entities.append((name["start"], name["end"], kind))
                elif name["type"] == "MISC":
                    example.entity_unknown.append((name["start"], name["end"]))
        else:
            example.entity_unknown.append((0, len(row["text"])))
        found.append((row["id"], example))
    return found


def reviewed(path: Path) -> list[Example]:
    """What people checked in a case, as ``claimgraph export --format gold`` writes it; plain or gzipped.

    Raises:
        InputError: there is no such file, or a line of it is no such article.
    """
    examples = []
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8", newline="") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    examples.append(_reviewed_example(json.loads(line)))
                except (ValueError, KeyError, TypeError) as error:
                    raise InputError(f"line {number} is no reviewed article: {error!r}", where=str(path)) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return examples


def _reviewed_example(row: dict[str, Any]) -> Example:
    text = row["text"]
    example = Example(text, [(s["start"], s["end"]) for s in row["sentences"]])
    for layer, name in ((example.outer, "attributions"), (example.inner, "nested_attributions")):
        for item in row[name]:
            roles = [tuple((s, e) for s, e in item[role]) for role in ("source", "cue", "content")]
            layer.append(Relation(*roles))
    example.entity_unknown.append((0, len(text)))  # people checked attributions, not names
    return example


def gum(corpora: Path, split: str = "train", *, without: frozenset[str] = frozenset()) -> list[Example]:
    """Named mentions, not nested, of the Georgetown University Multilayer corpus (Zeldes 2017).

    Args:
        corpora: the folder of corpora.
        split: ``train`` or ``dev``.
        without: genres that are left out.
    """
    examples = []
    for row in read_jsonl(corpora / "gum" / f"{split}.jsonl.gz"):
        if row["genre"] in without:
            continue
        example = Example(row["text"], [(s, e) for s, e in row["sentences"]], attribution_known=False)
        taken: list[tuple[int, int]] = []
        named = [m for m in row["mentions"] if m.get("named") and m.get("name_start") is not None]
        for m in sorted(named, key=lambda m: m["name_start"] - m["name_end"]):
            start, end = m["name_start"], m["name_end"]
            if any(start < e and s < end for s, e in taken):
                continue
            taken.append((start, end))
            if m["type"] == "person" and m["head_xpos"] == "NNPS":  # peoples: "Afghans"
                example.entity_unknown.append((start, end))
            elif m["type"] == "time":
                continue
            else:
                example.entities.append((start, end, GUM_TYPES.get(m["type"], "other")))
        examples.append(example)
    return examples


def crossner(corpora: Path, split: str = "politics_train") -> list[Example]:
    """Entities of CrossNER politics (Liu et al. 2021), a dozen sentences an example."""
    examples: list[Example] = []
    for number, row in enumerate(read_jsonl(corpora / "ner" / f"{split}.jsonl.gz")):
        if number % 12 == 0:
            examples.append(Example("", [], attribution_known=False))
        example = examples[-1]
        start = len(example.text) + (1 if example.text else 0)
        example.text += ("\n" if example.text else "") + row["text"]
        example.sentences.append((start, len(example.text)))
        example.entities += [(start + s, start + e, CROSSNER_TYPES[kind]) for s, e, kind in row["coarse"]]
    return examples
