"""Texts with their attribution marked in place: ``{S|source} {C|cue} {T|content}``.

Where a text has several attributions each is a digit: ``{S12|He} {C1|said} {T1|no}, {C2|adding} {T2|never}``.
"""

import json
import re
from pathlib import Path

from claimgraph.annotate import annotate_article, split_sentences
from claimgraph.records import Article, Decoded, Relation, Span

DATA = Path(__file__).parent / "data"
_MARK = re.compile(r"\{([SCT])\|([^}]*)\}")
_NUMBERED = re.compile(r"\{([SCT])(\d+)\|([^}]*)\}")
_ROLES = {"S": "source", "C": "cue", "T": "content"}


def rows(name):
    """The objects of a table under ``tests/data``."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def unmark(marked, offset=0):
    """The plain text, and the spans of each role in it."""
    spans = {"S": [], "C": [], "T": []}
    plain, end = "", 0
    for mark in _MARK.finditer(marked):
        plain += marked[end : mark.start()]
        spans[mark[1]].append(Span(offset + len(plain), offset + len(plain) + len(mark[2])))
        plain += mark[2]
        end = mark.end()
    return plain + marked[end:], spans


def gold_article(marked, name, joint=" "):
    """A paragraph of one sentence a line, its attributions numbered, as an object of a gold file."""
    plain, sentences, found = "", [], {}
    for line in marked.split("\n"):
        begin, end = len(plain), 0
        for mark in _NUMBERED.finditer(line):
            plain += line[end : mark.start()]
            for number in mark[2]:
                roles = found.setdefault(number, {"id": number, "source": [], "cue": [], "content": []})
                roles[_ROLES[mark[1]]].append([len(plain), len(plain) + len(mark[3])])
            plain += mark[3]
            end = mark.end()
        plain += line[end:]
        sentences.append([begin, len(plain)])
        plain += joint
    return {"id": name, "text": plain[: -len(joint)], "sentences": sentences, "attributions": list(found.values())}


def relation(spans, layer="outer"):
    """One relation of the model."""
    return Relation(tuple(spans["S"]), tuple(spans["C"]), tuple(spans["T"]), layer, 0.9, 0.9)


def article(text, **fields):
    """An article with this text."""
    return Article(id="a1", text=text, sha256="0" * 64, **fields)


def annotate(text, *relations, entities=(), title_decoded=None, **fields):
    """The article annotated as if the model had read these relations and entities."""
    decoded = Decoded(tuple(relations), tuple(entities))
    return annotate_article(
        article(text, **fields), split_sentences(text), decoded, title_decoded or Decoded(), model="m1"
    )


def annotate_marked(marked, **fields):
    """A marked text annotated with the relation marked in it."""
    text, spans = unmark(marked)
    found = (relation(spans),) if spans["T"] else ()
    return annotate(text, *found, **fields)
