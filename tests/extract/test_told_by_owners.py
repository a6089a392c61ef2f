"""What rules tell on any page: what a firm has as its own, short names of firms, who helps whom, gerunds in a row."""

from rules import need_rules, read, said

need_rules()


def test_mines_that_a_firm_calls_its_own_are_owned_by_their_names():
    rows = said("Havkraft Ltd. was founded in Norland. Havkraft will enlarge its Arden and Selby mines.")
    assert ("Havkraft Ltd", "owns", "Arden mine") in rows
    assert ("Havkraft Ltd", "owns", "Selby mine") in rows


def test_a_firm_without_its_legal_form_is_the_firm():
    rows = said("Havkraft Ltd. was founded in Norland. Havkraft built the Lindow Dam in 2020.")
    assert {subject for subject, _, thing in rows if thing == "Lindow Dam"} == {"Havkraft Ltd"}


def test_what_somebody_is_helped_to_do_is_told_of_who_helps():
    rows = said("Norland Rail will help local growers reach new markets.")
    assert [(subject, thing) for subject, _, thing in rows] == [
        ("Norland Rail", "local growers reach new markets"),
    ]


def test_a_gerund_that_goes_on_with_a_planned_one_is_planned():
    found = read(
        "The Lindow Port Project aims to serve the coast, boosting private trade and stimulating regional growth."
    )
    assert {str(candidate.basis) for candidate in found} == {"target"}


def test_jobs_that_something_leads_to_the_creation_of_are_figures():
    found = read("The merger of the ports will lead to the creation of some 420 jobs.")
    assert [(c.number, c.predicate.label) for c in found if c.number is not None] == [(420, "jobs created")]
