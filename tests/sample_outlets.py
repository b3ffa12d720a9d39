"""Draws sentences in which outlets may be named, to be judged by reading them, and counts the verdicts.

    python -m tests.sample_outlets draw CORPUS.jsonl.gz --sentences 250 --seed 7
    python -m tests.sample_outlets score CORPUS.jsonl.gz tests/data/outlet_mentions.jsonl

A sentence is drawn by chance from all in which the registry finds an outlet or a test of form that knows no registry
suspects one. ``draw`` prints article, start and sentence with what was found in brackets. The judged file says, a line
a sentence, which spans of the article's text name an outlet (a publisher, agency or station; no body, no platform):
``{"corpus", "article", "start", "outlets": [[s, e, id or null], ...]}``; null is one that the registry lacks. No text.
"""

import argparse
import gzip
import json
import random
import re
import sys
from pathlib import Path

from claimgraph.annotate import split_sentences
from claimgraph.outlets import load_registry

NO_MEDIA = {"government", "igo", "ngo", "monitor", "social"}
SUSPECT = re.compile(
    r"""[A-Z][\w.’'-]+\s(?:News|TV|Television|Radio|Times|Post|Journal|Herald|Tribune|Gazette|Press|Agency|Network|Magazine|Today|Daily|Review|Media|Wire)\b
    |\b(?:newspaper|news\sagency|broadcaster|channel|magazine|daily|website|tabloid|newswire|network|outlet|station)s?\b
    |\b(?:told|tells|interview\swith|according\sto|reported\sby|published\s(?:in|by)|quoted\sby|cited\sby|statement\sto|on)\s(?:the\s)?[A-Z]{2,6}\b
    |\b[A-Z]{2,6}(?:['’]s)?\s(?:reported|reports|said|says|quoted|cited|correspondent|reporter|added|learned)\b
    |\b(?:[A-Z][\w-]+\s){1,3}(?:reported|quoted|cited|wrote)\b
    |\b\w+\.(?:com|org|net|ru|sy)\b
    |\btold\s(?:the\s)?[A-Z]
    |\b(?:Post|Times|Journal|Sun|Guardian|Independent|Telegraph|Economist|Atlantic|Hill|Mail|Mirror|Globe|Nation)\b
    """,
    re.VERBOSE,
)


def articles(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def around(registry, row):
    """What tells namesakes apart: the article's countries and publisher, and the outlets that it names beyond doubt."""
    known = {outlet.id for _, outlet in registry.find(row["text"])}
    known.add(registry.publisher(row.get("outlet"), row.get("url")).id)
    return {"countries": registry.countries_in(row["text"]), "known": frozenset(known)}


def found_in(registry, text, sentence, known):
    """Spans of outlets in a sentence, in offsets of the article."""
    start, end = sentence
    return [
        (start + span.start, start + span.end, outlet.id)
        for span, outlet in registry.find(text[start:end], **known)
        if outlet.kind not in NO_MEDIA
    ]


def draw(path, sentences, seed):
    """(article, sentence, what was found) in order of chance."""
    registry, pool = load_registry(), []
    chance = random.Random(seed)
    rows = sorted(articles(path), key=lambda row: row["id"])
    for row in chance.sample(rows, min(len(rows), 500)):
        text = row["text"]
        known = around(registry, row)
        for sentence in split_sentences(text):
            hits = found_in(registry, text, sentence, known)
            if hits or SUSPECT.search(text[sentence[0] : sentence[1]]):
                pool.append((row, sentence, hits))
    return chance.sample(pool, min(len(pool), sentences)), len(pool)


def show(drawn):
    for row, (start, end), hits in drawn:
        text, at, out = row["text"], start, []
        for s, e, key in hits:
            out += [text[at:s], "⟦", text[s:e], "|", key, "⟧"]
            at = e
        print(f"{row['id']} {start}", " ".join("".join([*out, text[at:end]]).split()))


def score(path, judged, errors=False):
    """Found, right and all mentions, over the judged sentences of this corpus."""
    registry = load_registry()
    items = {row["id"]: row for row in articles(path)}
    found = right = real = identified = 0
    for line in Path(judged).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        item = items.get(row["article"])
        if item is None:
            continue
        text = item["text"]
        sentence = next(s for s in split_sentences(text) if s[0] == row["start"])
        hits = found_in(registry, text, sentence, around(registry, item))
        true = {(s, e): key for s, e, key in row["outlets"]}
        found, real = found + len(hits), real + len(true)
        for s, e, key in hits:
            over = [(span, known) for span, known in true.items() if span[0] < e and s < span[1]]
            right += bool(over)
            identified += any(known in (key, None) for _, known in over)
        if errors:
            wrong = [text[s:e] + "|" + k for s, e, k in hits if not any(a < e and s < b for a, b in true)]
            missed = [text[a:b] for a, b in true if not any(a < e and s < b for s, e, _ in hits)]
            if wrong or missed:
                print(row["article"], row["start"], "wrong", wrong, "missed", missed)
    return found, right, identified, real


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("draw", "score"))
    parser.add_argument("corpus")
    parser.add_argument("judged", nargs="?")
    parser.add_argument("--sentences", type=int, default=250)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", action="store_true", help="name what is wrong and what is missed")
    given = parser.parse_args()
    if given.what == "draw":
        drawn, size = draw(given.corpus, given.sentences, given.seed)
        sys.stderr.write(f"{size} sentences in the pool\n")
        show(drawn)
    else:
        print(
            json.dumps(
                dict(
                    zip(
                        ("found", "right", "identified", "real"),
                        score(given.corpus, given.judged, given.errors),
                        strict=True,
                    )
                )
            )
        )
