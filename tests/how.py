"""How it is said, told by fresh cases: ``python -m tests.how [--wrong TABLE]``.

The cases of ``data/how_*.jsonl`` were written before anything was run on them: raw text, annotated by the shipped
model. Those of ``how_*_2.jsonl`` are a second set, written later, in other styles, by somebody who had not read the
rules. The even cases (the first, the third, ...) were looked at while the rules were mended; of the odd ones only the
share was, so that it tells how the rules fare on what they have not seen. ``first`` is the share of all at the first
run, before anything was mended by them. ``--wrong`` prints even cases only. Intervals: 95 %, bootstrap over cases.
"""

# ruff: noqa: T201 - it prints figures

import argparse
import io
import json
import random
import re

from claimgraph import Annotator, read_inputs
from tests.marked import DATA, rows

TABLES = ("stance", "label", "kind", "dates", "access", "quotation", "claims")
SECOND = ("stance_2", "label_2", "dates_2", "access_2")
CLASSES = ("stance", "label", "kind", "access", "quotation", "stance_2", "label_2", "access_2")
"""The tables whose cases have classes, and so a macro-F1."""
FIRST_RUN = DATA / "how_first_run.json"
_CUE = re.compile(r"\[\[(.*?)\]\]")
_EDGES = " \n.,;:>-–—"


def plain(text):
    """The text without the marks round its cue, and the marked stretch if there is one."""
    found = _CUE.search(text)
    if not found:
        return text, None
    bare = _CUE.sub(r"\1", text)
    return bare, (found.start(), found.start() + len(found[1]))


def annotate_all(annotator, articles):
    """What ``annotate`` writes of these objects of an input file, with numbers for ids."""
    lines = "".join(json.dumps({"id": f"how-{n:03}", **a}) + "\n" for n, a in enumerate(articles))
    found = annotator.annotate(read_inputs("-", stdin=io.BytesIO(lines.encode()), format="jsonl"))
    return [item.annotation for item, _ in found]


def _at(annotated, span):
    """The attribution whose cue lies in ``span``, by its first word, if there is one."""
    for attribution in annotated.attributions:
        if any(start < span[1] and span[0] < end for start, end in attribution.cue):
            return attribution
    return None


def _stance(row, annotated):
    found = _at(annotated, plain(row["text"])[1])
    wanted = (row["stances"] or ["no claim"])[0]
    if found is None or found.kind != "claim":
        right, told = row["kinds"] != ["claim"], "none" if found is None else found.kind
        return right, told, (wanted, wanted if right else "no claim")
    right = "claim" in row["kinds"] and found.stance in row["stances"]
    right = right and (found.stance != "hedged" or not row["holders"] or found.hedge_holder in row["holders"])
    told = f"{found.stance} {found.hedge_holder or ''}".strip()
    return right, told, (wanted, wanted if right else found.stance)


def _kind(row, annotated):
    """Whether it is a claim decides what goes on; of what is none, its name counts where it is found at all."""
    found = _at(annotated, plain(row["text"])[1])
    told, wanted = found.kind if found else "none", row["kinds"][0]
    right = told in row["kinds"] or (told == "none" and "claim" not in row["kinds"])
    return right, told, (wanted, wanted if right else told)


def _access(row, annotated):
    found = _at(annotated, plain(row["text"])[1])
    right, wanted = found is not None and found.access in row["accesses"], row["accesses"][0]
    told = found.access if found else "none"
    return right, told, (wanted, wanted if right else told)


def _quotation(row, annotated):
    """The manner, and how far the words reach; marks and dashes at the rim aside."""
    text, span = plain(row["text"])
    found = _at(annotated, span)
    wanted = row["quotations"][0]
    if found is None or not found.content:
        return False, "none", (wanted, "none")
    told = text[found.content[0].start : found.content[-1].end]
    right = found.quotation in row["quotations"]
    return (
        right and told.strip(_EDGES) == row["content"].strip(_EDGES),
        f"{found.quotation}: {told}",
        (wanted, wanted if right else found.quotation),
    )


def _claims(row, annotated):
    """All claims of the text: whose they are, and their extents; marks at the rim aside."""
    told = sorted((c.kind, annotated.text[c.start : c.end].strip(_EDGES)) for c in annotated.claims)
    wanted = sorted((kind, claim.strip(_EDGES)) for kind, claim in row["claims"])
    return told == wanted, str(told), None


def _dates(row, annotated):
    text, wanted, wrong = annotated.text, list(row["expected"]), []
    told = " ".join(f"{text[d.start : d.end]}={d.value} {d.finding or ''}".strip() for d in annotated.dates)
    for date in annotated.dates:
        fits = [
            w for w in wanted if w["text"] in text[date.start : date.end] or text[date.start : date.end] in w["text"]
        ]
        if not fits:
            wrong.append(date)
            continue
        wanted.remove(fits[0])
        one_day = fits[0].get("one_day", False)
        if (
            (fits[0]["value"] or date.value) != date.value
            or fits[0]["finding"] != date.finding
            or bool(one_day) != ("time_zone" in date.explanations)
        ):
            wrong.append(date)
    return not wrong and all(w.get("optional") for w in wanted), told, None


def _text_of(article):
    """The text of a row of labels, and for each line its start and end and its cue."""
    text, places = "", []
    for line in article["lines"]:
        bare, cue = plain(line["text"])
        text += "" if not text else " " if line.get("goes_on") else "\n"
        shift = len(text)
        places.append((shift, shift + len(bare), cue and (cue[0] + shift, cue[1] + shift)))
        text += bare
    return text, places


def _labels(annotator, articles):
    """The cases of labels: each line of each article."""
    read = [{"text": _text_of(a)[0], "title": a["title"], "outlet": a["outlet"]} for a in articles]
    labels = []
    for article, annotated in zip(articles, annotate_all(annotator, read), strict=True):
        for line, (start, end, _) in zip(article["lines"], _text_of(article)[1], strict=True):
            told = [s.label for s in annotated.sentences if start <= s.start < end]
            labels.append((set(told) == {line["label"]}, line, " ".join(told), (line["label"], told[0])))
    return labels


_CHECKS = {
    "stance": _stance,
    "kind": _kind,
    "dates": _dates,
    "access": _access,
    "quotation": _quotation,
    "claims": _claims,
}


def cases_of(name):
    """The rows of a table; those of labels are articles."""
    return rows(f"how_{name.replace('label', 'labels')}.jsonl")


def judge(annotator):
    """Of each table its cases in order: whether right, the row, what was told, and the pair (wanted, told) of classes."""
    judged = {}
    for name in TABLES + SECOND:
        table, subject = cases_of(name), name.removesuffix("_2")
        if subject == "label":
            judged[name] = _labels(annotator, table)
            continue
        read = [{"text": plain(r["text"])[0], **({"date": r["published"]} if "published" in r else {})} for r in table]
        judged[name] = []
        for row, annotated in zip(table, annotate_all(annotator, read), strict=True):
            right, told, pair = _CHECKS[subject](row, annotated)
            judged[name].append((right, row, told, pair))
    return judged


def share(cases):
    """Of these cases the share that is right."""
    return sum(right for right, *_ in cases) / len(cases)


def macro_f1(cases):
    """The mean over the wanted classes of F1."""
    pairs = [pair for *_, pair in cases]
    scores = []
    for label in {wanted for wanted, _ in pairs}:
        hits = sum(pair == (label, label) for pair in pairs)
        named = sum((wanted == label) + (told == label) for wanted, told in pairs)
        scores.append(2 * hits / named)
    return sum(scores) / len(scores)


def interval(cases, measure, draws=2000):
    """The middle 95 % of a measure over cases drawn anew; the same cases give the same figures."""
    rng = random.Random(1)
    drawn = sorted(measure(rng.choices(cases, k=len(cases))) for _ in range(draws))
    return drawn[round(0.025 * draws)], drawn[round(0.975 * draws) - 1]


def _with_interval(cases, measure):
    low, high = interval(cases, measure)
    return f"{measure(cases):>8.3f} [{low:.2f}, {high:.2f}]"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", choices=TABLES + SECOND, help="print the even cases of a table that are wrong")
    options = parser.parse_args()
    table = judge(Annotator())
    if options.wrong:
        for right, row, told, _ in table[options.wrong][::2]:
            if not right:
                print(json.dumps(row, ensure_ascii=False), f"\n    told: {told}")
        return
    first = json.loads(FIRST_RUN.read_text(encoding="utf-8"))
    print(f"{'':<10}{'cases':>6}{'right':>8}{'':<13}{'even':>8}{'odd':>8}{'first':>8}{'macro-F1':>9}")
    for name in TABLES + SECOND:
        cases = table[name]
        halves = "".join(f"{share(part):>8.3f}" for part in (cases[::2], cases[1::2]))
        macro = _with_interval(cases, macro_f1) if name in CLASSES else ""
        before = f"{first[name]:>8.3f}" if name in first else f"{'':>8}"
        print(f"{name:<10}{len(cases):>6}{_with_interval(cases, share)}{halves}{before} {macro}")


if __name__ == "__main__":
    main()
