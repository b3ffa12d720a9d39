"""What goes into a case comes out of it."""

import hashlib
import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from claimgraph.errors import InputError, SchemaError
from claimgraph.records import Article, CaseArticle, Original, Run
from claimgraph.store import ClaimFilter, open_case
from tests.builders import RUN, Draft, outlet, seed_case
from tests.strategies import RUNS, cases

HAND = Run(id=RUN, annotator="hand", version="1")
NEWER = Run(id="newer", annotator="hand", version="2")
CRADLE_LOCALS = "local sources in the eastern countryside of Deir Ezzor"


@pytest.fixture
def case(tmp_path):
    with open_case(tmp_path / "case.claimgraph") as opened:
        yield opened


def article(text: str = "Two men were hurt, police said.", **fields) -> CaseArticle:
    draft = Draft(text, outlet=outlet(fields.pop("outlet", "The Daily")), **fields)
    draft.attribution(
        source="police",
        cue="said",
        content=text.partition(",")[0],
        chain=["The Daily", "police"],
        source_type="anonymous",
    )
    return draft.build()


def by(run: Run, item: CaseArticle) -> CaseArticle:
    """The same article, as if ``run`` had annotated it and found less."""
    annotation = item.annotation.model_copy(update={"model": run.id, "dates": (), "entities": ()})
    return item.model_copy(update={"annotation": annotation, "entities": ()})


def original(content: bytes, name: str = "a.txt") -> Original:
    return Original(sha256=hashlib.sha256(content).hexdigest(), content=content, name=name, media_type="text/plain")


def test_the_seed_article_comes_out_as_it_went_in(case):
    """A hand-built article with every kind of part reads back equal."""
    item = seed_case()
    assert case.add(item, None, HAND).status == "added"
    assert case.article(item.article.id) == item
    assert list(case.articles()) == [item]
    assert case.runs() == (HAND,)


@given(cases())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_case_comes_out_as_it_went_in(items):
    """Whatever an article holds, and whatever it shares with others under other names, reads back equal, in order."""
    with tempfile.TemporaryDirectory() as folder, open_case(Path(folder) / "case") as case:
        for item in items:
            case.add(item, None, RUNS[0])
        assert list(case.articles()) == items
        for item in items:
            assert case.article(item.article.id) == item
            assert case.add(item, None, RUNS[0]).status == "unchanged"


def test_articles_of_more_than_one_batch_keep_their_order(case):
    """Articles come out in the order in which they came in, not in that of their ids."""
    items = [article(f"Fire {n} was put out, police said.") for n in range(60)]
    for item in items:
        case.add(item, None, HAND)
    assert list(case.articles()) == items
    assert case.counts()["articles"] == 60


def test_an_article_longer_than_a_batch_is_read(case, monkeypatch):
    """One article may be longer than what a batch holds."""
    monkeypatch.setattr("claimgraph.store.read.BATCH_CHARACTERS", 60)
    items = [article(f"Fire {n} went {'on and ' * (n % 3) * 10}out, police said.") for n in range(9)]
    for item in items:
        case.add(item, None, HAND)
    assert list(case.articles()) == items


def test_reading_may_go_on_while_articles_are_added(case):
    """The reader holds no lock, and sees what is added behind it."""
    case.add(article(), None, HAND)
    seen = []
    for number, item in enumerate(case.articles()):
        seen.append(item)
        if number < 5:
            case.add(article(f"Fire {number} was put out, police said."), None, HAND)
    assert len(seen) == 6


def test_warnings_of_the_reader_are_not_kept(case):
    """Warnings are told to the user; the article reads back without them."""
    item = article()
    warned = item.model_copy(update={"article": item.article.model_copy(update={"warnings": ("odd date",)})})
    case.add(warned, None, HAND)
    assert case.article(item.article.id) == item


def test_readding_changes_nothing(case, tmp_path):
    """The same id, text and run again leave every byte of every table as it was."""
    item = seed_case()
    case.add(item, original(b"raw"), HAND)
    before = case.counts()
    assert not case.has(item.article.id, item.article.sha256, "another run")
    assert not case.has(item.article.id, "0" * 64, HAND.id)
    assert case.has(item.article.id, item.article.sha256, HAND.id)
    assert case.add(by(HAND, item), original(b"other raw"), HAND) == ("unchanged", ())
    assert case.counts() == before
    assert case.article(item.article.id) == item


def test_another_run_replaces_the_annotation(case):
    """A newer run's annotation takes the place of the one kept, and its place in the order; decisions stay."""
    first, second = seed_case(), article()
    case.add(first, original(b"raw"), HAND)
    case.add(second, None, HAND)
    assert case.add(by(NEWER, first), original(b"raw"), NEWER).status == "replaced"
    assert list(case.articles()) == [by(NEWER, first), second]
    assert case.counts()["entities"] == 0
    assert case.counts()["originals"] == 1
    assert case.runs() == (HAND, NEWER)


def test_the_same_text_with_other_metadata_is_told(case):
    """A copy of the same text from another outlet under the same id is not stored, and the difference is named."""
    case.add(article(date="2024-01-01"), None, HAND)
    copy = article(outlet="The Evening Post", date="2024-01-02", others=[outlet("The Daily")])
    assert case.differing(copy.article) == ("outlet", "date")
    assert case.add(copy, None, HAND) == ("unchanged", ("outlet", "date"))
    assert case.differing(article("A bridge fell, police said.").article) == ()


def test_one_id_with_two_texts_is_refused(case):
    """The error names the id, what is kept and what is refused; what is kept stays."""
    kept = article(article_id="x1", title="Fire at the mill")
    other = article("A bridge fell, police said.", article_id="x1", title="Bridge falls")
    case.add(kept, None, HAND)
    with pytest.raises(InputError) as caught:
        case.add(other, None, HAND)
    for part in ("'x1'", "Fire at the mill", "Bridge falls", kept.article.sha256[:12], other.article.sha256[:12]):
        assert part in str(caught.value)
    assert list(case.articles()) == [kept]


def test_versions_of_one_address_stand_side_by_side(case):
    """Two texts of one URL are two articles, and both are named under it."""
    url = "https://daily.example/fire"
    items = [article(f"{n} men were hurt, police said.", url=url) for n in ("Two", "Three")]
    for item in items:
        case.add(item, None, HAND)
    assert case.versions(url) == tuple(item.article.id for item in items)
    assert case.versions("https://daily.example/other") == ()


def test_what_does_not_belong_together_is_refused(case):
    """A wrong digest, another article's annotation, another run or a changed original cost that article only."""
    item, other = article(), article("A bridge fell, police said.")
    wrong = [
        (item.model_copy(update={"article": item.article.model_copy(update={"sha256": "0" * 64})}), None, HAND),
        (item.model_copy(update={"annotation": other.annotation}), None, HAND),
        (item, None, NEWER),
        (item, original(b"raw").model_copy(update={"content": b"war"}), HAND),
    ]
    for arguments in wrong:
        with pytest.raises(SchemaError, match=item.article.id):
            case.add(*arguments)
    assert case.counts()["articles"] == 0


def test_half_a_character_is_refused(case):
    """A lone surrogate in the text or in a name is an error of that input, not a traceback."""
    broken = article().article.model_copy(update={"text": "\ud83d"})
    item = article().model_copy(update={"article": broken})
    with pytest.raises(InputError, match=r"U\+D83D"):
        case.add(item, None, HAND)
    named = article().model_copy(update={"publisher": outlet("The \udc80 Daily", id="d")})
    with pytest.raises(InputError, match=r"U\+DC80"):
        case.add(named, None, HAND)
    with pytest.raises(InputError, match=r"U\+D83D"):
        case.article("\ud83d")
    assert case.counts()["articles"] == 0


@pytest.mark.parametrize("content", [b"", b"x", b"\0" * 5000, bytes(range(256)), b"\xff\xfeT\0w\0o\0" * 400])
def test_originals_come_out_as_they_went_in(case, content):
    """The bytes of an input read back equal, whether or not they could be compressed."""
    item = article()
    case.add(item, original(content), HAND)
    assert case.originals(item.article.id) == (original(content),)
    assert case.originals("no such article") == ()


def test_an_original_is_kept_once_for_all_its_articles(case):
    """Two articles of one file, and one file under two names: one content, and each article knows its name."""
    items = [article(f"Fire {n} was put out, police said.") for n in range(3)]
    for item, name in zip(items, ("a.jsonl", "a.jsonl", "copy.jsonl"), strict=True):
        case.add(item, original(b"lines", name), HAND)
    assert case.counts()["originals"] == 1
    assert [kept.name for item in items for kept in case.originals(item.article.id)] == ["a.jsonl"] * 2 + ["copy.jsonl"]


def test_an_unknown_article_is_none(case):
    """Asking for an article that is not there is no error."""
    assert case.article("nothing") is None
    assert list(case.articles()) == []


# claims and sources -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ClaimFilter(), 15),
        (ClaimFilter(kind="attributed"), 8),
        (ClaimFilter(kind="own_voice"), 7),
        (ClaimFilter(source_types=("local_unspecified", "anonymous")), 5),
        (ClaimFilter(stances=("hedged",)), 1),
        (ClaimFilter(source="LOCALS IN NORTHEAST SYRIA"), 1),
        (ClaimFilter(outlet="the cradle"), 15),
        (ClaimFilter(outlet="the-cradle"), 15),
        (ClaimFilter(outlet="Sputnik"), 0),
        (ClaimFilter(text="SYRIA’S LARGEST"), 1),
        (ClaimFilter(text="100%"), 0),
        (ClaimFilter(entity="conoco oil field"), 1),
        (ClaimFilter(entity="Al-Joura", kind="own_voice"), 0),
        (ClaimFilter(article="nothing"), 0),
    ],
)
def test_claims_are_filtered(case, where, expected):
    """Each condition narrows the list, names in any case."""
    item = seed_case()
    case.add(item, None, HAND)
    claims = list(case.claims(where))
    assert len(claims) == expected
    for claim in claims:
        assert claim.text == item.article.text[claim.start : claim.end]


def test_a_claim_says_who_asserts_it(case):
    """An attributed claim has the innermost link of its chain; an own-voice claim has its publisher."""
    item = seed_case()
    case.add(item, None, HAND)
    claims = {claim.text: claim for claim in case.claims()}
    attributed = claims["the air base was targeted by a drone and four rockets"]
    assert attributed.chain == ("The Cradle", "Al Mayadeen", "sources in western Iraq")
    assert attributed.source_type == "anonymous"
    assert attributed.source in {source.id for source in item.sources}
    own = next(claim for claim in claims.values() if claim.kind == "own_voice")
    assert (own.source, own.source_name, own.source_type, own.stance) == ("the-cradle", "The Cradle", None, None)
    assert own.chain == ("The Cradle",)


def test_claims_of_many_articles_are_listed_in_order(case):
    """The list goes on over its batches without losing or repeating a claim."""
    items = [article(" ".join(f"Fire {n}.{m} is out." for m in range(40)) + " Fine, police said.") for n in range(30)]
    for item in items:
        case.add(item, None, HAND)
    listed = [(claim.article, claim.start) for claim in case.claims()]
    assert listed == [(item.article.id, claim.start) for item in items for claim in item.annotation.claims]


def test_sources_are_counted_over_articles(case):
    """A source of two articles is one row; own voice is none; most claims come first."""
    case.add(seed_case(), None, HAND)
    for n in range(3):
        draft = Draft(f"Fire {n} was put out, Ann Lee said.", outlet=outlet("The Daily"))
        chain = ["The Daily", "Ann Lee"]
        draft.attribution(source="Ann Lee", cue="said", content=f"Fire {n}", chain=chain, source_type="named_person")
        case.add(draft.build(), None, HAND)
    rows = case.sources()
    assert [(row.name, row.claims, row.articles) for row in rows[:2]] == [("Ann Lee", 3, 3), (CRADLE_LOCALS, 2, 1)]
    assert "The Cradle" not in {row.name for row in rows}
    assert [row.name for row in case.sources(source_type="named_person")] == ["Ann Lee"]
    assert [row.name for row in case.sources(text="EASTERN")] == [CRADLE_LOCALS]


def test_shared_sources_count_once(case):
    """Counts are of things, not of rows: what articles share counts once."""
    for n in range(3):
        case.add(article(f"Fire {n} was put out, police said."), original(b"one file"), HAND)
    counts = case.counts()
    assert (counts["articles"], counts["outlets"], counts["runs"], counts["originals"]) == (3, 1, 1, 1)
    assert counts["claims"] == counts["attributions"] == counts["sentences"] == 3


def test_ids_of_articles_may_be_anything(case):
    """Ids come from outside: quotes, wildcards and an empty id are ids like others."""
    ids = ["%", "_", "a'b", '"', "x;y", "ﬁ", " "]
    for one in ids:
        case.add(article(article_id=one), None, HAND)
    assert [item.article.id for item in case.articles()] == ids
    for one, other in itertools.pairwise(ids):
        assert case.article(one) != case.article(other)
    assert isinstance(case.article("%").article, Article)
