"""`terms.tsv`: read with every fault in its place, written sorted, merged whatever the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import write_collection, write_table
from shugu.errors import LocatedError
from shugu.model.vocabulary import PropertyTerm, ValueKind
from shugu.ontology import load_ontology
from shugu.pipeline import load
from shugu.reconcile.terms import COLUMNS, extend_vocabulary, format_terms, merge_terms, read_terms

BASE = "https://example.org/x/"


def test_terms_are_read_as_they_were_written(tmp_path):
    terms = [
        PropertyTerm("b.number", f"{BASE}term/b.number", "b", ValueKind.NUMBER, units=frozenset({"MW", "dwt"})),
        PropertyTerm("a", f"{BASE}term/a", "A of", ValueKind.ENTITY),
    ]
    path = tmp_path / "terms.tsv"
    path.write_text(format_terms(terms))
    assert list(read_terms(path, base=BASE).values()) == terms[::-1]
    assert path.read_text().splitlines()[2] == "b.number\tb\tnumber\tMW dwt"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["9a", "x", "text", ""], "name"),
        (["a b", "x", "text", ""], "name"),
        (["a", "", "text", ""], "label"),
        (["a", "x", "words", ""], "value"),
        (["a", "x", "text", "MW"], "units"),
        (["a", "x", "number", "M/W"], "units"),
    ],
)
def test_a_fault_is_named_with_line_and_column(tmp_path, row, column):
    write_table(tmp_path / "terms.tsv", [list(COLUMNS), ["ok", "x", "text", ""], row])
    with pytest.raises(LocatedError) as error:
        read_terms(tmp_path / "terms.tsv", base=BASE)
    assert [(p.line, p.column) for p in error.value.problems] == [(3, column)]


def test_a_name_that_stands_twice_is_a_fault(tmp_path):
    write_table(tmp_path / "terms.tsv", [list(COLUMNS), *[["a", "x", "text", ""]] * 2])
    with pytest.raises(LocatedError, match="stands twice"):
        read_terms(tmp_path / "terms.tsv", base=BASE)


def test_the_ontology_comes_first_and_a_unit_that_it_lacks_gets_an_iri():
    ontology = load_ontology().vocabulary
    own = {
        "gdp": PropertyTerm("gdp", "x", "other", ValueKind.TEXT),
        "load": PropertyTerm("load", "y", "load", ValueKind.NUMBER, units=frozenset({"dwt", "MW"})),
    }
    vocabulary = extend_vocabulary(ontology, own, base=BASE)
    assert vocabulary.properties["gdp"] == ontology.properties["gdp"]
    assert (vocabulary.units["dwt"], vocabulary.units["MW"]) == (f"{BASE}unit/dwt", ontology.units["MW"])


def test_a_row_may_use_a_property_of_the_collections_own(tmp_path):
    row = {
        "id": "h-1",
        "sentence": "s3",
        "subject": "cold-store",
        "property": "load.number",
        "value": "7",
        "unit": "dwt",
    }
    folder = write_collection(tmp_path / "harbour", rows=[row])
    with pytest.raises(LocatedError, match="unknown property"):
        load(folder)
    write_table(folder / "terms.tsv", [list(COLUMNS), ["load.number", "load", "number", "dwt"]])
    assert load(folder).sheets[0].facts[0].property == "load.number"


TERMS = st.builds(
    PropertyTerm,
    st.sampled_from("abc"),
    st.just(""),
    st.sampled_from(["x", "X", "y"]),
    st.just(ValueKind.NUMBER),
    units=st.frozensets(st.sampled_from(["MW", "t"])),
)


@given(st.lists(TERMS), st.randoms())
def test_merged_in_any_order_terms_are_the_same(terms, dice):
    turned = terms[:]
    dice.shuffle(turned)
    assert format_terms(merge_terms([terms]).values()) == format_terms(merge_terms([[t] for t in turned]).values())
