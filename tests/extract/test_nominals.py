"""What noun phrases say by themselves."""

import pytest

from rules import need_rules, read, said

need_rules()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Ada Brook, minister of trade, visited Lindow.", ("Ada Brook", "holds post", "minister of trade")),
        ("Lindow-based Norland Power opened a mill in 2021.", ("Norland Power", "based in", "Lindow")),
        ("Norland Power has its headquarters in Paris.", ("Norland Power", "headquartered in", "Paris")),
    ],
)
def test_a_post_or_a_place_is_a_fact(text, fact):
    assert fact in said(text)


def test_a_rank_is_a_figure():
    found = [c for c in read("France ranked third in exports in 2021.") if c.unit == "rank"]
    assert [(c.subject.name, c.number) for c in found] == [("France", 3)]


def test_places_in_a_list_do_not_lie_in_one_another():
    assert not [fact for fact in said("Offices opened in Paris, London and Berlin in 2021.") if fact[1] == "located in"]
