"""On what ground clauses stand, and who does what in them."""

import pytest

from rules import document_of, need_rules
from shugu.extract.clauses import find_clauses
from shugu.extract.sentence import ParsedSentence
from shugu.nlp.pipeline import parse_sentences

need_rules()


def clause(text, verb):
    document = document_of(text)
    sentence = ParsedSentence(document.sentences[0], text, next(parse_sentences([text])), (), ())
    return next(c for c in find_clauses(sentence) if c.verb.text == verb)


@pytest.mark.parametrize(
    ("text", "verb", "basis"),
    [
        ("The council built a bridge.", "built", "actual"),
        ("The council will build a bridge.", "build", "target"),
        ("The council plans to build a bridge.", "build", "target"),
        ("The council must build a bridge.", "build", "target"),
        ("Exports are expected to rise.", "rise", "forecast"),
        ("The mayor said that the council would build a bridge.", "build", "target"),
        ("The council reportedly built a bridge.", "built", "estimate"),
        ("The mayor said that the council built a bridge.", "built", "actual"),
        ("The council did not build a bridge.", "build", None),
        ("The council may build a bridge.", "build", None),
        ("The council could build a bridge.", "build", None),
        ("If the council built a bridge, boats would stop.", "built", None),
        ("The council refused to build a bridge.", "build", None),
        ("No company built a bridge.", "built", None),
    ],
)
def test_a_clause_stands_on_the_ground_that_its_words_give_it(text, verb, basis):
    assert clause(text, verb).basis == basis


def test_a_passive_has_its_agent_apart_from_its_prepositions():
    read = clause("The bridge was built in Lindow by Norland Steel.", "built")
    assert read.passive
    assert [token.text for token in read.agents] == ["Steel"]
    assert [(word, token.text) for word, token in read.preps] == [("in", "Lindow")]


def test_a_coordinated_verb_shares_the_subject():
    assert [t.text for t in clause("The council bought land and built a bridge.", "built").subjects] == ["council"]


def test_the_speaker_of_a_clause_is_the_subject_of_the_verb_of_speech():
    read = clause("The mayor said the council built a bridge.", "built")
    assert read.speaker is not None
    assert read.speaker.text == "mayor"
