"""How long claimgraph is inside the encoder: ``python -m tests.bench_inside annotate|run|tagger ARTICLES.jsonl``.

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


if __name__ == "__main__":
    spent = time_sessions()
    {"annotate": annotate, "run": run, "tagger": tagger}[sys.argv[1]](sys.argv[2])
    print(json.dumps({"encoder": spent[0], "all": time.process_time()}))
