"""``python -m claimgraph.train.link_words``: the vocabulary by which claims are compared, made anew.

Counts are those of the unlabelled news in the folder of corpora; only stems that stand in five articles at least are
kept, no sentence. Vectors are those of all-MiniLM-L6-v2 for the most frequent form of each stem that is mostly written
small, reduced to ``DIMENSIONS`` principal components and rounded to 8 bits. The same corpora give the same file.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from claimgraph.encoder import CLS, SEP, Tokenizer
from claimgraph.lang import load_language
from claimgraph.link.words import split_words, stem
from claimgraph.records import Span
from claimgraph.train.corpora import parse_with_corpora, read_jsonl
from claimgraph.train.network import SMALL, Tagger
from claimgraph.train.pretrained import load_pretrained

CORPORA = ("us-news-4000", "us-news-12000-more", "syria-804")
LEAST, MOST = 5, 24_000
"""Articles that must hold a stem; stems kept, the most frequent ones."""
DIMENSIONS = 48
BATCH = 256


def main() -> None:
    """Count, encode, reduce, write."""
    parser = argparse.ArgumentParser(
        prog="python -m claimgraph.train.link_words",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, default=Path("claimgraph/data/link_words.npz"))
    arguments = parse_with_corpora(parser)
    articles, found, forms = count(arguments.corpora)
    stems = sorted((s for s, n in found.most_common(MOST) if n >= LEAST), key=lambda s: (-found[s], s))
    common = {s: f for s in stems if (f := common_form(forms.get(s)))}
    vectors = np.zeros((len(stems), DIMENSIONS), np.int8)
    rows = [n for n, s in enumerate(stems) if s in common]
    vectors[rows] = reduce(encode([common[stems[n]] for n in rows]))
    np.savez_compressed(
        arguments.out,
        stems=np.frombuffer("\n".join(stems).encode(), np.uint8),
        counts=np.array([found[s] for s in stems], np.int32),
        articles=np.int32(articles),
        vectors=vectors,
    )
    print(
        f"{len(stems)} stems, {len(rows)} with a vector, of {articles} articles; {arguments.out.stat().st_size} bytes"
    )


def texts(corpora: Path) -> Iterator[str]:
    """Every text of the unlabelled news."""
    for name in CORPORA:
        for row in read_jsonl(corpora / "corpora" / f"{name}.jsonl.gz"):
            yield row["text"]


def count(corpora: Path) -> tuple[int, Counter[str], dict[str, Counter[str]]]:
    """Number of articles, articles by stem, and for each stem how often each form stands, capitals with a mark before."""
    language = load_language("en")
    articles = 0
    found: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in texts(corpora):
        articles += 1
        seen = set()
        for token in split_words(text):
            if not token.word[0].isalpha():
                continue
            key = stem(token.word, language)
            seen.add(key)
            starts = (
                text[max(token.start - 2, 0) : token.start].strip(" \"“‘'") in {"", ".", "!", "?"} and token.capital
            )
            if not starts or (
                text[token.start - 1 : token.start] == " " and text[token.start - 2 : token.start - 1].isalnum()
            ):
                forms.setdefault(key, Counter())[("^" if token.capital else "") + token.word] += 1
        found.update(seen)
    return articles, found, forms


def common_form(forms: Counter[str] | None) -> str | None:
    """The most frequent form of a stem that is written small at least as often as not; null for a name."""
    if not forms:
        return None
    small = {f: n for f, n in forms.items() if not f.startswith("^")}
    if 2 * sum(small.values()) < sum(forms.values()):
        return None
    form = max(sorted(small), key=lambda f: small[f])
    return form if len(form) > 2 else None


def encode(words: list[str]) -> NDArray[np.float32]:
    """A vector of length 1 for each word: the mean over its pieces, as the published encoder takes it."""
    model = Tagger(shape=SMALL)
    load_pretrained(model)
    model.eval()
    tokenizer = Tokenizer()
    pieces = [[CLS, *tokenizer(word, [Span(0, len(word))]).ids.tolist(), SEP] for word in words]
    order = sorted(range(len(words)), key=lambda n: len(pieces[n]))
    result = np.zeros((len(words), SMALL.hidden), np.float32)
    with torch.no_grad():
        for first in range(0, len(order), BATCH):
            chosen = order[first : first + BATCH]
            longest = max(len(pieces[n]) for n in chosen)
            ids = torch.tensor([pieces[n] + [0] * (longest - len(pieces[n])) for n in chosen])
            mask = torch.tensor([[1] * len(pieces[n]) + [0] * (longest - len(pieces[n])) for n in chosen])
            x = model.embedded_norm(model.words(ids) + model.positions(torch.arange(longest)))
            attention = model._mask(longest, mask.bool())  # noqa: SLF001 - the encoder without the heads of the tagger
            for layer in model.layers:
                x = layer(x, attention)
            mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            result[chosen] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return result


def reduce(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Principal components without the mean, each vector scaled so that its largest entry is 127."""
    centred = vectors - vectors.mean(0)
    _, directions = np.linalg.eigh(centred.T.astype(np.float64) @ centred)
    chosen = directions[:, ::-1][:, :DIMENSIONS]
    chosen = chosen * np.sign(
        chosen[np.abs(chosen).argmax(0), np.arange(DIMENSIONS)]
    )  # a direction has no sign of its own
    small = centred @ chosen
    small = small / np.linalg.norm(small, axis=1, keepdims=True)
    return np.rint(127 * small / np.abs(small).max(1, keepdims=True)).astype(np.int8)


if __name__ == "__main__":
    main()
