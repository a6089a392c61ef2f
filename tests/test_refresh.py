"""From candidates to a sheet: decisions survive, other documents are left alone, the order leaves no trace."""

import random
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates import add_document, candidate, drop_document, files_of, register_of, usual, write_documents
from conftest import ENTITIES, TEXT, write_table
from shugu.errors import InputError, LocatedError
from shugu.model.candidate import Mention
from shugu.model.fact import Decision, Method
from shugu.pipeline import build, load
from shugu.refresh import find_previous, forget, refresh
from shugu.review.sheet import format_sheet

OTHER = "Port news\n\nThe port of Selby opened a cold store in 2019. It cost 9 million euros.\n"


@pytest.fixture
def folder(tmp_path):
    return write_documents(tmp_path / "news", {"harbour": TEXT})


def rows(folder, document="harbour"):
    return next(sheet.facts for sheet in load(folder).sheets if sheet.info.id == document)


def decide(folder, change, document="harbour"):
    """Rewrites a sheet with `change` applied to each row."""
    facts = [change(fact) for fact in rows(folder, document)]
    (folder / "facts" / f"{document}.tsv").write_text(format_sheet(facts))
    return facts


def accept(fact):
    return replace(fact, decision=Decision.ACCEPTED, decided_by="Ann", decided_on="2024-02-03")


def test_candidates_become_undecided_rows_that_can_be_loaded_at_once(folder):
    report = refresh(folder, "harbour", usual())
    assert (len(report.facts), report.orphans, report.refused) == (3, (), ())
    loaded = rows(folder)
    assert [fact.decision for fact in loaded] == [None] * 3
    assert {fact.rule for fact in loaded} == {"a rule"}
    assert loaded[1].derivation == "40 million euros -> 40000000 EUR"


def test_a_second_refresh_with_the_same_candidates_in_any_order_writes_the_same_bytes(folder):
    refresh(folder, "harbour", usual())
    before = files_of(folder)
    refresh(folder, "harbour", usual()[::-1])
    assert files_of(folder) == before


def test_decisions_come_back_with_who_and_when(folder):
    refresh(folder, "harbour", usual())
    accepted = decide(folder, accept)
    refresh(folder, "harbour", usual())
    assert [replace(fact, line=0) for fact in rows(folder)] == [replace(fact, line=0) for fact in accepted]


def test_a_decision_whose_candidate_is_gone_is_orphaned_and_comes_back_with_it(folder):
    refresh(folder, "harbour", usual())
    decide(folder, accept)
    before = files_of(folder)
    report = refresh(folder, "harbour", usual()[:2])
    assert [fact.decided_by for fact in report.orphans] == ["Ann"]
    assert (folder / "orphans" / "harbour.tsv").is_file()
    assert refresh(folder, "harbour", usual()).orphans == ()
    assert files_of(folder) == before


def test_an_edited_row_stays_and_the_candidate_that_it_was_made_from_does_not_come_again(folder):
    refresh(folder, "harbour", usual())
    decide(folder, lambda f: accept(replace(f, number=41_000_000)) if f.number == 40_000_000 else f)
    refresh(folder, "harbour", usual())
    assert sorted(int(f.number) for f in rows(folder) if f.number) == [12, 41_000_000]


def test_a_row_of_a_persons_own_stays(folder):
    refresh(folder, "harbour", usual())
    own = replace(rows(folder)[0], id="mine", method=Method.CURATED, property="locatedIn", object=None)
    own = replace(own, object="lindow.city", decision=Decision.ACCEPTED)
    (folder / "facts" / "harbour.tsv").write_text(format_sheet([*rows(folder), own]))
    refresh(folder, "harbour", usual()[:1])
    assert "mine" in {fact.id for fact in rows(folder)}
    assert "lindow.city" in load(folder).entities


def test_no_other_document_is_touched(tmp_path):
    folder = write_documents(tmp_path / "news", {"harbour": TEXT, "selby": OTHER})
    refresh(folder, "selby", [candidate("s2", text=OTHER, document="selby", object=("Selby", "City"))])
    before = files_of(folder)
    refresh(folder, "harbour", usual())
    refresh(folder, "harbour", usual()[:1])
    changed = {name for name, data in files_of(folder).items() if before.get(name) != data}
    assert changed == {
        *(f"extracted/harbour.{part}.tsv" for part in ("entities", "sentences", "terms")),
        *("facts/harbour.tsv", "proposed.tsv"),
    }


def test_a_name_that_only_the_other_document_proposed_stays_while_a_sheet_has_it(tmp_path):
    folder = write_documents(tmp_path / "news", {"harbour": TEXT, "selby": OTHER})
    refresh(folder, "harbour", usual())
    refresh(folder, "selby", [candidate("s2", text=OTHER, document="selby", object=("Selby Quay", "Project"))])
    decide(folder, lambda f: replace(f, object="selby-quay.project") if f.object else f)
    forget(folder, "selby")
    drop_document(folder, "selby")
    assert "selby-quay.project" in load(folder).entities


def test_a_candidate_that_no_row_can_hold_is_refused_with_its_reason_and_the_rest_goes_on(folder):
    bad = [
        candidate("s2", subject=("Lindow", "Nonsense"), object=("A", "City")),
        replace(candidate("s3", predicate="cost", number=1, unit="EUR"), sentences=("s99",)),
        candidate("s3", predicate="cost", number="1" * 60, unit="EUR"),
        candidate("s2", object=("A", "City"), speaker=("Rain", "Topic")),
        candidate("s2"),
    ]  # fmt: skip
    report = refresh(folder, "harbour", [*bad, *usual()])
    assert len(report.facts) == 3
    reasons = "\n".join(refusal.reason for refusal in report.refused)
    for words in ("unknown type 'Nonsense'", "s99", "cannot be computed with", "'Rain' is a Topic", "no object"):
        assert words in reasons
    load(folder)


def test_a_document_that_is_not_listed_is_an_input_error(folder):
    with pytest.raises(InputError, match="lists no document"):
        refresh(folder, "nowhere", [])


def test_a_sheet_edited_into_nonsense_stops_the_refresh_and_nothing_is_written(folder):
    refresh(folder, "harbour", usual())
    sheet = folder / "facts" / "harbour.tsv"
    sheet.write_text(sheet.read_text().replace("40000000\t", "forty\t"))
    before = files_of(folder)
    with pytest.raises(LocatedError, match="is no number"):
        refresh(folder, "harbour", usual())
    assert files_of(folder) == before


def test_a_thing_that_the_user_lists_takes_the_place_of_the_proposed_one_and_decisions_stay(folder):
    refresh(folder, "harbour", usual())
    decide(folder, accept)
    write_table(
        folder / "entities.tsv", [*ENTITIES[:1], ["pa", "GovernmentBody", "Port Authority of Lindow", "", "", ""]]
    )
    report = refresh(folder, "harbour", usual())
    assert report.orphans == ()
    assert {(fact.subject, fact.decided_by) for fact in report.facts if fact.object} == {("pa", "Ann")}
    assert "port-authority-of-lindow.organization" not in load(folder).entities


# A document that is issued anew

REISSUED = "Harbour news from Lindow\n\nNew: a tide.\n" + TEXT.split("\n", 2)[2].replace("12 ferries", "14 ferries")


def reissued(text):
    changed = [
        candidate("s3", text=text, subject=("Port Authority of Lindow", "Organization"), object=("Cold Store", "Project")),
        candidate("s4", text=text, predicate="cost", number=40_000_000, unit="EUR", stated="40 million euros"),
    ]  # fmt: skip
    last = usual()[2]
    home = register_of(text)[4].span
    return [*changed, replace(last, number=14, stated="14 ferries", sentences=("s5",), span=home)]


def test_in_a_document_issued_anew_decisions_move_with_their_sentences(folder):
    refresh(folder, "harbour", usual())
    decide(folder, accept)
    add_document(folder, "harbour", REISSUED)
    report = refresh(folder, "harbour", reissued(REISSUED))
    assert [(f.sentences, f.decision) for f in report.facts] == [
        (("s3",), Decision.ACCEPTED),
        (("s4",), Decision.ACCEPTED),
        (("s5",), None),
    ]
    assert [(f.number, f.decision) for f in report.orphans] == [(12, Decision.ACCEPTED)]
    load(folder)


def test_a_row_of_a_persons_own_moves_with_its_sentence_and_is_orphaned_without_it(folder):
    refresh(folder, "harbour", usual())
    decide(folder, lambda f: replace(f, method=Method.CURATED, decision=Decision.ACCEPTED))
    add_document(folder, "harbour", REISSUED)
    report = refresh(folder, "harbour", [])
    assert [fact.sentences for fact in report.facts] == [("s3",), ("s4",)]
    assert [REISSUED[f.span.start : f.span.end] for f in report.facts][1] == "It cost 40 million euros."
    assert [fact.number for fact in report.orphans] == [12]


def test_the_version_before_the_last_issue_is_at_hand_with_its_text(folder, run):
    refresh(folder, "harbour", usual())
    decide(folder, accept)
    assert find_previous(load(folder).collection, "harbour") is None
    add_document(folder, "harbour", REISSUED)
    refresh(folder, "harbour", reissued(REISSUED))
    previous = find_previous(load(folder).collection, "harbour")
    assert previous.source.text == TEXT
    assert len(previous.facts) == 3


# Any order, the same bytes


TEXTS = {
    "east": "Port of Lindow opened. It cost 40 million euros.\n",
    "west": "Port of Lindow closed. It cost 9 million euros.\n",
    "north": "The Port authority of Lindow met. IT COST 9 million euros.\n",
}


def candidates_of(document, variant=0):
    """Names that collide in letter case and in type, terms that collide in label and in kind of value."""
    text = TEXTS[document]
    name = {"east": "Lindow Port", "west": "LINDOW PORT", "north": "Lindow port"}[document]
    sort = ("Company", "Project")[(len(document) + variant) % 2]
    return [
        candidate("s1", text=text, document=document, subject=(name, sort), predicate="met-in", object=("Lindow", "City")),
        candidate("s2", text=text, document=document, subject=(name, sort), predicate="met-in", number=9 + variant, unit="EUR" if document == "west" else "dwt"),
    ]  # fmt: skip


STEPS = st.lists(st.tuples(st.sampled_from(sorted(TEXTS)), st.sampled_from(["set", "change", "remove"])), max_size=8)


@settings(deadline=None, max_examples=25)
@given(STEPS)
def test_documents_added_changed_and_removed_in_any_order_leave_what_a_fresh_build_makes(steps):
    with tempfile.TemporaryDirectory() as place:
        folder = write_documents(Path(place) / "news", {})
        now = {}
        for document, step in [*steps, ("east", "set")]:
            if step == "remove":
                if now.pop(document, None) is not None:
                    forget(folder, document)
                    drop_document(folder, document)
                continue
            now[document] = int(step == "change")
            if f'id = "{document}"' not in (folder / "collection.toml").read_text():
                add_document(folder, document, TEXTS[document])
            refresh(folder, document, candidates_of(document, now[document]))
        fresh = write_documents(Path(place) / "fresh", {document: TEXTS[document] for document in now})
        order = sorted(now)
        random.Random(len(steps)).shuffle(order)
        for document in order:
            refresh(fresh, document, candidates_of(document, now[document]))
        assert files_of(folder) == files_of(fresh)
        load(folder)


# Undecided rows in the graph


def test_undecided_rows_enter_only_when_asked_for_and_are_marked(folder, tmp_path, run):
    refresh(folder, "harbour", usual())
    assert build(folder, tmp_path / "plain").counts["unreviewed"] == 0
    assert "sg:decision" not in (tmp_path / "plain" / "graph.ttl").read_text()
    report = build(folder, tmp_path / "graph", undecided=0.7)
    assert (report.counts["unreviewed"], report.counts["undecided"], report.violations) == (2, 3, 0)
    lines = (tmp_path / "graph" / "graph.ttl").read_text()
    assert lines.count('sg:decision "undecided"') == 2
    told = run("facts", "--graph", tmp_path / "graph", "--format", "jsonl").stdout
    assert told.count('"decision": null') == 2
    assert "reviewed by nobody" in (tmp_path / "graph" / "report.html").read_text()
    assert '"unreviewed":true' in (tmp_path / "graph" / "network.html").read_text()


def test_an_undecided_row_gives_no_plain_triple_and_is_never_preferred(folder, tmp_path):
    refresh(folder, "harbour", usual())
    sheet = folder / "facts" / "harbour.tsv"
    sheet.write_text(sheet.read_text().replace("\tactual\t\t\t\t0.9", "\tactual\t\t\tpreferred\t0.9"))
    build(folder, tmp_path / "graph", undecided=0)
    graph = (tmp_path / "graph" / "graph.nq").read_text()
    assert "ns#rank> <https://w3id.org/shugu/ns#rank-normal>" in graph
    assert "ns#rank> <https://w3id.org/shugu/ns#rank-preferred>" not in graph
    assert "graph/facts" not in graph
    accepted = decide(folder, accept)
    assert accepted[0].rank == "preferred"
    build(folder, tmp_path / "graph")
    assert "graph/facts" in (tmp_path / "graph" / "graph.nq").read_text()


def test_a_sentence_without_a_row_is_a_note_where_an_extractor_read_the_document(folder, run):
    refresh(folder, "harbour", usual())
    result = run("check", folder)
    assert result.return_value == 0
    assert "harbour s5: yields no row" in result.stderr


def test_a_property_of_the_collections_own_is_known_by_its_name(folder, tmp_path, run):
    refresh(folder, "harbour", usual())
    decide(folder, accept)
    assert run("build", folder, "--out", tmp_path / "graph").return_value == 0
    shown = run("show", "Cold Store", "--graph", tmp_path / "graph").stdout
    assert "Cold Store cost: 40 million EUR" in shown
    assert "Port Authority of Lindow opened Cold Store" in shown


def test_a_mention_that_names_a_known_id_is_that_thing(tmp_path):
    folder = write_documents(tmp_path / "news", {"harbour": TEXT}, entities=ENTITIES)
    named = replace(usual()[0], object=Mention(name="the store", type="Project", entity="cold-store"))
    assert refresh(folder, "harbour", [named]).facts[0].object == "cold-store"
