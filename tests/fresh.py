"""Fresh sentences, a table of kinds of text: ``python -m tests.fresh [--wrong GENRE] [--write-floors [--lower]]``.

The sentences of ``data/fresh.jsonl`` were written for this purpose and annotated by hand as the attribution corpora are:
outermost attributions only. No model has learned from them, and none is chosen by them.
"""

# ruff: noqa: T201 - it prints figures

import argparse
import io
import json
import sys
from itertools import groupby

from claimgraph import evaluate_articles, read_inputs
from tests.marked import DATA, gold_article, rows

FLOORS = DATA / "fresh_floors.json"
FLOORED = ("sentence", "relation_j50", "relation_full")
SHOWN = ("sentence", "sentence_source", "relation_j50", "relation_full")
TOLERANCE = 0.03


def gold():
    """The gold articles of each genre, one a paragraph."""
    table = groupby(enumerate(rows("fresh.jsonl")), key=lambda item: item[1]["genre"])
    return {genre: [gold_article(row["text"], f"fresh-{n:03}") for n, row in group] for genre, group in table}


def annotate_texts(annotator, articles):
    """What ``annotate`` writes of these articles."""
    lines = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles)
    found = annotator.annotate(read_inputs("-", stdin=io.BytesIO(lines.encode()), format="jsonl"))
    return [item.annotation.model_dump(mode="json") for item, _ in found]


def measure(annotator):
    """Of each genre its scores."""
    return {
        genre: evaluate_articles(articles, annotate_texts(annotator, articles), resamples=0)
        for genre, articles in gold().items()
    }


def _marked(text, attribution):
    return " | ".join(
        role[0].upper() + ": " + " … ".join(text[s:e] for s, e in attribution[role])
        for role in ("source", "cue", "content")
    )


def show_wrong(annotator, genre):
    """Print each paragraph in which an attribution is missed, wrong or too many."""
    articles = gold()[genre]
    for wanted, found in zip(articles, annotate_texts(annotator, articles), strict=True):
        score = evaluate_articles([wanted], [found], resamples=0)
        if min(score["relation_full"].f1, score["sentence"].f1) == 1:
            continue
        print(f"\n{wanted['text']}")
        for sign, side in (("gold ", wanted), ("found", found)):
            for attribution in side["attributions"]:
                if not attribution.get("parent"):
                    print(f"  {sign} {_marked(wanted['text'], attribution)}")


def write_floors(table, *, lower):
    """Make what was measured, less the tolerance, the floors."""
    floors = {g: {m: round(s[m].f1 - TOLERANCE, 3) for m in FLOORED} for g, s in table.items()}
    old = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    fallen = [f"{g} {m}" for g in old for m in old[g] if floors[g][m] < old[g][m]]
    if fallen and not lower:
        sys.exit(f"nothing written: {', '.join(fallen)} would go down; say --lower if that is meant")
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def main():
    from claimgraph import Annotator

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", metavar="GENRE", choices=list(gold()), help="print what is wrong in a genre")
    parser.add_argument("--write-floors", action="store_true", help="make the measured figures the floors")
    parser.add_argument("--lower", action="store_true", help="let a floor go down, which wants a reason")
    options = parser.parse_args()
    annotator = Annotator()
    if options.wrong:
        return show_wrong(annotator, options.wrong)
    table = measure(annotator)
    print(f"{'':<14}{'relations':>10}" + "".join(f"{m:>17}" for m in SHOWN))
    for genre, scores in table.items():
        figures = "".join(f"{scores[m].f1:>17.3f}" for m in SHOWN)
        print(f"{genre:<14}{scores['relation_j50'].gold:>10}{figures}")
    if options.write_floors:
        write_floors(table, lower=options.lower)
    return None


if __name__ == "__main__":
    main()
