"""``python -m claimgraph.train.link_weights``: learn from pairs of claims when two are one, and write ``data/links.json``.

Pairs come from three places:

- ``link_stories.json``: affairs of our own invention, told by two to four outlets; every pair of sentences across
  articles is either marked as same or contradicting, or is none.
- ``link_labels.jsonl``: pairs of the corpora ``syria-804``, ``us-news-4000`` and ``us-news-12000-more``, drawn over the scores of
  earlier weights, later ones from articles of two outlets on one event, the last ones from all that was linked then, right or
  not; read and judged one by one. Only ids, offsets and the judgement are kept, no text.
- pairs of ``syria-804`` found by rule: wire copies (published within a day of each other, three of four neighbouring
  words alike, not all) are same; claims of one place and kind of event that each name a day, three and more days apart, are none.

The curve is a logistic regression with a quadratic penalty, solved by Newton's method; small trees mend it
(``boost.py``). What comes out is calibrated on the judged pairs of the corpora by cross-validation; pairs of one affair, or
of the same two articles, are always in one fold. There is no randomness but the seeded draw: the same corpora give the same file.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimgraph.lang import load_language
from claimgraph.link.claims import ArticleFacts, read_claims
from claimgraph.link.compare import FEATURES, Comparison, Context, compare_articles
from claimgraph.link.differences import DOUBTS, doubts, find_difference
from claimgraph.link.lexicon import lexicon_of
from claimgraph.link.profile import Index, Profile, profile_article
from claimgraph.records import AnnotatedArticle, content_id
from claimgraph.train.boost import Tree, boost, grown
from claimgraph.train.corpora import parse_with_corpora, read_jsonl

HERE = Path(__file__).parent
CORPORA = ("syria-804", "us-news-4000", "us-news-12000-more")
PENALTY = 20.0
SHARE = 0.5
"""Of the curve's sum that the trees begin with: they may unsay the rest."""
FOLDS = 10
LEAST, LEAST_AGAINST = 0.3, 0.2
"""Score of the least sure links, and contradictions, that are told: where F1 is best by cross-validation, though not by much."""
SEED = 20160717
FOUND_BY_RULE = 120
"""Pairs of either kind."""
DOUBTFUL = 6.0
"""Penalty of the curve over differences, of which there are few."""
SAME_CLAIM = 0.7
"""Share of its extent by which a judged claim is found again after claims are read anew."""
LEXICON = lexicon_of(load_language("en"))


class Pair(NamedTuple):
    """One training pair."""

    compared: Comparison
    relation: str
    slot: str | None
    origin: str
    weight: float


class Read(NamedTuple):
    """Articles made ready."""

    facts: dict[str, ArticleFacts]
    profiles: dict[str, Profile]

    def compare(self, one: str, other: str) -> list[Comparison]:
        """The claims of two articles that are worth comparing."""
        cosine = Index.cosine(self.profiles[one], self.profiles[other])
        context = Context(cosine, (self.facts[one].day, self.facts[other].day))
        return list(compare_articles(self.facts[one], self.facts[other], context, LEXICON).values())


def annotated(folder: Path, name: str, rows: list[dict[str, Any]]) -> Read:
    """``rows`` annotated by the shipped model, once: the file in ``folder`` is used again."""
    path, out = folder / f"{name}.in.jsonl", folder / f"{name}.jsonl"
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if not out.exists() or not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        with out.open("w", encoding="utf-8") as written:
            subprocess.run([sys.executable, "-m", "claimgraph", "annotate", path], stdout=written, check=True)  # noqa: S603
    with out.open(encoding="utf-8") as lines:
        articles = [AnnotatedArticle.model_validate_json(line) for line in lines]
    facts = {a.id: read_claims(a, LEXICON) for a in articles}
    return Read(facts, {key: profile_article(found) for key, found in facts.items()})


def story_pairs(folder: Path) -> Iterator[Pair]:
    """Every pair of claims across articles of one invented affair."""
    stories = json.loads((HERE / "link_stories.json").read_text(encoding="utf-8"))
    rows = [
        {"id": f"{s['affair']}/{n}", "outlet": a["outlet"], "date": a["date"], "text": " ".join(a["sentences"])}
        for s in stories
        for n, a in enumerate(s["articles"])
    ]
    read = annotated(folder, "stories", rows)
    for story in stories:
        marked = {frozenset(map(tuple, pair)): ("same", None) for pair in story["same"]}
        marked |= {frozenset((tuple(a), tuple(b))): ("contradicts", slot) for a, b, slot in story["contradicts"]}
        starts = [
            list(itertools.accumulate((len(s) + 1 for s in a["sentences"]), initial=0)) for a in story["articles"]
        ]
        for i, j in itertools.combinations(range(len(starts)), 2):
            one, other = (f"{story['affair']}/{n}" for n in (i, j))
            by_sentence: dict[frozenset[tuple[int, int]], list[Comparison]] = {}
            for compared in read.compare(one, other):
                ends = tuple(
                    (n, bisect_right(starts[n], c.ref.start) - 1) for n, c in ((i, compared.a), (j, compared.b))
                )
                by_sentence.setdefault(frozenset(ends), []).append(compared)
            for ends_, compared_ in by_sentence.items():
                relation, slot = marked.get(ends_, ("none", None))
                chosen = compared_ if relation == "none" else [max(compared_, key=lambda c: c.covered * c.covered_both)]
                yield from (Pair(c, relation, slot, "story", 0.7 if relation == "none" else 2.0) for c in chosen)


def judged_pairs(folder: Path, corpora: Path) -> Iterator[Pair]:
    """The pairs of the corpora that a person judged."""
    labels = [json.loads(line) for line in (HERE / "link_labels.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = {label[end][0] for label in labels for end in "ab"}
    read = Read({}, {})
    for corpus in CORPORA:
        rows = [r for r in read_jsonl(corpora / "corpora" / f"{corpus}.jsonl.gz") if r["id"] in wanted]
        part = annotated(folder, f"judged-{corpus}", rows)
        read.facts.update(part.facts)
        read.profiles.update(part.profiles)
    lost = 0
    for label in labels:
        compared = _judged(label, read.compare(label["a"][0], label["b"][0]))
        if compared is None:
            lost += 1
            continue
        yield Pair(compared, label["relation"], None, "judged", 1.5 if label["relation"] == "none" else 2.0)
    print(
        f"{lost} of {len(labels)} judged pairs are not compared: they share too little, or their claims are now others"
    )


def _judged(label: dict[str, Any], pairs: list[Comparison]) -> Comparison | None:
    """The pair of claims that was judged, or what the extents of claims have become since; null where little is left."""
    ends = [tuple(label[end][1:]) for end in "ab"]

    def alike(pair: Comparison) -> float:
        return min(_overlap((c.ref.start, c.ref.end), end) for c, end in zip((pair.a, pair.b), ends, strict=True))

    best = max(pairs, key=alike, default=None)
    return best if best is not None and alike(best) >= SAME_CLAIM else None


def _overlap(one: tuple[int, int], other: tuple[int, ...]) -> float:
    """Share of two extents that is common to both."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def ruled_pairs(folder: Path, corpora: Path) -> list[Pair]:
    """Wire copies, and events of one kind and place on other days, of ``syria-804``."""
    read = annotated(folder, "syria-804", list(read_jsonl(corpora / "corpora" / "syria-804.jsonl.gz")))
    index = Index(read.profiles[key] for key in sorted(read.profiles))
    same: list[Pair] = []
    none: list[Pair] = []
    names = FEATURES.index("names shared"), FEATURES.index("phrases shared")
    for one in sorted(read.facts):
        for other in sorted(index.near(read.profiles[one])):
            if one >= other:
                continue
            for compared in read.compare(one, other):
                a, b = compared.a, compared.b
                shared, phrases = (compared.features[n] for n in names)
                if (
                    phrases >= 0.75
                    and compared.covered_both < 0.97
                    and (compared.context.gap or 0) <= 1
                    and a.total > 15
                ):
                    same.append(Pair(compared, "same", None, "copy", 0.5))
                elif _other_days(compared) and shared and phrases < 0.5 and a.events & b.events:
                    none.append(Pair(compared, "none", None, "other day", 0.5))
    draw = random.Random(SEED)
    return [*draw.sample(same, min(FOUND_BY_RULE, len(same))), *draw.sample(none, min(FOUND_BY_RULE, len(none)))]


def _other_days(pair: Comparison) -> bool:
    """Both name a day, or a few, and they are three and more apart."""
    days = (*pair.a.days, *pair.b.days)
    return bool(pair.a.days and pair.b.days) and pair.apart >= 3 and all(last - first <= 2 for first, last in days)


def fit(
    x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64], penalty: float
) -> NDArray[np.float64]:
    """Bias and weights of a logistic curve, for features as they are."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    ridge = np.eye(z.shape[1]) * penalty
    ridge[0, 0] = 1e-6
    found = np.zeros(z.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-z @ found))
        gradient = z.T @ (weight * (p - y)) + ridge @ found
        found -= np.linalg.solve((z * (weight * p * (1 - p))[:, None]).T @ z + ridge, gradient)
    return np.r_[found[0] - (found[1:] * mean / spread).sum(), found[1:] / spread]


class Learned(NamedTuple):
    """A curve and the trees that mend it."""

    curve: NDArray[np.float64]
    """Bias first."""
    trees: list[Tree]

    def sums(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log odds of each row."""
        return np.asarray(self.curve[0] + x @ self.curve[1:] + grown(self.trees, x))


def learn(x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64]) -> Learned:
    """Fit the curve, then the trees."""
    curve = SHARE * fit(x, y, weight, PENALTY)
    return Learned(curve, boost(x, y, weight, curve[0] + x @ curve[1:]))


def calibrated(
    pairs: list[Pair], x: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]
) -> tuple[float, float, NDArray[np.float64]]:
    """Slope and intercept for sums of what did not see the pair, over the judged ones; and the probabilities."""
    folds = np.array([_fold(p) for p in pairs])
    sums = np.zeros(len(pairs))
    for fold in range(FOLDS):
        seen = folds != fold
        sums[~seen] = learn(x[seen], y[seen], w[seen]).sums(x[~seen])
    judged = np.array([p.origin == "judged" for p in pairs])
    intercept, slope = fit(sums[judged, None], y[judged], np.ones(judged.sum()), 1e-3)
    sums = intercept + slope * sums
    for origin in ("story", "judged", "copy", "other day"):
        mine = np.array([p.origin == origin for p in pairs])
        report(origin, sums[mine], y[mine])
    return float(slope), float(intercept), 1 / (1 + np.exp(-sums))


def _fold(pair: Pair) -> int:
    """The fold of a pair: by its affair, or by its two articles."""
    a, b = pair.compared.a.ref.id, pair.compared.b.ref.id
    return int(content_id(*([a.partition("/")[0]] if pair.origin == "story" else sorted((a, b)))), 16) % FOLDS


def report(name: str, sums: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    """Precision and recall by cross-validation."""
    p = 1 / (1 + np.exp(-sums))
    figures = []
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        right = float(((p > least) * y).sum())
        figures.append(f"{least}: P {right / max((p > least).sum(), 1):.2f} R {right / max(y.sum(), 1):.2f}")
    print(f"{name:<10} {len(y):>5} pairs, {int(y.sum()):>4} linked   {'   '.join(figures)}")


def against(pairs: list[Pair], linked: NDArray[np.float64]) -> NDArray[np.float64]:
    """The curve by which a difference is held for a contradiction; ``linked``: probabilities by what did not see the pair."""
    found = [
        (pair, difference, probability)
        for pair, probability in zip(pairs, linked.tolist(), strict=True)
        if pair.origin in {"story", "judged"} and (difference := find_difference(pair.compared, LEXICON))
    ]
    x = np.array([doubts(pair.compared, difference, probability) for pair, difference, probability in found])
    y = np.array([pair.relation == "contradicts" for pair, _, _ in found], float)
    weight = np.ones(len(y))
    folds = np.array([_fold(pair) for pair, _, _ in found])
    sums = np.zeros(len(y))
    for fold in range(FOLDS):
        seen = folds != fold
        curve = fit(x[seen], y[seen], weight[seen], DOUBTFUL)
        sums[~seen] = curve[0] + x[~seen] @ curve[1:]
    for origin in ("story", "judged"):
        mine = np.array([pair.origin == origin for pair, _, _ in found])
        report(f"against, {origin}", sums[mine], y[mine])
    return fit(x, y, weight, DOUBTFUL)


def main() -> None:
    """Read, fit, calibrate, write."""
    parser = argparse.ArgumentParser(
        prog="python -m claimgraph.train.link_weights",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--work", type=Path, default=Path("runs/links"), help="folder for annotated articles")
    parser.add_argument("--out", type=Path, default=Path("claimgraph/data/links.json"))
    arguments = parse_with_corpora(parser)
    arguments.work.mkdir(parents=True, exist_ok=True)
    pairs = [
        *story_pairs(arguments.work),
        *judged_pairs(arguments.work, arguments.corpora),
        *ruled_pairs(arguments.work, arguments.corpora),
    ]
    x = np.array([p.compared.features for p in pairs])
    y = np.array([p.relation != "none" for p in pairs], float)
    w = np.array([p.weight for p in pairs])
    slope, intercept, linked = calibrated(pairs, x, y, w)
    doubtful = against(pairs, linked)
    found = learn(x, y, w)
    written = {
        "origin": "made by python -m claimgraph.train.link_weights; its docstring says from what",
        "pairs": len(pairs),
        "bias": round(float(found.curve[0]), 4),
        "features": {name: round(float(v), 4) for name, v in zip(FEATURES, found.curve[1:], strict=True)},
        "scale": [round(slope, 4), round(intercept, 4)],
        "against": {name: round(float(v), 4) for name, v in zip(("bias", *DOUBTS), doubtful, strict=True)},
        "least": LEAST,
        "least against": LEAST_AGAINST,
    }
    trees = ",\n  ".join(json.dumps(tree, separators=(",", ":")) for tree in found.trees)
    text = json.dumps(written, indent=1).removesuffix("\n}")
    arguments.out.write_text(f'{text},\n "trees": [\n  {trees}\n ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
