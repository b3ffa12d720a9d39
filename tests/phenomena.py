"""Invented texts for 42 phenomena of attribution, from raw text to chains:
``python -m tests.phenomena [--half A|B] [--wrong A|B] [--only NUMBER]``.

Each row of ``data/phenomena.jsonl`` is a text and what is to be found in it: ``content`` (``first .. last`` stands for
all between; cut at the sentence), ``name``, ``type`` and ``chain`` behind the publishing outlet, in which ``*`` is the
name and which is ``*`` where it is not given. A list gives what else is right. ``optional`` is right both ways.
Rows of a phenomenon belong by turns to half A, which the rules may be mended by, and to half B, which only measures.
"""

# ruff: noqa: T201 - it prints figures

import argparse
import io
import json
from collections import Counter, defaultdict
from itertools import count

from claimgraph import Naming, read_inputs
from tests.marked import rows

UNNAMED = {"official_unnamed", "anonymous", "local_unspecified", "unspecified", "media_outlet", "social_media"}
NAMING = Naming()


def table():
    """The rows, each with its ``half``."""
    turns = defaultdict(count)
    return [row | {"half": "AB"[next(turns[row["phenomenon"]]) % 2]} for row in rows("phenomena.jsonl")]


def options(value):
    """A value or a list of them, as a list."""
    return value if isinstance(value, list) else [value]


def extent(text, snippet):
    """Where a snippet stands."""
    first, _, last = snippet.partition(" .. ")
    start = text.index(first)
    return start, (text.index(last, start) if last else start) + len(last or first)


def characters(text, spans):
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def chains(expected):
    """The chains that are right: lists of lists, ``*`` for the name."""
    chain = expected.get("chain", ["*"])
    return chain if isinstance(chain[0], list) else [chain]


def faults(expected, found):
    """What of name, type, chain and stance is wrong; empty where all is right."""
    names = options(expected["name"]) + ([expected["source"]] if set(options(expected["type"])) & UNNAMED else [])
    name = any(NAMING.same(n, found["source_name"]) for n in names if n)
    chain = found["chain"][1:]
    shaped = any(
        len(wanted) == len(chain)
        and all(link == "?" or NAMING.same(link, got) for link, got in zip(wanted[:-1], chain[:-1], strict=True))
        and (wanted[-1] == "*" or NAMING.same(wanted[-1], chain[-1]))
        for wanted in chains(expected)
    )
    wrong = [] if name else ["name"]
    wrong += [] if found["source_type"] in options(expected["type"]) else ["type"]
    wrong += [] if shaped else ["chain"]
    if "stance" in expected and found["stance"] not in options(expected["stance"]):
        wrong.append("stance")
    return wrong


def pieces(found, text, sentences):
    """Predicted claims, one for each sentence that they touch."""
    for item in found:
        if item["kind"] != "claim" or len(item["chain"]) < 2:
            continue
        for s in sentences:
            cut = [(max(a, s["start"]), min(b, s["end"])) for a, b in item["content"]]
            if part := characters(text, [(a, b) for a, b in cut if a < b]):
                yield item, part


def judge(row, found):
    """For each expected attribution what is wrong with it (None: not found) and what was found, and the spurious ones."""
    verdicts, spurious = [], []
    for field, items, in_title in (("text", "attributions", False), ("title", "title_attributions", True)):
        text = row.get(field) or ""
        wanted = [e for e in row["expect"] if e.get("title", False) is in_title]
        whole = [{"start": 0, "end": len(text)}]
        guesses = list(pieces(found[items], text, whole if in_title else found["sentences"]))
        pairs = []
        for w, expected in enumerate(wanted):
            for snippet in options(expected["content"]):
                body = characters(text, [extent(text, snippet)])
                for g, (guess, part) in enumerate(guesses):
                    share = len(body & part) / len(body | part)
                    if share >= 0.5:
                        pairs.append((round(share, 1), -len(faults(expected, guess)), share, -w, -g))
        matched, taken = {}, set()
        for *_, w, g in sorted(pairs, reverse=True):
            if -w not in matched and -g not in taken:
                matched[-w] = guesses[-g][0]
                taken.add(-g)
        for w, expected in enumerate(wanted):
            guess = matched.get(w)
            if not (expected.get("optional") and (guess is None or faults(expected, guess))):
                verdicts.append((expected, faults(expected, guess) if guess else None, guess))
        extra = (guess for g, (guess, _) in enumerate(guesses) if g not in taken)
        # a headline repeats the text: only what is wanted of it is judged
        spurious += [] if in_title and not wanted else [(guess, text) for guess in extra]
    return verdicts, spurious


def annotate_rows(annotator, chosen):
    """What ``annotate`` writes of each row."""
    lines = "".join(
        json.dumps({"id": f"case-{n:03}"} | {k: row.get(k) for k in ("outlet", "date", "title", "text")}) + "\n"
        for n, row in enumerate(chosen)
    )
    found = annotator.annotate(read_inputs("-", stdin=io.BytesIO(lines.encode()), format="jsonl"))
    return [item.annotation.model_dump(mode="json") for item, _ in found]


def measure(annotator, chosen):
    """Of each phenomenon and of all (0): right, predicted, gold, and right and number of whole cases."""
    counts = defaultdict(Counter)
    for row, found in zip(chosen, annotate_rows(annotator, chosen), strict=True):
        verdicts, spurious = judge(row, found)
        right = sum(wrong == [] for _, wrong, _ in verdicts)
        for key in (0, row["phenomenon"]):
            counts[key]["right"] += right
            counts[key]["gold"] += len(verdicts)
            counts[key]["predicted"] += len(spurious) + sum(wrong is not None for _, wrong, _ in verdicts)
            counts[key]["cases"] += 1
            counts[key]["whole"] += right == len(verdicts) and not spurious
    return counts


def share(counter):
    """F1 of what is right in every way; what is spurious counts against it. 1 where there is nothing to find."""
    both = counter["predicted"] + counter["gold"]
    return 2 * counter["right"] / both if both else 1.0


def show_wrong(annotator, chosen):
    """Print each case in which something is wrong."""
    for row, found in zip(chosen, annotate_rows(annotator, chosen), strict=True):
        verdicts, spurious = judge(row, found)
        if not spurious and all(wrong == [] for _, wrong, _ in verdicts):
            continue
        print(f"\n{row['phenomenon']}{row['half']} {row['shows']}: {row.get('title') or ''} | {row['text']}")
        for expected, wrong, guess in verdicts:
            if wrong != []:
                got = (
                    guess and f"{guess['source_name']} | {guess['source_type']} | {guess['chain']} | {guess['stance']}"
                )
                chain = expected.get("chain", "")
                print(f"   {wrong or 'MISSED'} {options(expected['content'])[0]!r}")
                print(f"      want {expected['name']} | {expected['type']} | {chain} {expected.get('stance', '')}")
                print(f"      got  {got}")
        for guess, text in spurious:
            words = " … ".join(text[s:e] for s, e in guess["content"])
            cue = " ".join(text[s:e] for s, e in guess["cue"])
            print(f"   SPURIOUS {words!r} cue {cue!r} {guess['chain']} {guess['source_type']}")


def main():
    from claimgraph import Annotator

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices="AB", help="measure only this half")
    parser.add_argument("--wrong", choices="AB", help="print what is wrong in this half")
    parser.add_argument("--only", type=int, help="only this phenomenon")
    options_given = parser.parse_args()
    half = options_given.wrong or options_given.half
    chosen = [row for row in table() if half in (None, row["half"]) and options_given.only in (None, row["phenomenon"])]
    annotator = Annotator()
    if options_given.wrong:
        return show_wrong(annotator, chosen)
    counts = measure(annotator, chosen)
    print(f"{'phenomenon':<11}{'cases':>6}{'whole':>7}{'gold':>6}{'right':>7}{'share':>8}")
    for key in [*sorted(k for k in counts if k), 0]:
        c = counts[key]
        print(f"{key or 'all':<11}{c['cases']:>6}{c['whole']:>7}{c['gold']:>6}{c['right']:>7}{share(c):>8.3f}")
    return None


if __name__ == "__main__":
    main()
