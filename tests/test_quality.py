"""Quality as a ratchet: the shipped model on the development sets, against floors with the digest of the gold data.

A floor is raised freely; it goes down only by a change of its own that says why.
"""

import gzip
import hashlib
import json
import subprocess
import sys

import pytest

from claimgraph import evaluate_articles, read_inputs
from tests.conftest import ROOT

pytestmark = [pytest.mark.model, pytest.mark.corpora]
FLOORS = json.loads((ROOT / "tests" / "data" / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(FLOORS))
def gold(request, corpora):
    """A gold file that is the one its floors were measured on."""
    path = corpora / request.param
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == FLOORS[request.param]["sha256"], f"{path} is not the file that the floors were measured on"
    return request.param, path


def scores_of(name, path, annotator, tmp_path):
    """Scores by our own measures, or for hand-annotated world news by their own scorer."""
    found = [
        item[0].annotation.model_dump(mode="json") for item in annotator.annotate(read_inputs([path], format="jsonl"))
    ]
    if name.startswith("polnear"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return {m: s.f1 for m, s in evaluate_articles(list(map(json.loads, lines)), found, resamples=0).items()}
    predicted = tmp_path / "pred.jsonl"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    command = [
        sys.executable,
        path.parents[1] / "tools" / "score_gold.py",
        path,
        predicted,
        "--aliases",
        path.parent / "dev_aliases.json",
        "--json",
    ]
    result = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {k: v["f1"] if isinstance(v, dict) and "f1" in v and "right" in v else v for k, v in result.items()} | {
        "label": result["label"]["accuracy"]
    }


def test_no_figure_falls_below_its_floor(gold, annotator, tmp_path):
    name, path = gold
    scores = scores_of(name, path, annotator, tmp_path)
    low = {m: (round(scores[m], 4), floor) for m, floor in FLOORS[name]["floors"].items() if scores[m] < floor}
    assert not low, f"{name}: below the floor: {low}"
