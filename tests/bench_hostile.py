"""Time in step with length: ``python -m tests.bench_hostile [KIND ...]`` annotates texts that no newsroom writes.

Each kind (only commas, thousands of names, "he said" without end) is made at 15,000 and at 60,000 code points; the CPU
time of all but the encoder may grow little more than fourfold. What grows more is marked.
"""

import random
import sys
import time

import onnxruntime

from claimgraph import Annotator
from claimgraph.errors import InputError
from claimgraph.ingest import Loaded, ReadOptions, make_article
from claimgraph.records import InputRow, Original

SMALL, TIMES = 15_000, 4
MUCH, WORTH = 6.0, 0.5
"""Times as long for four times the text; CPU seconds below which noise decides."""

CYCLES = {
    "he said": "he said ",
    "sentences": "He said so. ",
    "nested quotes": "“he ‘said “",
    "capitals": "ABC DEF GHI ",
    "names": "Alpha Beta Gamma ",
    "commas": "said, ",
    "citing": "Reuters reported, citing AFP, citing the BBC, citing Al Jazeera, ",
    "which cited": "according to Reuters, which cited AFP, ",
    "quoted as": "Reuters quoted a minister as saying that AFP quoted a doctor as saying that ",
    "reportedly": "It was reportedly, allegedly, over. ",
    "per": "It is over, per Reuters. ",
    "dates": "on 27 July 2024 and Monday, ",
    "brackets": "(he said) ",
    "open brackets": "(said (he (that ",
    "lines": "He said\r\n",
    "abbreviations": "Mr. Dr. U.S. ",
    "apostrophes": "it's the dog's ",
    "hyphens": "a-b-c-",
    "one word": "x",
    "tabs": "a\t",
    "right to left": "\u202eabc \u202c",
    "no width": "a\u200b",
    "marks over marks": "e\u0301\u0302\u0303 ",
    "Chinese": "的人说",
    "and": "Ann Lee and Bob Ray and ",
    "who": "who said who said ",
    "headlines": "Ministry: blast. ",
    "addresses": "https://a.example/b?c=d ",
    "slashes": "A/B/C ",
    "one sentence again": "The mayor of Riverton told Reuters on Monday that the bridge was closed. ",
    "transcript": "MR. SMITH: Yes. \nMS. LEE: No. \n",
    "datelines": "BEIRUT (Reuters) - ",
}


def cycle(text, length):
    return (text * (length // len(text) + 1))[:length]


def texts(length):
    """Every kind of text, of that many code points."""
    chance = random.Random(5)
    parts = ["ka", "lo", "mi", "ren", "to", "vas", "del", "gor", "nu", "shi", "ber", "tan"]
    word = lambda size: "".join(chance.choices(parts, k=size)).capitalize()  # noqa: E731 - short and clear
    people = [f"{word(2)} {word(3)}" for _ in range(length // 16)]
    bodies = [f"{word(3)} {chance.choice(['Institute', 'Agency', 'Ministry'])} of {word(2)}" for _ in people]
    made = {kind: cycle(text, length) for kind, text in CYCLES.items()}
    made |= {
        "people": ", ".join(people)[:length],
        "people speak": " ".join(f"{one} said that it was over." for one in people)[:length],
        "people tell": " ".join(f"“It is over,” {a} told {b}." for a, b in zip(people, bodies, strict=True))[:length],
        "bodies": ". ".join(f"The {one} said so" for one in bodies)[:length],
        "acronyms": " ".join(f"{b} ({''.join(w[0] for w in b.split() if w[0].isupper())})" for b in bodies)[:length],
        "one sentence": " ".join(f"{one} said that the war was over and" for one in people)[:length],
    }
    return made


def time_encoder():
    """CPU seconds inside the encoder from now on, as a list of one number."""
    spent, plain = [0.0], onnxruntime.InferenceSession.run

    def run(*arguments):
        begun = time.thread_time()
        outputs = plain(*arguments)
        spent[0] += time.thread_time() - begun
        return outputs

    onnxruntime.InferenceSession.run = run
    return spent


def cost(annotator, text, spent):
    """CPU seconds of all but the encoder; None where the text is refused."""
    try:
        article = make_article(InputRow(text=text), where="a", options=ReadOptions())
    except InputError:
        return None
    loaded = Loaded(
        article.model_copy(update={"language": None}),
        Original(sha256=article.sha256, content=b"", name="a", media_type="text/plain"),
    )
    before, spent[0] = time.process_time(), 0.0
    list(annotator.annotate([loaded]))
    return time.process_time() - before - spent[0]


def main():
    spent, annotator = time_encoder(), Annotator(threads=1, language="en")
    wanted, slow = sys.argv[1:], 0
    small, large = texts(SMALL), texts(SMALL * TIMES)
    cost(annotator, "The mayor said so.", spent)
    for kind in wanted or large:
        few, many = (cost(annotator, made[kind], spent) for made in (small, large))
        if few is None or many is None:
            print(f"{kind:<20} refused")
            continue
        times = many / max(few, 0.005)
        much = times > MUCH and many > WORTH
        slow += much
        print(f"{kind:<20} {few:6.2f} s {many:6.2f} s {times:5.1f} x{'  grows too fast' if much else ''}", flush=True)
    sys.exit(slow > 0)


if __name__ == "__main__":
    main()
