"""How long claimgraph is inside the encoder: ``python -m tests.bench_inside annotate|run|tagger|resolve ARTICLES.jsonl[.gz]``.

``resolve`` gives words a second of CPU time with resolution on and off over the first 200 articles, in one run.
``annotate`` is the command itself; ``run`` reads into a case that vanishes, and writes no exports; ``tagger`` goes from text to linked relations and no further. The last line of the
output is JSON: CPU seconds of the session calls (``encoder``) and of the whole process (``all``).
"""

import contextlib
import json
import sys
import tempfile
import time
from pathlib import Path

import onnxruntime


def time_sessions():
    """The CPU seconds of all session calls from now on, as a list of one number."""
    spent, plain = [0.0], onnxruntime.InferenceSession.run

    def run(*arguments):
        begun = time.thread_time()
        outputs = plain(*arguments)
        spent[0] += time.thread_time() - begun
        return outputs

    onnxruntime.InferenceSession.run = run
    return spent


def annotate(path):
    from claimgraph.cli import main

    sys.argv = ["claimgraph", "annotate", path, "--threads", "1"]
    with contextlib.suppress(SystemExit):
        main()


def run(path):
    from claimgraph import Annotator, add_inputs, open_case, read_inputs

    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case.claimgraph"
        with open_case(case) as opened:
            add_inputs(opened, read_inputs([path]), Annotator(threads=1))
        print(json.dumps({"bytes": case.stat().st_size}))


def tagger(path):
    from claimgraph.annotate import decode, join_windows, split_sentences
    from claimgraph.encoder import Encoder

    encoder = Encoder(threads=1)
    texts = (json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines())
    cut = ((text, split_sentences(text)) for text in texts)
    for windows in encoder.encode_many(cut, lambda text, window: decode(text, window, encoder.parameters)):
        print(len(join_windows([window.result() for window in windows]).relations))


def resolve(path, count=200):
    """CPU seconds of everything but resolution, and of resolution, over one pass: what off and on would take."""
    import gzip
    import tempfile
    from itertools import islice

    from claimgraph import Annotator, pipeline, read_inputs

    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        rows = list(islice(lines, count))
    words = sum(len(json.loads(row)["text"].split()) for row in rows)
    spent, plain = [0.0], pipeline.resolve.resolve_article

    def timed(*arguments, **options):
        begun = time.thread_time()
        found = plain(*arguments, **options)
        spent[0] += time.thread_time() - begun
        return found

    annotator = Annotator(threads=1)
    pipeline.resolve.resolve_article = timed
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(rows)
        file.flush()
        begun = time.process_time()
        articles = sum(1 for _ in annotator.annotate(read_inputs([file.name])))
        whole = time.process_time() - begun
    told = {"articles": articles, "words": words, "resolve_s": round(spent[0], 2), "all_s": round(whole, 2)}
    told |= {"words_per_s_on": round(words / whole), "words_per_s_off": round(words / (whole - spent[0]))}
    print(
        json.dumps(told | {"share": round(spent[0] / whole, 3), "ms_per_article": round(1000 * spent[0] / articles, 1)})
    )


if __name__ == "__main__":
    if sys.argv[1] == "resolve":
        resolve(sys.argv[2])
        sys.exit()
    spent = time_sessions()
    {"annotate": annotate, "run": run, "tagger": tagger}[sys.argv[1]](sys.argv[2])
    print(json.dumps({"encoder": spent[0], "all": time.process_time()}))
