"""The whole way from bytes to records with the real weights: the same article, whatever stands beside it."""

import pytest

from claimgraph import InputError, add_inputs, keep_confident, open_case, read_inputs
from tests.conftest import ROOT

pytestmark = pytest.mark.model
LINES = [
    "The mayor said on Monday that the bridge was closed.",
    "According to two officials, the army had withdrawn. “We saw the trucks leave,” said Ann Lee, a teacher.",
    "Rain fell all night.",
    "WASHINGTON (Reuters) - The agency reported, citing a source, that the talks had failed.",
]


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "inputs"
    folder.mkdir()
    for number, line in enumerate(LINES):
        (folder / f"{number}.txt").write_text(line, encoding="utf-8")
    return folder


def annotations(annotator, paths):
    found = annotator.annotate(read_inputs(paths))
    return {item[0].article.text: item[0] for item in found if not isinstance(item, InputError)}


def test_batch_order_and_threads_change_nothing(annotator, inputs):
    from claimgraph import Annotator

    paths = sorted(inputs.iterdir())
    together = annotations(annotator, [*paths, ROOT / "seeds"])
    backwards = annotations(Annotator(threads=1), [ROOT / "seeds", *paths[::-1]])
    assert together == backwards
    for path in paths:
        (text,) = [path.read_text(encoding="utf-8")]
        assert annotations(annotator, [path])[text] == together[text]


def test_inputs_come_out_in_order_and_failures_in_their_place(annotator, inputs):
    (inputs / "1b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    found = list(annotator.annotate(read_inputs(sorted(inputs.iterdir()))))
    assert [isinstance(item, InputError) for item in found] == [False, False, True, False, False]
    assert [item[0].article.text for item in found if not isinstance(item, InputError)] == LINES


def test_a_fault_in_one_article_costs_that_article(annotator, inputs, monkeypatch):
    from claimgraph import annotate

    real = annotate.annotate_article

    def faulty(article, *rest, **more):
        if article.text == LINES[2]:
            raise RuntimeError("boom")
        return real(article, *rest, **more)

    monkeypatch.setattr(annotate, "annotate_article", faulty)
    found = list(annotator.annotate(read_inputs([inputs])))
    assert [isinstance(item, InputError) for item in found] == [False, False, True, False]
    assert "boom" in str(found[2])
    assert "2.txt" in str(found[2])


def test_what_a_case_holds_is_not_read_again(annotator, inputs, tmp_path):
    steps = []
    with open_case(tmp_path / "a.claimgraph") as case:
        first = add_inputs(case, read_inputs([inputs]), annotator)
        second = add_inputs(case, read_inputs([inputs]), annotator, step=lambda *step: steps.append(step))
        assert (len(first.added), len(second.added), len(second.unchanged)) == (4, 0, 4)
        assert [kind for kind, _ in steps] == ["article"] * 4
        stored = {item.article.text: item.model_dump() for item in case.articles()}
    assert stored == {text: item.model_dump() for text, item in annotations(annotator, [inputs]).items()}


def test_the_least_confidence_leaves_out_what_is_less_sure(annotator):
    (item,) = annotations(annotator, [ROOT / "seeds"]).values()
    sure = sorted(a.confidence for a in item.annotation.attributions)
    least = sure[len(sure) // 2]
    kept = keep_confident(item.annotation, least)
    ids = {a.id for a in kept.attributions}
    assert ids == {a.id for a in item.annotation.attributions if a.confidence >= least}
    assert 0 < len(ids) < len(sure)
    assert all(c.attribution is None or c.attribution in ids for c in kept.claims)
    assert all(a.parent is None or a.parent in ids for a in kept.attributions)
    assert keep_confident(item.annotation, 0.0) == item.annotation


def test_spans_ids_and_indices_of_an_annotation_belong_together(annotator):
    for item in annotations(annotator, [ROOT / "seeds"]).values():
        found, text = item.annotation, item.article.text
        spans = [(s.start, s.end) for s in found.sentences]
        assert spans == sorted(spans)
        assert not "".join(
            text[e:s] for (_, e), (s, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
        ).strip()
        ids = [a.id for a in found.attributions]
        assert len(set(ids)) == len(ids)
        for attribution in found.attributions:
            assert all(
                0 <= s < e <= len(text) for role in ("source", "cue", "content") for s, e in getattr(attribution, role)
            )
            assert attribution.parent is None or attribution.parent in ids
            assert attribution.chain[0] == "The Cradle"
        for claim in found.claims:
            sentence = found.sentences[claim.sentence]
            assert sentence.start <= claim.start < claim.end <= sentence.end
            assert (claim.attribution is None) == (claim.kind == "own_voice")


def test_who_stood_inside_one_that_is_left_out_stands_inside_none():
    from tests.builders import seed_case

    annotated = seed_case().annotation
    child = next(a for a in annotated.attributions if a.parent)
    changed = [
        a.model_copy(update={"confidence": 0.1 if a.id == child.parent else 0.9}) for a in annotated.attributions
    ]
    kept = keep_confident(annotated.model_copy(update={"attributions": tuple(changed)}), 0.5)
    assert len(kept.attributions) == len(changed) - 1
    assert next(a for a in kept.attributions if a.id == child.id).parent is None


def test_a_fault_while_sentences_are_split_costs_that_article(annotator, inputs, monkeypatch):
    from claimgraph import annotate

    real = annotate.split_sentences

    def faulty(text, **more):
        if text == LINES[1]:
            raise RuntimeError("boom")
        return real(text, **more)

    monkeypatch.setattr(annotate, "split_sentences", faulty)
    found = list(annotator.annotate(read_inputs([inputs])))
    assert [isinstance(item, InputError) for item in found] == [False, True, False, False]
