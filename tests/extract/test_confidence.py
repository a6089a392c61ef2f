"""Confidence is what was measured: the share of a rule's candidates that were right."""

import pytest

from shugu.extract.confidence import find_confidence, sort_of
from shugu.extract.lexicon import load_data
from shugu.model.candidate import Candidate, Mention, Term
from shugu.model.document import Span
from shugu.model.fact import Kind


def candidate(rule, name="Lindow Port"):
    return Candidate(
        document="harbour",
        sentences=("s1",),
        span=Span(0, 10),
        kind=Kind.EVENT,
        subject=Mention(name=name, type="Project"),
        predicate=Term(name="opened", label="opened"),
        rule=rule,
    )


def test_a_rule_is_believed_as_far_as_it_was_right():
    shares = load_data("confidence")["shares"]
    assert find_confidence(candidate("post")) == shares["post"]
    assert shares["post"] > shares["figure/fallback"]


def test_a_common_noun_as_subject_counts_apart():
    assert sort_of(candidate("post", "port")) != sort_of(candidate("post"))


def test_a_rule_that_was_never_measured_gets_the_share_of_all():
    assert find_confidence(candidate("a rule of tomorrow")) == load_data("confidence")["shares"]["other"]


@pytest.mark.parametrize("share", load_data("confidence")["shares"].values())
def test_shares_are_between_0_and_1(share):
    assert 0 <= share <= 1
