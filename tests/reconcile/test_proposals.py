"""Candidates as rows: names resolve where they are known, and ids depend on nothing but what they name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates import candidate, register_of, usual
from conftest import TEXT
from shugu.identifiers import is_slug
from shugu.model.candidate import Mention, Term
from shugu.model.entity import Entity
from shugu.model.fact import Comparator
from shugu.ontology import load_ontology
from shugu.reconcile.proposals import make_slug, merge_proposed, propose_id, to_facts

VOCABULARY = load_ontology().vocabulary
STORE = Entity(id="store", type="Project", label="Cold store of Lindow", aliases=("Cold  Store",))
REGISTER = register_of(TEXT)


def propose(*candidates, known=(), register=REGISTER):
    return to_facts(candidates, entities={e.id: e for e in known}, vocabulary=VOCABULARY, register=register)


def test_a_name_or_alias_in_any_letter_case_is_the_known_thing():
    proposal = propose(candidate("s3", subject=("COLD STORE", "Project"), number=1, unit="EUR"), known=[STORE])
    assert [fact.subject for fact in proposal.facts] == ["store"]
    assert proposal.entities == ()


def test_a_known_name_of_another_kind_is_another_thing():
    proposal = propose(candidate("s3", subject=("Cold Store", "Company"), number=1, unit="EUR"), known=[STORE])
    assert [fact.subject for fact in proposal.facts] == ["cold-store.company"]
    assert merge_proposed([proposal.entities], {"store": STORE})[0].label == "Cold Store (Company)"


def test_a_type_within_the_same_kind_is_the_known_thing():
    proposal = propose(candidate("s3", subject=("Cold Store", "DataCentre"), number=1, unit="EUR"), known=[STORE])
    assert [fact.subject for fact in proposal.facts] == ["store"]


def test_a_property_of_the_ontology_is_used_where_it_can_hold_what_is_said():
    known = candidate("s3", predicate="total-investment", number=40, unit="USD")
    assert propose(known).facts[0].property == "total-investment"
    other = propose(replace(known, unit="EUR"))
    assert [(t.name, t.units) for t in other.terms] == [("total-investment.number", {"EUR"})]
    assert other.facts[0].property == "total-investment.number"


def test_one_name_with_two_kinds_of_value_gives_two_properties():
    both = propose(
        candidate("s2", predicate="growth", object=("Lindow", "City")),
        candidate("s3", predicate="growth", number=4, unit="percent"),
        replace(candidate("s4", predicate="growth"), text="slow"),
        candidate("s5", predicate="growth", time="2020"),
    )
    assert [term.name for term in both.terms] == ["growth", "growth.number", "growth.text", "growth.time"]


def test_an_id_depends_on_content_and_sentence_and_not_on_order_or_place():
    first = {fact.id for fact in propose(*usual()).facts}
    assert first == {fact.id for fact in propose(*usual()[::-1]).facts}
    moved = "A line before.\n" + TEXT
    shifted = [replace(c, sentences=(f"s{int(c.sentences[0][1:]) + 1}",)) for c in usual()]
    assert first == {fact.id for fact in propose(*shifted, register=register_of(moved)).facts}
    other = propose(candidate("s3", predicate="cost", number=41_000_000, unit="EUR")).facts[0].id
    assert other not in first


def test_a_number_without_a_comparator_is_equal_and_one_number_has_one_id_however_it_is_written():
    plain, scaled = (candidate("s3", number=n, unit="EUR") for n in ("40000000", "4E+7"))
    proposal = propose(plain, scaled)
    assert [fact.comparator for fact in proposal.facts] == [Comparator.EQUAL]


def test_of_candidates_that_say_the_same_the_surest_is_taken():
    unsure, sure = (candidate("s3", number=1, unit="EUR", confidence=c) for c in (0.3, 0.8))
    for order in ((unsure, sure), (sure, unsure)):
        assert [fact.confidence for fact in propose(*order).facts] == [0.8]


def test_a_place_that_is_no_place_of_the_ontology_stays_as_words():
    fact = propose(candidate("s3", number=1, unit="EUR", place=("Quay Park", "Park"))).facts[0]
    assert (fact.place, fact.scope) == (None, "at Quay Park")


def test_harmful_characters_do_not_reach_a_name():
    proposal = propose(candidate("s3", subject=("Cold | \x1b[31mStore\n", "Project"), number=1, unit="EUR"))
    assert [entity.label for entity in proposal.entities] == ["Cold [31mStore"]


def test_what_no_row_can_hold_is_refused_and_nothing_is_proposed_for_it():
    proposal = propose(replace(candidate("s3"), subject=Mention(name=" ", type="City"), text="x"))
    assert (proposal.facts, proposal.entities, proposal.terms) == ((), (), ())
    assert [refusal.reason for refusal in proposal.refused] == ["its subject has no name"]


def test_a_name_in_another_script_gets_an_id_of_its_own():
    ids = {propose_id(name, "City") for name in ("林多", "林木", "Ørebro", "Orebro", "orebro")}
    assert len(ids) == 4
    assert propose_id("Orebro", "City") == "orebro.city"


@given(st.text(max_size=200), st.sampled_from(sorted(VOCABULARY.classes)))
def test_every_name_gives_an_id_that_can_stand_in_a_sheet(name, sort):
    assert is_slug(propose_id(name, sort))
    assert is_slug(make_slug(name)[0])


@given(st.text(min_size=1, max_size=40))
def test_every_predicate_gives_a_property_that_can_stand_in_a_sheet(name):
    made = replace(candidate("s3", number=1, unit="EUR"), predicate=Term(name=name, label="label"))
    term = propose(made).terms[0]
    assert is_slug(term.name)
    assert term.name[0].isalpha()


@pytest.mark.parametrize("order", [1, -1])
def test_spellings_in_other_letter_case_are_one_thing_whichever_comes_first(order):
    names = ["Lindow Port", "LINDOW PORT"][::order]
    proposal = propose(
        *(candidate(s, subject=(n, "Company"), number=1, unit="EUR") for s, n in zip(("s3", "s4"), names, strict=True))
    )
    assert [(e.id, e.label) for e in proposal.entities] == [("lindow-port.company", "LINDOW PORT")]
