"""Decisions over a new extraction: each comes back, or is listed; nothing that a person did is lost."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from candidates import register_of
from shugu.model.document import Span
from shugu.model.fact import Decision, Fact, Method
from shugu.review.decisions import Source, carry_over, is_decided

SENTENCES = ["The port opened.", "It cost 9 million euros.", "Rain fell.", "The port opened.", "Ada Brook spoke."]


def source_of(lines, *, with_text=True):
    text = "\n".join(lines) + "\n"
    return Source.of(register_of(text), text if with_text else None)


def row(number, sentence, value, *, source, decision=None, method=Method.RULES, **parts):
    span = source.sentences[sentence].span
    return Fact(
        id=f"r{number}",
        document="d",
        sentences=(sentence,),
        span=span,
        subject="port",
        property="cost",
        number=Decimal(value),
        unit="EUR",
        method=method,
        decision=decision,
        decided_by="Ann" if decision else None,
        decided_on="2024-02-03" if decision else None,
        **parts,
    )


def test_a_decision_is_applied_to_the_row_with_the_same_sentence_words_and_content():
    source = source_of(SENTENCES)
    old = [row(1, "s2", 9, source=source, decision=Decision.REJECTED, note="no")]
    carried = carry_over(old, [row(7, "s2", 9, source=source)], before=source, now=source)
    fact = carried.facts[0]
    assert (fact.id, fact.decision, fact.decided_by, fact.decided_on, fact.note) == (
        "r7",
        "rejected",
        "Ann",
        "2024-02-03",
        "no",
    )
    assert carried.orphans == ()


def test_a_row_that_says_something_else_or_stands_elsewhere_takes_no_decision():
    source = source_of(SENTENCES)
    old = [row(1, "s2", 9, source=source, decision=Decision.ACCEPTED)]
    for other in (row(7, "s2", 10, source=source), row(7, "s3", 9, source=source)):
        carried = carry_over(old, [other], before=source, now=source)
        assert carried.facts == (other,)
        assert carried.orphans == tuple(old)


def test_of_a_sentence_that_stands_twice_each_keeps_its_own_decision():
    source = source_of(SENTENCES)
    old = [
        row(1, "s1", 9, source=source, decision=Decision.ACCEPTED),
        row(4, "s4", 9, source=source, decision=Decision.REJECTED),
    ]
    new = [row(1, "s1", 9, source=source), row(4, "s4", 9, source=source)]
    carried = carry_over(old, new, before=source, now=source)
    assert [fact.decision for fact in carried.facts] == [Decision.ACCEPTED, Decision.REJECTED]


def test_the_same_words_count_before_other_words_of_the_same_sentence():
    source = source_of(SENTENCES)
    home = source.sentences["s2"].span
    short = Span(home.start, home.start + 7)
    old = [
        replace(row(1, "s2", 9, source=source, decision=Decision.REJECTED), span=short),
        row(2, "s2", 9, source=source, decision=Decision.ACCEPTED),
    ]
    new = [row(8, "s2", 9, source=source), replace(row(9, "s2", 9, source=source), span=short)]
    carried = carry_over(old, new, before=source, now=source)
    assert {fact.id: fact.decision for fact in carried.facts} == {"r8": "accepted", "r9": "rejected"}


def test_a_thing_under_another_id_is_the_same_thing_where_that_is_known():
    source = source_of(SENTENCES)
    old = [row(1, "s2", 9, source=source, decision=Decision.ACCEPTED)]
    new = [replace(row(2, "s2", 9, source=source), subject="harbour")]
    assert carry_over(old, new, before=source, now=source).orphans == tuple(old)
    carried = carry_over(old, new, before=source, now=source, same={"port": "harbour"})
    assert [fact.decision for fact in carried.facts] == [Decision.ACCEPTED]


def test_an_undecided_row_that_no_candidate_matches_goes_without_a_trace():
    source = source_of(SENTENCES)
    carried = carry_over([row(1, "s2", 9, source=source)], [], before=source, now=source)
    assert carried == type(carried)((), ())


ROWS = st.lists(
    st.tuples(
        st.integers(1, len(SENTENCES)),
        st.integers(1, 3),
        st.sampled_from([None, Decision.ACCEPTED, Decision.REJECTED, Decision.UNSURE]),
        st.sampled_from([Method.RULES, Method.RULES, Method.CURATED]),
        st.booleans(),
    ),
    max_size=8,
)


@given(ROWS, ROWS, st.permutations(SENTENCES), st.integers(0, len(SENTENCES)), st.booleans())
def test_no_decision_is_ever_lost_and_none_is_made_up(before, after, order, kept, with_text):
    now_lines = order[:kept] or ["Nothing."]
    old_source, new_source = source_of(SENTENCES, with_text=with_text), source_of(now_lines, with_text=with_text)
    old = [
        row(number, f"s{sentence}", value, source=old_source, decision=decision, method=method)
        for number, (sentence, value, decision, method, _) in enumerate(before)
    ]
    edited = frozenset(fact.id for fact, (*_, changed) in zip(old, before, strict=True) if changed)
    new = [
        row(number, f"s{min(sentence, len(new_source.sentences))}", value, source=new_source)
        for number, (sentence, value, *_) in enumerate(after, 100)
    ]
    carried = carry_over(old, new, before=old_source, now=new_source, edited=edited)
    persons = [fact for fact in old if is_decided(fact) or fact.id in edited]
    orphans = {fact.id for fact in carried.orphans}
    own = {fact.id for fact in carried.facts} & {fact.id for fact in old}
    taken = [fact for fact in carried.facts if fact.id not in own and fact.decision is not None]
    # Each piece of a person's work stands in one place: as it was, on a new row, or among the orphans.
    assert len(persons) == len(own) + len(taken) + len(orphans)
    assert not own & orphans
    decisions = sorted(str(fact.decision) for fact in persons)
    assert (
        sorted(str(f.decision) for f in (*carried.orphans, *taken, *(f for f in carried.facts if f.id in own)))
        == decisions
    )
    assert {fact.id for fact in carried.facts} - own <= {fact.id for fact in new}
    for fact in carried.facts:
        assert new_source.sentences[fact.sentences[0]].span.contains(fact.span)


@given(ROWS)
def test_carried_over_to_the_same_rows_everything_is_as_it_was(before):
    source = source_of(SENTENCES)
    old = {}
    for sentence, value, decision, _, _ in before:
        old.setdefault(
            (sentence, value), row(sentence * 10 + value, f"s{sentence}", value, source=source, decision=decision)
        )
    new = [replace(fact, decision=None, decided_by=None, decided_on=None) for fact in old.values()]
    carried = carry_over(list(old.values()), new, before=source, now=source)
    assert {fact.id: fact for fact in carried.facts} == {fact.id: fact for fact in old.values()}
    assert carried.orphans == ()
