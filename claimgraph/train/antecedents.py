"""``python -m claimgraph.train.antecedents``: learn whom pronouns and descriptions mean, and write ``data/antecedents.json``.

What is learned from are the choices that resolution itself meets in two corpora: those of ``gum`` (coreference marked by
people) and of ``polnear`` (chains that Stanford CoreNLP made, far more and of news, with its mistakes). A candidate is
right if one of its mentions stands in one chain with the reference; nobody is, if none does. The weights are those of a
log-linear ranking with a quadratic penalty; each kind of reference has its own, drawn towards common ones. What is printed
is measured on documents that were not learned from: folds of ``gum``, and ``polnear``'s dev articles, whose chains are
CoreNLP's too. There is no randomness: the same corpora give the same file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimgraph.lang import load_language
from claimgraph.outlets import load_registry
from claimgraph.records import AnnotatedArticle, Span, hull
from claimgraph.resolve import Question, Scorer, score_candidates
from claimgraph.resolve.antecedents import KINDS, signs, signs_of_nobody
from claimgraph.resolve.context import Context, Reference
from claimgraph.resolve.mentions import THRESHOLD, Actor
from claimgraph.resolve.speakers import Speakers
from claimgraph.resolve.words import compile_words
from claimgraph.train.corpora import parse_with_corpora, read_jsonl

OUT = Path(__file__).parent.parent / "data" / "antecedents.json"
PENALTY = 4.0
STEPS = 400
FOLDS = 5
ROUNDS = 2
"""Who spoke before is a question's context, so the questions are asked again with what was learned."""
MARKED_BY_PEOPLE = 5.0
"""How much a choice of ``gum`` counts beside one that CoreNLP made."""


RARE = frozenset({"thing", "description"})
"""Kinds of reference that mean agencies and ministries in news, and hardly ever in ``gum``."""


class Mention(NamedTuple):
    """One mention of a chain."""

    start: int
    end: int
    head: int
    chain: int


class Choice(NamedTuple):
    """A question with its answer."""

    question: Question
    right: tuple[int, ...]
    """Candidates that are meant; none: nobody is."""
    document: str
    by_people: bool
    """People made the chains, not a machine."""


def read_chains(row: dict[str, Any]) -> list[Mention]:
    """The mentions of a document's chains, longest first at each start; those of ``gum`` that stand alone too."""
    found = []
    for number, chain in enumerate(row["coref"]):
        members = chain if "mentions" not in row else [row["mentions"][i] for i in chain]
        found += [Mention(m["start"], m["end"], m["head_start"], number) for m in members]
    known = {(m.start, m.end) for m in found}
    alone = (m for m in row.get("mentions", ()) if (m["start"], m["end"]) not in known)
    found += [Mention(m["start"], m["end"], m["head_start"], -1 - n) for n, m in enumerate(alone)]
    return sorted(found, key=lambda m: (m.start, -m.end))


def chain_at(mentions: Sequence[Mention], text: str, at: int) -> int | None:
    """The chain of the shortest mention whose words from ``at`` on lead to its head; None outside of all."""
    upto = bisect_right(mentions, at, key=lambda m: m.start)
    fitting = [
        m
        for m in mentions[:upto]
        if at <= m.head < m.end
        and m.head - at < 40
        and "'s " not in text[at : m.head]
        and "’s " not in text[at : m.head]
    ]
    return min(fitting, key=lambda m: m.end - m.start).chain if fitting else None


def ask(article: AnnotatedArticle, mentions: Sequence[Mention], scorer: Scorer, *, everywhere: bool) -> list[Question]:
    """The questions that resolution of ``article`` asks if ``scorer`` answers them; of all mentions, if ``everywhere``."""
    asked: list[Question] = []

    def noting(question: Question) -> Sequence[float]:
        asked.append(question._replace(starts=tuple(tuple(starts) for starts in question.starts)))
        return scorer(question)

    registry, words = load_registry(), compile_words(load_language("en"))
    context = Context(article, registry, words, noting)
    work = Speakers(context, Actor("outlet", "", "media_outlet", named=True))
    work.run()
    if everywhere:
        known = {question.at for question in asked}
        sources = [hull(a.source).start for a in work.order if a.source]
        for mention in mentions:
            phrase = context.read(Span(mention.start, mention.end))
            described = phrase.kind == "description" and phrase.det == "definite" and words.head_type(phrase.head)
            pronoun = words.is_(phrase.surface.casefold(), "person_pronouns")
            if mention.start not in known and (described or pronoun):
                work.find(Reference(phrase, bisect_right(sources, mention.start)))
    return asked


def choices_of(
    annotated: Iterable[AnnotatedArticle], chains: dict[str, list[Mention]], scorer: Scorer, *, by_people: bool
) -> Iterator[Choice]:
    """Questions in the documents, if ``scorer`` answers them, with the answers of their chains.

    Where CoreNLP's chains hold no candidate, it has mostly erred: such a question is left out.
    """
    for article in annotated:
        mentions, text = chains.get(article.id, []), article.text
        for question in ask(article, mentions, scorer, everywhere=by_people):
            chain = chain_at(mentions, text, question.at)
            if chain is None:
                continue
            right = tuple(
                n
                for n, starts in enumerate(question.starts)
                if any(chain_at(mentions, text, start) == chain for start in starts if start != question.at)
            )
            if right or by_people:
                yield Choice(question, right, article.id, by_people)


class Data(NamedTuple):
    """Choices as one sparse table."""

    names: list[str]
    rows: NDArray[np.int64]
    """Row of each sign."""
    columns: NDArray[np.int64]
    """Column of each sign."""
    choice: NDArray[np.int64]
    """Choice of each row, ascending."""
    right: NDArray[np.bool_]
    weight: NDArray[np.float64]


def tabulate(choices: Sequence[Choice]) -> Data:
    """The table of ``choices``: each sign stands in it twice, as that of all kinds and as that of its kind.

    Nobody is a row where people made the chains: CoreNLP's teach which candidate is meant, not whether one is. Of what
    ``gum`` has too seldom they teach both.
    """
    columns_of: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    owner: list[int] = []
    right: list[bool] = []
    for number, choice in enumerate(choices):
        question = choice.question
        all_signs = [signs(c) for c in question.candidates]
        if choice.by_people or question.kind in RARE:
            all_signs.append(signs_of_nobody(question.candidates))
        for n, found in enumerate(all_signs):
            for sign in found:
                for name in (sign, f"{question.kind}: {sign}"):
                    rows.append(len(owner))
                    columns.append(columns_of.setdefault(name, len(columns_of)))
            owner.append(number)
            right.append(n in choice.right if choice.right else n == len(question.candidates))
    weight = np.array([MARKED_BY_PEOPLE if c.by_people else 1.0 for c in choices])
    return Data(list(columns_of), np.array(rows), np.array(columns), np.array(owner), np.array(right), weight)


def fit(data: Data) -> dict[str, dict[str, float]]:
    """The weights by kind, those of all kinds added in: gradient steps with momentum, each scaled by its sign's count."""
    theta = np.zeros(len(data.names))
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, STEPS + 1):
        slope = _slope(data, theta) + PENALTY * theta
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        theta -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    common = {name: w for name, w in zip(data.names, theta, strict=True) if ": " not in name}
    weights: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for name, own in zip(data.names, theta, strict=True):
        kind, _, sign = name.partition(": ")
        if sign:
            weights[kind][sign] = round(float(common[sign] + own), 3)
    return {kind: dict(sorted(found.items())) for kind, found in weights.items()}


def _slope(data: Data, theta: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of the weighted loss, at ``theta``."""
    sums = np.bincount(data.rows, weights=theta[data.columns], minlength=len(data.choice))
    most = np.full(len(data.weight), -np.inf)
    np.maximum.at(most, data.choice, sums)
    shares = np.exp(sums - most[data.choice])
    likely = shares / np.bincount(data.choice, weights=shares)[data.choice]
    among = np.where(data.right, likely, 0.0)
    wanted = among / np.maximum(np.bincount(data.choice, weights=among)[data.choice], 1e-12)
    per_row = (likely - wanted) * data.weight[data.choice]
    return np.bincount(data.columns, weights=per_row[data.rows], minlength=len(theta)).astype(np.float64)


class Told(NamedTuple):
    """How a scorer fares on some choices of one kind."""

    choices: int
    answered: int
    right: int
    answerable: int
    sureness: float
    """Mean probability of what was answered."""


def measure(choices: Iterable[Choice], scorer: Scorer) -> dict[str, Told]:
    """Answers at or above the threshold, by kind of reference."""
    counted: dict[str, list[tuple[bool, bool, bool, float]]] = defaultdict(list)
    for choice in choices:
        likely, best = max(zip(scorer(choice.question), range(len(choice.question.candidates)), strict=True))
        answers = likely >= THRESHOLD
        counted[choice.question.kind].append((answers, answers and best in choice.right, bool(choice.right), likely))
    return {
        kind: Told(
            len(found),
            sum(a for a, *_ in found),
            sum(r for _, r, *_ in found),
            sum(k for *_, k, _ in found),
            float(np.mean([p for a, *_, p in found if a] or [0.0])),
        )
        for kind, found in sorted(counted.items())
    }


def nearest(question: Question) -> Sequence[float]:
    """A scorer that takes whoever was mentioned last: what the first round of questions is answered by."""
    return [0.9 if c.rank == 0 else 0.0 for c in question.candidates]


def scorer_of(weights: dict[str, dict[str, float]]) -> Scorer:
    """A scorer by ``weights``."""
    return lambda question: score_candidates(question, weights)


def annotated(folder: Path, name: str, rows: Iterable[dict[str, Any]]) -> list[AnnotatedArticle]:
    """``rows`` annotated by the shipped model, once: the file in ``folder`` is used again."""
    path, out = folder / f"{name}.in.jsonl", folder / f"{name}.ann.jsonl"
    kept = ({"id": row["id"], "outlet": row.get("outlet", "GUM"), "text": row["text"]} for row in rows)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    if not out.exists() or not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        with out.open("w", encoding="utf-8") as written:
            subprocess.run([sys.executable, "-m", "claimgraph", "annotate", path], stdout=written, check=True)  # noqa: S603
    with out.open(encoding="utf-8") as lines:
        return [AnnotatedArticle.model_validate_json(line) for line in lines]


def read_choices(folder: Path, corpora: Path, scorer: Scorer) -> dict[str, list[Choice]]:
    """The choices of each corpus, where ``scorer`` answers the questions."""
    found = {}
    for name, texts, marks in (
        ("gum", "gum/train.jsonl.gz", "gum/train.jsonl.gz"),
        ("polnear", "polnear/train.jsonl.gz", "polnear/silver_train.jsonl.gz"),
        ("polnear_dev", "polnear/dev.jsonl.gz", "polnear/silver_dev.jsonl.gz"),
    ):
        chains = {row["id"]: read_chains(row) for row in read_jsonl(corpora / marks)}
        articles = annotated(folder, name, read_jsonl(corpora / texts))
        found[name] = list(choices_of(articles, chains, scorer, by_people=texts == marks))
    return found


def main() -> None:
    """Learns, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("runs"), help="where annotations are kept")
    options = parse_with_corpora(parser)
    choices = read_choices(options.work, options.corpora, nearest)
    for _ in range(ROUNDS - 1):
        weights = fit(tabulate(choices["gum"] + choices["polnear"]))
        choices = read_choices(options.work, options.corpora, scorer_of(weights))
    documents = sorted({c.document for c in choices["gum"]})
    fold_of = {document: n % FOLDS for n, document in enumerate(documents)}
    told: list[tuple[str, Told]] = []
    answered: dict[str, list[Told]] = defaultdict(list)
    for fold in range(FOLDS):
        seen = [c for c in choices["gum"] if fold_of[c.document] != fold] + choices["polnear"]
        unseen = [c for c in choices["gum"] if fold_of[c.document] == fold]
        for kind, figures in measure(unseen, scorer_of(fit(tabulate(seen)))).items():
            answered[kind].append(figures)
    weights = fit(tabulate(choices["gum"] + choices["polnear"]))
    for kind, parts in answered.items():
        n = sum(p.answered for p in parts)
        sure = sum(p.sureness * p.answered for p in parts) / max(n, 1)
        sums = (sum(p.choices for p in parts), n, sum(p.right for p in parts), sum(p.answerable for p in parts))
        told.append((f"gum {kind}", Told(*sums, sure)))
    told += [(f"polnear_dev {kind}", t) for kind, t in measure(choices["polnear_dev"], scorer_of(weights)).items()]
    for name, t in told:
        sys.stdout.write(
            f"{name:26} of {t.choices} answered {t.answered}, right {t.right / max(t.answered, 1):.3f} "
            f"(as sure as {t.sureness:.3f}), found {t.right / max(t.answerable, 1):.3f} of {t.answerable}\n"
        )
    OUT.write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
