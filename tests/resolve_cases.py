"""Reads the marked-up cases of ``tests/data/chains.jsonl``.

``[s1 ...]`` is the source of attribution 1, ``[c1 ...]`` its cue, ``[t1 ...]`` its content, ``[p ...]`` and ``[o ...]``
a person and an organization that the model would find. Brackets nest; ``[t1,2 ...]`` serves two attributions.
``parents`` gives parents that the stage before found and that no nesting shows.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from claimgraph.records import AnnotatedArticle, Article, Attribution, Mention, Sentence, Span, TitleAttribution

CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "chains.jsonl").read_text("utf-8").splitlines()]
_TAG = re.compile(r"\[([sct])(\d[\d,]*) |\[([po]) ")


def read_markup(marked):
    """The plain text, the spans by (role, number), and the mentions by type."""
    text, stack, spans, mentions, at = [], [], {}, [], 0
    length = 0
    while at < len(marked):
        tag = _TAG.match(marked, at)
        if tag:
            stack.append((tag, length))
            at = tag.end()
            continue
        if marked[at] == "]" and stack:
            opened, start = stack.pop()
            if opened.group(3):
                mentions.append((start, length, opened.group(3)))
            else:
                for number in opened.group(2).split(","):
                    spans.setdefault((opened.group(1), int(number)), []).append(Span(start, length))
        else:
            text.append(marked[at])
            length += 1
        at += 1
    return "".join(text), spans, sorted(mentions)


def _attributions(text, spans, kind, given):
    numbers = sorted({number for _, number in spans})
    parts = {n: {role: tuple(spans.get((role, n), ())) for role in "sct"} for n in numbers}
    for n in numbers:
        content = " ".join(text[s.start : s.end] for s in parts[n]["t"])
        quotation = "direct" if content[:1] == '"' or content[-1:] == '"' else "indirect"
        above = [
            (s.end - s.start, m)
            for m in numbers
            for s in parts[m]["t"]
            if m != n
            and parts[m]["t"] != parts[n]["t"]
            and any(s.start <= c.start and c.end <= s.end for c in parts[n]["c"])
        ]
        yield kind(
            id=f"a{n}",
            kind="claim",
            source=parts[n]["s"],
            cue=parts[n]["c"],
            content=parts[n]["t"],
            quotation=quotation,
            stance="asserts",
            parent=given.get(f"a{n}") or (f"a{min(above)[1]}" if above else None),
            confidence=1.0,
        )


def build_case(case):
    """The article and its annotation, as they come out of the stage before."""
    text, spans, mentions = read_markup(case["text"])
    title, title_spans, _ = read_markup(case.get("title") or "")
    bounds = [m.span() for m in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s+[A-Z\"“])|$)", text, re.DOTALL)]
    article = Article(id="case", text=text, outlet=case["outlet"], title=title or None, sha256="0" * 64)
    given = case.get("parents", {})
    types = {"p": "person", "o": "organization"}
    annotated = AnnotatedArticle(
        id="case",
        outlet=case["outlet"],
        date=None,
        title=title or None,
        text=text,
        model="by hand",
        sentences=tuple(Sentence(start=s, end=e, label="attributed", confidence=1.0) for s, e in bounds),
        attributions=tuple(_attributions(text, spans, Attribution, given)),
        title_attributions=tuple(_attributions(title, title_spans, TitleAttribution, given)),
        claims=(),
        entities=tuple(
            Mention(start=s, end=e, type=types[kind], name=text[s:e], entity="", confidence=0.9)
            for s, e, kind in mentions
        ),
        dates=(),
    )
    return article, annotated
