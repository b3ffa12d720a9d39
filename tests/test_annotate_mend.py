"""Relations that the model reads too wide or not at all, set right by their form; what it read is given by hand."""

import pytest

from claimgraph.records import Relation, Span
from tests.marked import annotate


def relation(text, source, cue, content, layer="outer"):
    """A relation of the model, its roles given as the words of ``text``."""

    def spans(words):
        return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)

    return Relation(spans(source), spans(cue), spans(content), layer, 0.9, 0.9)


def found(text, *relations):
    """Source, cue and content of each attribution, as words."""
    annotated = annotate(text, *(relation(text, *r) for r in relations))
    return {
        tuple(" ".join(text[s:e] for s, e in role) for role in (a.source, a.cue, a.content))
        for a in annotated.attributions
    }


CASES = [
    (
        "a source ends before its cue",
        "The bill is dead, some say.",
        [(["some say"], ["say"], ["The bill is dead"])],
        {("some", "say", "The bill is dead")},
    ),
    (
        "a question is no part of its answer",
        "Asked if the mill would close, Bo Yang said it would.",
        [(["Bo Yang"], ["said"], ["if the mill would close", "it would"])],
        {("Bo Yang", "said", "it would")},
    ),
    (
        "declining to be named is no part of what is said",
        "The mill will close, a clerk said, declining to be named as the plan is secret.",
        [(["a clerk"], ["said"], ["The mill will close", "declining to be named as the plan is secret"])],
        {("a clerk", "said", "The mill will close")},
    ),
    (
        "two clauses of two sources are parted",
        "The mayor said the mill was safe, but cracks had been seen, according to a report.",
        [
            (["a report"], ["according to"], ["The mayor said the mill was safe, but cracks had been seen"]),
            (["The mayor"], ["said"], ["the mill was safe, but cracks had been seen"], "inner"),
        ],
        {
            ("The mayor", "said", "the mill was safe"),
            ("a report", "according to", "cracks had been seen"),
        },
    ),
    (
        "in 'A said P and B said Q' A says no more than P",
        "The army said 12 men died and the rebels said they had lost three.",
        [(["The army"], ["said"], ["12 men died and the rebels said they had lost three"])],
        {("The army", "said", "12 men died"), ("the rebels", "said", "they had lost three")},
    ),
    (
        "what a speaker did after announced words is none of them",
        'The minister said: "It is over" and left the room.',
        [(["The minister"], ["said"], ['"It is over" and left the room'])],
        {("The minister", "said", '"It is over"')},
    ),
    (
        "a report goes on over 'and' about what others said",
        "The police report said the man fell and witnesses said he was pushed.",
        [(["The police report"], ["said"], ["the man fell and witnesses said he was pushed"])],
        {("The police report", "said", "the man fell and witnesses said he was pushed")},
    ),
    (
        "people said to be somewhere say nothing",
        "The mayor said roads were shut and the people said to be lost were safe.",
        [(["The mayor"], ["said"], ["roads were shut and the people said to be lost were safe"])],
        {("The mayor", "said", "roads were shut and the people said to be lost were safe")},
    ),
    (
        "what stands before a speaker at the end of a sentence is his, where the model passed over it",
        "The road had been closed for a week, a spokeswoman for the brigade said on Monday.",
        [],
        {("a spokeswoman for the brigade", "said", "The road had been closed for a week")},
    ),
    (
        "a clause without a subject of its own stays",
        "The mayor has said he will go, but will stay till May, according to reports.",
        [
            (["reports"], ["according to"], ["The mayor has said he will go, but will stay till May"]),
            (["The mayor"], ["has said"], ["he will go, but will stay till May"], "inner"),
        ],
        {
            ("The mayor", "has said", "he will go, but will stay till May"),
            ("reports", "according to", "The mayor has said he will go, but will stay till May"),
        },
    ),
    (
        "what is read in both layers counts once",
        "Police reported that a mill burnt.",
        [
            (["Police"], ["reported"], ["that a mill burnt"]),
            (["Police"], ["reported"], ["that a mill burnt"], "inner"),
        ],
        {("Police", "reported", "that a mill burnt")},
    ),
    (
        "a participle speaks for who stressed, not for who acts",
        "Bo Yang stressed that the banks must pay, pointing out that they had signed.",
        [
            (["Bo Yang"], ["stressed"], ["that the banks must pay, "]),
            (["the banks"], ["pointing out"], ["that they had signed"]),
        ],
        {
            ("Bo Yang", "stressed", "that the banks must pay"),
            ("Bo Yang", "pointing out", "that they had signed"),
        },
    ),
    (
        "who is quoted speaks, and who quotes passes it on",
        "Bo Yang was quoted by Kyra News as saying that the mill had closed.",
        [
            (["Kyra News"], ["was quoted by"], ["Bo Yang"]),
            (["Kyra News"], ["saying"], ["that the mill had closed"]),
        ],
        {
            ("Bo Yang", "saying", "that the mill had closed"),
            ("Kyra News", "quoted by", "that the mill had closed"),
        },
    ),
    (
        "a report that is denied is somebody's",
        "The bank denied the Courier's report that its chief had fled.",
        [(["The bank"], ["denied"], ["the Courier's report that its chief had fled"])],
        {
            ("The bank", "denied", "the Courier's report that its chief had fled"),
            ("the Courier's", "report", "its chief had fled"),
        },
    ),
    ("who puts a figure says it", "A nurse put the toll at nine.", [], {("A nurse", "put", "the toll at nine")}),
    (
        "who a source is, is no part of what it says",
        "According to the aide, who asked not to be named, and who left in May, the dam had cracked.",
        [(["the aide"], ["According to"], ["who asked not to be named, and who left in May, the dam had cracked"])],
        {("the aide", "According to", "the dam had cracked")},
    ),
    (
        "what a speaker did meanwhile is no part of what was said",
        "“We lost it all,” she says, folding a wet blanket.",
        [(["she"], ["says"], ["“We lost it all,”", "folding a wet blanket"])],
        {("she", "says", "“We lost it all,”")},
    ),
    (
        "what others left behind is part of what was said",
        "The guards fled, she said, leaving the gate open.",
        [(["she"], ["said"], ["The guards fled", "leaving the gate open"])],
        {("she", "said", "The guards fled leaving the gate open")},
    ),
    (
        "what was left unsaid is no part of what was said",
        "The office claimed that six men were caught, giving no details.",
        [(["The office"], ["claimed"], ["that six men were caught, giving no details"])],
        {("The office", "claimed", "that six men were caught")},
    ),
    (
        "who is told does not speak",
        "Residents were told that the water was safe.",
        [(["Residents"], ["were told"], ["that the water was safe"])],
        {("", "were told", "that the water was safe")},
    ),
    ("a thing put at a place is no figure", "A nurse put the figure at the window.", [], set()),
    (
        "the place and agency before a story are nobody's words",
        "OSKE (Kyra News) — The mill burnt down, a clerk said.",
        [(["a clerk"], ["said"], ["OSKE", "The mill burnt down"])],
        {("a clerk", "said", "The mill burnt down")},
    ),
    (
        "the time before an entry of a live blog is nobody's words",
        "14:20 The toll is nine, state radio says.",
        [(["state radio"], ["says"], ["20 The toll is nine"])],
        {("state radio", "says", "The toll is nine")},
    ),
    (
        "a number with a point is no time",
        "12.50 crowns is the price, a clerk said.",
        [(["a clerk"], ["said"], ["12.50 crowns is the price"])],
        {("a clerk", "said", "12.50 crowns is the price")},
    ),
    (
        "the beginning of a clause in which another speaks is no part of what is said",
        "The army claimed the capture of Oske, a feat which the rebels doubt.",
        [(["The army"], ["claimed"], ["the capture of Oske, a feat which"])],
        {("The army", "claimed", "the capture of Oske")},
    ),
    (
        "a pronoun at the end of what is said stays",
        "He said he had never seen that.",
        [(["He"], ["said"], ["he had never seen that"])],
        {("He", "said", "he had never seen that")},
    ),
    (
        "whom it was told is no part of what is told",
        "A builder told a frail widow that the roof was safe.",
        [(["A builder"], ["told"], ["frail widow that the roof was safe"])],
        {("A builder", "told", "that the roof was safe")},
    ),
    (
        "what another admits beside it is not said by the first",
        "The army reported two dead, while a clerk of the ministry conceded that three had died.",
        [
            (["The army"], ["reported"], ["two dead, while a clerk of the ministry conceded that three had died"]),
            (["a clerk of the ministry"], ["conceded"], ["that three had died"], "inner"),
        ],
        {
            ("The army", "reported", "two dead"),
            ("a clerk of the ministry", "conceded", "that three had died"),
        },
    ),
    (
        "'while' without another source parts nothing",
        "The army said that two men had died, while a third had fled.",
        [(["The army"], ["said"], ["that two men had died, while a third had fled"])],
        {("The army", "said", "that two men had died, while a third had fled")},
    ),
    (
        "the agent of a passive cue is the source",
        "The theft was first reported by the Oske Courier last week.",
        [([], ["was first reported"], ["The theft"])],
        {("the Oske Courier", "was first reported", "The theft")},
    ),
    (
        "the subject before its verb is the source",
        "Two aides say the premier has told friends that he will go.",
        [
            (["Two aides"], ["say"], ["the premier has told friends that he will go"]),
            ([], ["has told"], ["that he will go"], "inner"),
        ],
        {
            ("Two aides", "say", "the premier has told friends that he will go"),
            ("the premier", "has told", "that he will go"),
        },
    ),
    (
        "what is said of somebody is not said by him",
        "The premier is said to be ill.",
        [([], ["is said"], ["to be ill"])],
        {("", "is said", "to be ill")},
    ),
    (
        "an aide behind 'Per' speaks",
        "Per a committee aide, the cost has doubled.",
        [],
        {("a committee aide", "Per", "the cost has doubled")},
    ),
    ("'per' of a rate is no cue", "Per a week the mill made nine tons.", [], set()),
    (
        "what ends in the midst of a clause goes on to its end",
        "A clerk rejected it out of hand.",
        [(["A clerk"], ["rejected"], ["it out of"])],
        {("A clerk", "rejected", "it out of hand")},
    ),
    (
        "a clause that ends in a short verb is whole",
        "A clerk said where the fire was, and left.",
        [(["A clerk"], ["said"], ["where the fire was"])],
        {("A clerk", "said", "where the fire was")},
    ),
    (
        "a manner behind 'by' is no source",
        "The theft was reported by phone.",
        [([], ["was reported"], ["The theft"])],
        {("", "was reported", "The theft")},
    ),
]


@pytest.mark.parametrize(("shows", "text", "relations", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_what_the_model_read_is_set_right(shows, text, relations, wanted):
    assert found(text, *relations) == wanted, shows
