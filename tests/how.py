"""How it is said, told by fresh cases: ``python -m tests.how [--wrong stance|label|dates|access]``.

The cases of ``data/how_*.jsonl`` were written before anything was run on them: raw text, annotated by the shipped
model. The even ones (the first, the third, ...) were looked at while the rules were mended; of the odd ones only the
share was, so that it tells how the rules fare on what they have not seen. ``--wrong`` prints even cases only.
"""

# ruff: noqa: T201 - it prints figures

import argparse
import io
import json
import re

from claimgraph import Annotator, read_inputs
from tests.marked import rows

TABLES = ("stance", "label", "kind", "dates", "access")
_CUE = re.compile(r"\[\[(.*?)\]\]")


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
    if found is None or found.kind != "claim":
        return row["kinds"] != ["claim"], "none" if found is None else found.kind
    right = "claim" in row["kinds"] and found.stance in row["stances"]
    right = right and (found.stance != "hedged" or found.hedge_holder in row["holders"])
    return right, f"{found.stance} {found.hedge_holder or ''}".strip()


def _access(row, annotated):
    found = _at(annotated, plain(row["text"])[1])
    return found is not None and found.access in row["accesses"], found.access if found else "none"


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
        explanations = getattr(date, "explanations", ())
        one_day = fits[0].get("one_day", False)
        if (
            (fits[0]["value"] or date.value) != date.value
            or fits[0]["finding"] != date.finding
            or bool(one_day) != ("time_zone" in explanations)
        ):
            wrong.append(date)
    return not wrong and all(w.get("optional") for w in wanted), told


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


def _labels(annotator):
    """The cases of labels, and those of kinds."""
    articles = rows("how_labels.jsonl")
    read = [{"text": _text_of(a)[0], "title": a["title"], "outlet": a["outlet"]} for a in articles]
    labels, kinds = [], []
    for article, annotated in zip(articles, annotate_all(annotator, read), strict=True):
        for line, (start, end, cue) in zip(article["lines"], _text_of(article)[1], strict=True):
            told = [s.label for s in annotated.sentences if start <= s.start < end]
            labels.append((set(told) == {line["label"]}, line, " ".join(told), (line["label"], told[0])))
            if "kind" in line:
                found = _at(annotated, cue)
                told_kind = found.kind if found else "none"
                kinds.append((told_kind != "claim", line, told_kind, (line["kind"], told_kind)))
    return labels, kinds


def judge(annotator):
    """Of each table its cases in order: whether right, the row, what was told, and the pair (wanted, told)."""
    cases = dict(zip(("label", "kind"), _labels(annotator), strict=True))
    for name, check in (("stance", _stance), ("dates", _dates), ("access", _access)):
        table = rows(f"how_{name}.jsonl")
        read = [{"text": plain(r["text"])[0], **({"date": r["published"]} if "published" in r else {})} for r in table]
        cases[name] = []
        for row, annotated in zip(table, annotate_all(annotator, read), strict=True):
            right, told = check(row, annotated)
            wanted = (row.get("stances") or row.get("accesses") or row.get("kinds") or [""])[0]
            cases[name].append((right, row, told, (wanted, wanted if right else told.split(" ")[0])))
    return cases


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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", choices=TABLES, help="print the even cases of a table that are wrong")
    options = parser.parse_args()
    table = judge(Annotator())
    if options.wrong:
        for right, row, told, _ in table[options.wrong][::2]:
            if not right:
                print(json.dumps(row, ensure_ascii=False), f"\n    told: {told}")
        return
    print(f"{'':<8}{'cases':>6}{'right':>8}{'even':>8}{'odd':>8}{'macro-F1':>10}")
    for name in TABLES:
        cases = table[name]
        figures = "".join(f"{share(part):>8.3f}" for part in (cases, cases[::2], cases[1::2]))
        macro = f"{macro_f1(cases):>10.3f}" if name in ("stance", "access", "label") else ""
        print(f"{name:<8}{len(cases):>6}{figures}{macro}")


if __name__ == "__main__":
    main()
