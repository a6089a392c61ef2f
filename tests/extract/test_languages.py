"""Another language is a folder of data: no Python changes for it."""

import shutil

import pytest

from conftest import REPOSITORY
from rules import document_of, need_rules
from shugu.errors import InputError
from shugu.extract import lexicon
from shugu.extract.engine import extract
from shugu.extract.lexicon import find_pack, load_table, speaking
from shugu.extraction import has_rules
from shugu.loading import load
from shugu.read.collection import read_collection

need_rules()

PACKS = REPOSITORY / "tests" / "languages"
TEXT = (
    "Norland Power opened the Lindow Wind Park on 3 Mairch 2021. It employs twal people. It cost 40 million poonds.\n"
)


@pytest.fixture
def packs(monkeypatch):
    monkeypatch.setenv("SHUGU_LANGUAGES", str(PACKS))


def read(text, language):
    found = extract(document_of(text), language=language)
    return {c.time.text for c in found if c.time}, {(str(c.number), c.unit) for c in found if c.number is not None}


def test_a_text_is_read_by_the_data_of_its_own_language(packs):
    assert read(TEXT, "sco") == ({"2021-03-03"}, {("12", "count"), ("40000000", "GBP")})
    times, numbers = read(TEXT, "en")
    assert "2021-03-03" not in times
    assert ("12", "count") not in numbers


def test_languages_do_not_mix_whichever_is_read_first(packs):
    english = TEXT.replace("Mairch", "March").replace("twal", "twelve").replace("poonds", "pounds")
    alone = read(english, "en")
    assert read(TEXT, "sco-GB") == alone
    assert read(english, "en-GB") == alone
    with speaking("sco"):
        assert load_table("names.classes")["toun"] == "City"
    assert "toun" not in load_table("names.classes")


def test_what_a_pack_lacks_is_that_of_the_language_it_is_based_on(packs):
    with speaking("sco"):
        assert load_table("times.months")["mairch"] == load_table("times.months")["december"] - 9


@pytest.mark.parametrize("language", ["zh", "und", "", "..", "sco/../en", "EN"])
def test_a_language_without_a_pack_has_no_rules(packs, language):
    assert (has_rules(language), find_pack(language)) == (False, None)
    with pytest.raises(InputError, match="no rules of extraction for the language"):
        extract(document_of(TEXT), language=language)


@pytest.mark.parametrize(
    "content", ["pipeline = ", 'pipeline = "x"\nbased_on = "bad"', 'pipeline = "x"\nbased_on = "none"']
)
def test_a_pack_that_cannot_be_read_is_named_in_a_sentence(tmp_path, monkeypatch, content):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "language.toml").write_text(content, encoding="utf-8")
    monkeypatch.setenv("SHUGU_LANGUAGES", str(tmp_path))
    lexicon._read_pack.cache_clear()
    with pytest.raises(InputError, match="language '(bad|none)'"):
        lexicon._read_pack("bad", "times")
    lexicon._read_pack.cache_clear()


def test_the_language_of_a_document_decides_in_a_collection(packs, run, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Norland Power opened the Lindow Wind Park in 2021. The park cost 40 million poonds.\n"
    )
    run("init", tmp_path / "lindow")
    done = run("add", tmp_path / "lindow", tmp_path / "a.txt", "--language", "sco")
    assert done.return_value == 0
    assert read_collection(tmp_path / "lindow").documents[0].language == "sco"
    assert "no rules" not in done.stdout
    assert [sheet.facts for sheet in load(tmp_path / "lindow").sheets] != [()]


def test_a_unit_whose_name_no_iri_can_hold_is_refused_by_its_name(tmp_path, monkeypatch):
    pack = tmp_path / "yola"  # a language of its own: what was read of another is kept
    shutil.copytree(PACKS / "sco", pack)
    with (pack / "quantities.toml").open("a", encoding="utf-8") as file:
        file.write('\n[units]\n"bolls an acre" = ["boll/acre", "1"]\n')
    monkeypatch.setenv("SHUGU_LANGUAGES", str(tmp_path))
    lexicon._read_pack.cache_clear()
    with pytest.raises(InputError, match="no unit can be called boll/acre"):
        read("It yields 4 bolls an acre.", "yola")
