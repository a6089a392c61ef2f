"""entities.tsv: the names of things, and the names that they must not take."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ENTITIES, write_collection
from shugu.errors import LocatedError
from shugu.model.entity import Entity
from shugu.model.vocabulary import ClassTerm, Vocabulary
from shugu.reconcile.entities import COLUMNS, format_entities, read_entities

VOCABULARY = Vocabulary(
    classes={name: ClassTerm(name, f"x:{name}", name, frozenset({name, "Thing"})) for name in ("City", "Person")},
    properties={},
    units={},
)
LINDOW = {"id": "lindow", "type": "City", "label@en": "Lindow"}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """One table of entities that every test writes anew."""
    return tmp_path_factory.mktemp("entities") / "entities.tsv"


def read(file, *rows):
    lines = ["\t".join(COLUMNS), *("\t".join(row.get(column, "") for column in COLUMNS) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_entities(file, VOCABULARY)


def refused(file, *rows):
    """Line and column of every fault that the rows are refused for."""
    with pytest.raises(LocatedError) as caught:
        read(file, *rows)
    assert all(problem.path == str(file) and problem.reason for problem in caught.value.problems)
    return [(problem.line, problem.column) for problem in caught.value.problems]


def city(name, **more):
    return {"id": name.lower(), "type": "City", "label@en": name, **more}


def test_an_entity_is_what_its_row_says(file):
    row = {
        **LINDOW,
        "label@zh": "林多",
        "aliases": "Lindow Town | port of Lindow",
        "not the same as": "Lindow Vale|Sedge",
        "geonames": "1809461",
        "wikidata": "Q17025",
        "iso3166": "CN-GZ",
        "latitude": "-26.5",
        "longitude": "106.71667",
    }
    assert read(file, {**row, "note": "the old one"})["lindow"] == Entity(
        id="lindow",
        type="City",
        label="Lindow",
        label_zh="林多",
        aliases=("Lindow Town", "port of Lindow"),
        distinct=("Lindow Vale", "Sedge"),
        geonames="1809461",
        wikidata="Q17025",
        iso3166="CN-GZ",
        latitude="-26.5",
        longitude="106.71667",
        note="the old one",
        line=2,
    )


def test_an_entity_needs_an_id_a_type_and_an_english_label_and_no_more(file):
    file.write_text("id\ttype\tlabel@en\nlindow\tCity\tLindow\n")
    assert read_entities(file, VOCABULARY) == {"lindow": Entity(id="lindow", type="City", label="Lindow", line=2)}


def test_the_names_of_an_entity_begin_with_its_english_label():
    entity = Entity(
        id="lindow", type="City", label="Lindow", label_zh="林多", aliases=("Old Port",), distinct=("Sedge",)
    )
    assert entity.names == ("Lindow", "林多", "Old Port")


def test_entities_come_in_the_order_of_the_file(file):
    assert list(read(file, city("Zeal"), city("Abbot"), city("Moor"))) == ["zeal", "abbot", "moor"]


FAULTS = {
    "no id": ({"id": ""}, "id"),
    "an id with a space": ({"id": "lin dow"}, "id"),
    "an id that leaves its folder": ({"id": "../lindow"}, "id"),
    "no type": ({"type": ""}, "type"),
    "an unknown type": ({"type": "Harbour"}, "type"),
    "no english label": ({"label@en": ""}, "label@en"),
    "a label of spaces": ({"label@en": "  "}, "label@en"),
    "a control character": ({"note": "a\x07b"}, "note"),
    "a terminal escape in a name": ({"aliases": "Lin\x1b[2Jdow"}, "aliases"),
    "a geonames address": ({"geonames": "https://sws.geonames.org/1809461/"}, "geonames"),
    "a geonames number from zero": ({"geonames": "01809461"}, "geonames"),
    "a geonames number in another script": ({"geonames": "1８"}, "geonames"),
    "a wikidata property": ({"wikidata": "P17"}, "wikidata"),
    "a wikidata item in small letters": ({"wikidata": "q17025"}, "wikidata"),
    "a country by name": ({"iso3166": "China"}, "iso3166"),
    "a latitude beyond the pole": ({"latitude": "90.1", "longitude": "0"}, "latitude"),
    "a longitude beyond the date line": ({"latitude": "0", "longitude": "-180.5"}, "longitude"),
    "a latitude with a letter": ({"latitude": "26.5N", "longitude": "106"}, "latitude"),
    "a latitude with a comma": ({"latitude": "26,5", "longitude": "106"}, "latitude"),
    "a latitude in another script": ({"latitude": "２６", "longitude": "106"}, "latitude"),
    "a latitude that is not a number": ({"latitude": "nan", "longitude": "106"}, "latitude"),
    "a latitude alone": ({"latitude": "26.5"}, "latitude"),
    "a longitude alone": ({"longitude": "106.5"}, "latitude"),
    "its own label among the names it must not take": ({"not the same as": "Sedge | lindow"}, "not the same as"),
    "its own alias among the names it must not take": (
        {"aliases": "Old Port", "not the same as": "OLD PORT"},
        "not the same as",
    ),
}


@pytest.mark.parametrize(("change", "column"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_cell_is_refused_with_line_and_column(file, change, column):
    assert refused(file, city("Sedge"), {**LINDOW, **change}) == [(3, column)]


def test_an_id_that_stands_twice_is_refused_at_the_second(file):
    assert (3, "id") in refused(file, LINDOW, {**LINDOW, "label@en": "Lindow Vale"})


@pytest.mark.parametrize(
    "second",
    [
        {"label@en": "Lindow"},
        {"label@en": "LINDOW"},
        {"label@zh": "林多"},
        {"aliases": "Moor | Old Port"},
        {"aliases": "lindow"},
        {"label@en": "old port"},
    ],
)
def test_a_name_that_two_entities_carry_is_refused_with_both_lines(file, second):
    first = {**LINDOW, "label@zh": "林多", "aliases": "Old Port"}
    with pytest.raises(LocatedError, match=r"lindow in line 2") as caught:
        read(file, first, {"id": "other", "type": "City", "label@en": "Other", **second})
    assert [problem.line for problem in caught.value.problems] == [3]


@pytest.mark.parametrize("second", ["Saint Hélène", "Saint\u00a0He\u0301le\u0300ne", "Saint  Hélène", "Ｓaint Hélène"])
def test_a_name_is_shared_however_its_letters_and_spaces_are_encoded(file, second):
    faults = refused(file, {**LINDOW, "label@en": "Saint Hélène"}, {**LINDOW, "id": "other", "label@en": second})
    assert [line for line, _ in faults] == [3]


def test_one_entity_may_carry_a_name_twice(file):
    assert read(file, {**LINDOW, "aliases": "Lindow | lindow"})["lindow"].label == "Lindow"


def test_every_mistake_of_the_table_is_named_at_once(file):
    faults = refused(file, {**LINDOW, "type": "Town", "iso3166": "x"}, city("Sedge"), city("Moor", aliases="Sedge"))
    assert faults[:2] == [(2, "type"), (2, "iso3166")]
    assert [line for line, _ in faults] == [2, 2, 4]


# Things of like names stay apart


def test_things_of_like_names_that_must_not_be_merged_stay_two_with_their_names(file):
    entities = read(
        file,
        city("Lindow", **{"aliases": "Lindow Port", "not the same as": "Lindow Vale"}),
        {"id": "lindow-vale", "type": "City", "label@en": "Lindow Vale", "not the same as": "Lindow"},
    )
    assert list(entities) == ["lindow", "lindow-vale"]
    assert entities["lindow"].names == ("Lindow", "Lindow Port")
    assert entities["lindow"].distinct == ("Lindow Vale",)


def test_a_name_that_must_not_be_taken_may_be_that_of_a_thing_outside_the_table(file):
    assert read(file, {**LINDOW, "not the same as": "Lindow in Norland"})["lindow"].distinct == ("Lindow in Norland",)


def test_the_check_command_refuses_to_give_one_thing_the_name_of_another_with_exit_code_2(tmp_path, run):
    merged = [
        ["lindow", "City", "Lindow", "", "Lindow Vale", "Lindow Vale"] if r[0] == "lindow" else r for r in ENTITIES
    ]
    folder = write_collection(tmp_path / "harbour", entities=merged)
    result = run("check", folder)
    assert isinstance(result.exception, LocatedError)
    assert result.exception.exit_code == 2
    places = [(p.path, p.line, p.column) for p in result.exception.problems]
    assert (str(folder / "entities.tsv"), 2, "not the same as") in places


def test_in_the_graph_things_that_must_not_be_merged_are_two_and_said_to_differ(harbour, tmp_path, run):
    assert run("build", harbour, "--out", tmp_path / "graph").return_value == 0
    base = "https://example.org/harbour/entity/"
    quads = (tmp_path / "graph" / "graph.nq").read_text(encoding="utf-8")
    differ = "<http://www.w3.org/2002/07/owl#differentFrom>"
    assert f"<{base}lindow> {differ} <{base}lindow-vale>" in quads
    assert f"<{base}lindow-vale> {differ} <{base}lindow>" in quads
    assert "sameAs" not in quads.replace("schema.org/sameAs", "")


# Writing and reading again

NAME = (
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f", "|"]), max_size=20
    )
    .map(str.strip)
    .filter(lambda name: name and "~" not in unicodedata.normalize("NFKC", name))
)


@settings(deadline=None)
@given(NAME, st.none() | NAME, st.lists(NAME, max_size=3), st.lists(NAME, max_size=3), st.none() | NAME)
def test_entities_that_are_written_and_read_are_equal(file, label, label_zh, aliases, distinct, note):
    entity = Entity(
        id="lindow",
        type="City",
        label=label,
        label_zh=label_zh,
        aliases=tuple(aliases),
        distinct=tuple(f"~ {name}" for name in distinct),
        note=note,
        latitude="26.5",
        longitude="-0.25",
        geonames="7",
        wikidata="Q1",
        iso3166="CN",
        line=2,
    )
    file.write_text(format_entities([entity]), encoding="utf-8")
    assert read_entities(file, VOCABULARY) == {"lindow": entity}


@pytest.mark.parametrize(
    "name", ['the "old" port', '"quoted"', "Gui'an – New • Area", "<b>Lindow</b>", "=1+1", "\u202eLindow"]
)
def test_a_name_with_odd_characters_is_kept_as_it_stands(file, name):
    file.write_text(
        format_entities([Entity(id="x", type="City", label=name, aliases=(f"{name} 2",))]), encoding="utf-8"
    )
    entity = read_entities(file, VOCABULARY)["x"]
    assert (entity.label, entity.aliases) == (name, (f"{name} 2",))


@pytest.mark.parametrize("name", ["Lindow | Sedge", "Lindow|Sedge"])
def test_a_name_that_would_be_read_as_two_is_not_written(name):
    with pytest.raises(ValueError, match=r"\|"):
        format_entities([Entity(id="x", type="City", label="Lindow", aliases=(name,))])
