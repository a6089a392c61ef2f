"""The review in Chinese: names, properties, columns, bases, signs and news in the reader's language."""

import json
import re
from decimal import Decimal

import pytest

from candidates import write_pair
from conftest import REPOSITORY
from shugu.model.entity import Entity
from shugu.model.fact import Basis, Comparator, Method
from shugu.ontology import load_ontology
from shugu.reconcile.pairs import find_pairs
from shugu.review.describe import ENGLISH
from shugu.review.session import EDITABLE
from shugu.serve.review.wording import chinese_quantity, wording_of
from started import running

WORDS = json.loads((REPOSITORY / "graph/shugu/serve/review/wording.zh.json").read_text("utf-8"))
CHINESE = wording_of("zh")


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """What the server answers, action by action: `act(action, language, **given)`."""
    folder = write_pair(tmp_path_factory.mktemp("words") / "news")
    with running("-m", "shugu", "serve", folder, "--review", "--port", "0") as server:
        token = re.search(r"#(\S+)", server.announced)[1]
        headers = {"Authorization": f"Bearer {token}"}

        def act(action, language, **given):
            url = f"/act/{action}?lang={language}"
            response = server.client.post(url, json=given, headers=headers)
            assert response.status_code == 200, response.text
            return response.json()

        yield act


def test_a_row_is_told_in_the_language_of_the_page(table):
    for _ in range(2):
        table("skip", "zh", shown=table("state", "zh")["item"]["shown"])
    assert table("state", "zh")["item"]["words"] == [
        "林多 ferries：12（2025）",
        "目标值，非实际",
        "发言者：Ada Brook",
        "原文：12 ferries",
    ]
    assert table("state", "en")["item"]["words"][1] == "target, not actual"
    for _ in range(2):
        table("undo", "zh")
    while table("undo", "zh")["news"] == []:
        pass


def test_columns_and_what_may_stand_in_them_have_chinese_names(table):
    names, english = table("names", "zh"), table("names", "en")
    assert names["columns"]["time"] == "时间"
    assert set(names["columns"]) == set(english["columns"]) == set(EDITABLE)
    assert names["things"]["port-body"] == "林多港务局"
    assert names["bases"] == {"actual": "实际", "estimate": "估计", "forecast": "预测", "target": "目标值"}
    assert names["comparators"]["~"] == "约"
    assert names["units"]["CNY"] == "人民币元"
    assert english["bases"]["target"] == "target"
    assert names["properties"]["locatedIn"] != english["properties"]["locatedIn"]


def test_a_thing_may_be_typed_by_its_chinese_name(table):
    state = table("state", "zh")
    for name in ("林多港务局", "lindow port authority"):
        state = table("edit", "zh", shown=state["item"]["shown"], cells={"speaker": name})
        assert state["faults"] == []
        assert state["item"]["cells"]["speaker"] == "port-body"
        assert "发言者：林多港务局" in state["item"]["words"]


def test_what_was_not_done_is_told_in_chinese(table):
    assert table("accept", "zh", shown="another")["news"] == ["页面上的行已不是下一行；未作任何更改，请再看一遍"]
    state = table("edit", "zh", shown=table("state", "zh")["item"]["shown"], cells={"time": "2015-02-30"})
    assert [fault[:2] for fault in state["faults"]] == [["time", "时间"]]


def test_a_pair_of_names_is_told_in_chinese(table):
    pair = table("state", "zh")["pair"]
    assert pair, "the collection has no pair"
    assert any("词" in reason or "拼写" in reason for reason in pair["why"])
    assert {pair["one"][1], pair["other"][1]} == {"组织"}
    assert "由提取提出" in (pair["one"][-1], pair["other"][-1])


@pytest.mark.parametrize("kind", ["Class", "FactProperty", "Indicator", "Unit"])
def test_every_term_that_a_row_can_name_has_a_chinese_name(kind):
    vocabulary, names = load_ontology().vocabulary, load_ontology().labels("zh")
    terms = {
        "Class": [term.iri for term in vocabulary.classes.values()],
        "FactProperty": [term.iri for term in vocabulary.properties.values() if term.value != "number"],
        "Indicator": [term.iri for term in vocabulary.properties.values() if term.value == "number"],
        "Unit": list(vocabulary.units.values()),
    }[kind]
    assert terms
    assert [iri for iri in terms if not re.search(r"[\u4e00-\u9fff]", names.get(iri, ""))] == []


def test_every_word_of_a_row_is_translated():
    assert set(WORDS["columns"]) >= set(EDITABLE)
    assert set(WORDS["bases"]) == set(Basis)
    assert set(WORDS["comparators"]) == set(Comparator)
    assert set(WORDS["methods"]) == set(Method)
    assert set(WORDS["lines"]) == set(ENGLISH.lines)
    for kind in ("reasons", "news", "sides"):
        for english, chinese in WORDS[kind].items():
            assert sorted(re.findall(r"\{\d\}", english)) == sorted(re.findall(r"\{\d\}", chinese)), english


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("World Harbour Forum", "WHF", "Organization"),
        ("Norland Energy Ltd", "Norland Energy", "Company"),
        ("Lindow Port Authority", "Port Authority of Lindow", "Organization"),
        ("Lindow Steelworks", "Lindow Steel-works", "Company"),
        ("Ada M. Brook", "Ada Brook", "Person"),
        ("Brook", "Ada Brook", "Person"),
    ],
)
def test_every_reason_why_two_names_may_be_one_is_translated(one, other, kind):
    things = [Entity(id="a", type=kind, label=one), Entity(id="b", type=kind, label=other)]
    lindow = Entity(id="lindow", type="City", label="Lindow")
    (pair,) = (p for p in find_pairs([lindow, *things], load_ontology().vocabulary) if (p.one, p.other) == ("a", "b"))
    assert all(CHINESE.reword("reasons", reason) != reason for reason in pair.why), pair.why


def test_gaps_are_filled_whatever_stands_in_them():
    sentence = "/data/{1} (old)\\1/sheet.tsv was changed by someone else; its last decisions stay"
    assert CHINESE.reword("news", sentence) == "/data/{1} (old)\\1/sheet.tsv 已被他人更改；最近的决定保留不变"
    assert CHINESE.reword("news", "something new") == "something new"


@pytest.mark.parametrize(
    ("number", "unit", "comparator", "words"),
    [
        ("46500000000", "CNY", ">", "> 465亿 人民币元"),
        ("12", "count", "=", "12"),
        ("34.6", "percent", "~", "≈ 34.6%"),
        ("3", "rank", None, "第 3 名"),
        ("123456789", "km2", "<=", "≤ 12,345.6789万 平方公里"),
        ("20000", None, ">=", "≥ 2万"),
        ("-150000", "t", "<", "< -15万 吨"),
    ],
)
def test_numbers_are_written_as_chinese_readers_write_them(number, unit, comparator, words):
    assert chinese_quantity(Decimal(number), unit, comparator, CHINESE.units(load_ontology().vocabulary)) == words
