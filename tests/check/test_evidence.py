"""Evidence: pointers are looked up and never moved, and every sentence is accounted for."""

import dataclasses
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROWS, TEXT, write_collection
from shugu.check.evidence import check_accounts, check_text
from shugu.errors import LocatedError
from shugu.model.collection import DocumentInfo, SentenceRecord
from shugu.model.document import Document, Span
from shugu.model.fact import Decision, Fact
from shugu.model.finding import Severity
from shugu.read.segment import segment

# The sentences of TEXT that state a fact.
OPENED = "The port of Lindow opened a cold store on 3 May 2021."
COST = "It cost 40 million euros."
WANTS = "The council wants 12 ferries by 2025, said Mayor Ada Brook."


def info_of(text):
    return DocumentInfo(
        id="harbour",
        title="Harbour news",
        publisher="Lindow Gazette",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
    )


def register_of(text):
    return [SentenceRecord(id=s.id, paragraph=s.paragraph, span=s.span, sha256=s.sha256) for s in segment(text)]


def fact(**parts):
    common = {"id": "h-2-1", "document": "harbour", "sentences": ("s2",), "span": Span(26, 79)}
    return Fact(**{**common, "subject": "lindow", "property": "motto", "text": "Ever onward", **parts})


def check(now, *facts, registered=TEXT, info=None):
    """What of a register of the text `registered` verifies in the text `now`, and the findings in words."""
    verified, findings = check_text(
        info or info_of(registered), Document("harbour", now, segment(now)), facts, register_of(registered)
    )
    return set(verified.verified), [str(finding) for finding in findings]


def pointer_findings(messages):
    return {message.split(": ")[1]: message for message in messages if message.startswith("pointer: ")}


# Accounts


def accounts(*facts, **reasons):
    records = [dataclasses.replace(record, reason=reasons.get(record.id)) for record in register_of(TEXT)]
    return [(finding.about, finding.message) for finding in check_accounts(info_of(TEXT), facts, records)]


def test_a_sentence_that_states_a_fact_or_says_why_not_is_accounted_for():
    facts = [fact(sentences=(name,)) for name in ("s2", "s3", "s4")]
    assert accounts(*facts, s1="a title", s5="the weather") == []


def test_a_sentence_without_a_row_and_without_a_reason_is_a_finding():
    ((about, message),) = accounts(fact(), fact(sentences=("s3",)), s1="a title", s5="the weather")
    assert about == "harbour s4"
    assert "yields no row" in message


def test_a_document_that_nobody_looked_at_is_one_finding_however_long_it_is():
    ((about, message),) = accounts()
    assert about == "harbour"
    assert "none of its 5 sentences yields a row" in message


def test_a_sentence_that_states_a_fact_and_is_said_to_state_none_is_a_finding():
    facts = [fact(sentences=(name,)) for name in ("s2", "s3", "s4")]
    ((about, message),) = accounts(*facts, s1="a title", s3="nothing", s5="the weather")
    assert about == "harbour s3"
    assert "marked as stating no fact" in message


def test_a_sentence_that_only_supports_another_still_needs_a_row_of_its_own():
    findings = accounts(fact(sentences=("s2", "s3", "s4")), s1="a title", s5="the weather")
    assert [about for about, _ in findings] == ["harbour s3", "harbour s4"]


@pytest.mark.parametrize(("decision", "accounted"), [("accepted", 1), ("unsure", 1), (None, 1), ("rejected", 0)])
def test_a_row_accounts_for_its_sentence_unless_it_is_rejected(decision, accounted):
    row = fact(decision=decision and Decision(decision))
    others = {f"s{number}": "nothing" for number in (1, 3, 4, 5)}
    assert len(accounts(row, **others)) == 1 - accounted


# Pointers into the text


def test_in_the_text_that_was_registered_every_pointer_verifies():
    assert check(TEXT) == ({"s1", "s2", "s3", "s4", "s5"}, [])


def test_a_line_above_leaves_no_pointer_verified_and_each_finding_says_where_its_sentence_stands_now():
    now = "Late edition\n" + TEXT
    verified, findings = check(now)
    assert verified == set()
    pointers = pointer_findings(findings)
    assert len(pointers) == 5
    for record in register_of(TEXT):
        start, end = record.span.start + 13, record.span.end + 13
        assert f"stands at {start}..{end} now" in pointers[f"harbour {record.id}"]


def test_a_pointer_is_never_moved():
    register = register_of(TEXT)
    before = list(register)
    facts = [fact()]
    check_text(info_of(TEXT), Document("harbour", "x" + TEXT, segment("x" + TEXT)), facts, register)
    assert register == before
    assert facts == [fact()]


def test_a_changed_sentence_is_not_in_the_text_and_its_new_wording_is_not_in_the_register():
    now = TEXT.replace("40 million", "45 million")
    verified, findings = check(now)
    assert verified == {"s1", "s2", "s4", "s5"}
    assert "its sentence is not in the text" in pointer_findings(findings)["harbour s3"]
    assert any("80..105" in finding and "not in the sentence register" in finding for finding in findings)


def test_a_sentence_that_was_taken_out_is_a_finding_and_those_behind_it_say_where_they_stand():
    now = TEXT.replace(COST + "\n", "\n")
    verified, findings = check(now)
    assert verified == {"s1", "s2"}
    pointers = pointer_findings(findings)
    assert "is not in the text" in pointers["harbour s3"]
    assert "stands at" in pointers["harbour s4"]
    assert "stands at" in pointers["harbour s5"]


def test_a_sentence_that_was_added_is_a_finding():
    _, findings = check(TEXT + "The fair is over.\n")
    assert any("not in the sentence register" in finding for finding in findings)


def test_a_text_of_another_length_is_a_finding_with_both_lengths():
    more = "The fair is over.\n"
    _, findings = check(TEXT + more)
    assert [f for f in findings if f.startswith("text:") and str(len(TEXT)) in f and str(len(TEXT + more)) in f]


def test_a_text_that_differs_in_white_space_alone_is_a_note():
    text = TEXT + "\n"
    _, findings = check_text(info_of(TEXT), Document("harbour", text, segment(text)), [], register_of(TEXT))
    assert [(f.severity, "white space" in f.message) for f in findings if f.check == "text"] == [(Severity.NOTE, True)]


def test_an_empty_text_has_no_sentence_that_a_pointer_could_find():
    verified, findings = check("")
    assert verified == set()
    assert len(pointer_findings(findings)) == 5


def test_another_copy_with_plain_quotes_and_other_spaces_still_verifies_where_it_stands():
    registered = "She said: “Rain – all day”.\n"
    verified, findings = check('She said: "Rain - all\u00a0day".\n', registered=registered)
    assert verified == {"s1"}
    assert pointer_findings(findings) == {}


def test_a_text_whose_hash_is_not_the_recorded_one_is_a_finding_even_where_every_pointer_verifies():
    _, findings = check('She said: "Rain".\n', registered="She said: “Rain”.\n")
    assert [finding for finding in findings if finding.startswith("text: harbour")]


REPEATED = "The gate shut.\nRain fell all day.\nThe gate shut.\n"


def test_a_sentence_that_stands_twice_verifies_at_both_its_places():
    assert check(REPEATED, registered=REPEATED) == ({"s1", "s2", "s3"}, [])


def test_a_second_copy_of_a_registered_sentence_is_no_more_registered_than_any_other_new_sentence():
    registered = "The gate shut.\nRain fell all day.\n"
    _, findings = check(REPEATED, registered=registered, info=info_of(REPEATED))
    assert [finding for finding in findings if "34..48" in finding and "not in the sentence register" in finding]


def test_of_a_sentence_that_stands_twice_each_pointer_is_told_its_own_new_place():
    pointers = pointer_findings(check("News\n" + REPEATED, registered=REPEATED)[1])
    assert "stands at 5..19 now" in pointers["harbour s1"]
    assert "stands at 39..53 now" in pointers["harbour s3"]


LINES = st.lists(
    st.sampled_from([OPENED, COST, WANTS, "Rain fell.", "冷库开了。", "🚢 sailed."]), max_size=6, unique=True
)


@settings(deadline=None)
@given(LINES, st.text(" \n", max_size=9))
def test_any_text_verifies_against_its_own_register_and_shifted_by_anything_it_does_not(lines, blanks):
    text = "\n".join(lines)
    ids = {record.id for record in register_of(text)}
    assert check(text, registered=text) == (ids, [])
    verified, findings = check(blanks + "\n" + text, registered=text)
    assert verified == set()
    assert all("stands at" in finding for finding in pointer_findings(findings).values())
    assert set(pointer_findings(findings)) == {f"harbour {name}" for name in ids}


# The wording of a number or time


def stated(wording, *, sentences=("s2",), now=TEXT, **parts):
    """Ids of the rows whose wording is found missing."""
    row = fact(stated=wording, sentences=sentences, **parts)
    return [finding.split(": ")[1] for finding in check(now, row)[1] if finding.startswith("stated: ")]


@pytest.mark.parametrize(
    ("wording", "sentences"),
    [
        ("3 May 2021", ("s2",)),
        ("on 3\u00a0May  2021", ("s2",)),
        ("40 million euros", ("s3", "s2")),
        ("3 May 2021", ("s3", "s2")),
        ("12", ("s4",)),
        ("2025", ("s4",)),
    ],
)
def test_a_wording_that_stands_in_the_evidence_is_supported(wording, sentences):
    assert stated(wording, sentences=sentences) == []


@pytest.mark.parametrize(
    ("wording", "sentences"),
    [
        ("4 May 2021", ("s2",)),
        ("40 million euros", ("s2",)),
        ("45 million euros", ("s3",)),
        ("40 Million euros", ("s3",)),
        ("12 ships", ("s4",)),
    ],
)
def test_a_wording_that_does_not_stand_in_the_evidence_is_a_finding(wording, sentences):
    assert stated(wording, sentences=sentences) == ["h-2-1"]


@pytest.mark.parametrize(
    ("wording", "sentences"),
    [("2 ferries", ("s4",)), ("0 million euros", ("s3",)), ("3 May 202", ("s2",)), ("1", ("s4",))],
)
def test_a_piece_of_a_longer_number_is_not_the_wording_of_the_evidence(wording, sentences):
    assert stated(wording, sentences=sentences) == ["h-2-1"]


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("40", "In 2021 40 ferries called."),
        ("in 2021", "Trade rose in 2021 40 times."),
        ("12", "It has 12, 14 and 16 berths."),
        ("1 500 t", "It landed 1 500 t of fish."),
        ("1500 t", "It landed 1 500 t of fish."),
        ("300 km", "In 2018 300 km were paved."),
    ],
)
def test_numbers_side_by_side_are_told_apart(wording, text):
    row = fact(stated=wording, sentences=("s1",))
    assert check(text, row, registered=text)[1] == []


@pytest.mark.parametrize("wording", ["500 t", "1", "500"])
def test_a_group_of_three_figures_is_a_piece_of_its_number(wording):
    text = "It landed 1 500 t of fish."
    row = fact(stated=wording, sentences=("s1",))
    assert check(text, row, registered=text)[1] == [f"stated: h-2-1: {wording!r} does not stand in its evidence"]


def test_a_rejected_row_is_not_held_to_its_wording():
    assert stated("4 May 2021", decision=Decision.REJECTED) == []


def test_a_wording_is_not_looked_for_where_its_sentence_is_not_the_registered_one():
    assert stated("40 million euros", sentences=("s3",), now=TEXT.replace("40 million", "45 million")) == []


# The whole command


def test_the_check_command_is_content_where_the_text_is_the_registered_one(harbour, run):
    result = run("check", harbour)
    assert result.return_value == 0
    assert "every pointer looked up" in result.stdout


def everything(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_after_a_change_to_the_text_the_check_command_ends_with_1_says_where_and_moves_nothing(harbour, run):
    (harbour / "texts" / "harbour.txt").write_text("Late edition\n" + TEXT)
    before = everything(harbour)
    result = run("check", harbour)
    assert result.return_value == 1
    assert "pointer: harbour s2: 26..79 does not verify; its sentence stands at 39..92 now" in result.stderr
    assert everything(harbour) == before


def test_a_graph_built_with_a_changed_text_quotes_nothing_that_does_not_verify(harbour, tmp_path, run):
    (harbour / "texts" / "harbour.txt").write_text(TEXT.replace("40 million", "45 million"))
    assert run("build", harbour, "--out", tmp_path / "graph").return_value == 1
    graph = (tmp_path / "graph" / "graph.nq").read_text()
    quotations = [line for line in graph.splitlines() if "<http://www.w3.org/ns/oa#exact>" in line]
    assert any("opened a cold store" in line for line in quotations)
    assert not any("It cost" in line for line in quotations)


def test_a_text_that_is_not_there_is_a_finding(harbour, run):
    (harbour / "texts" / "harbour.txt").unlink()
    result = run("check", harbour)
    assert result.return_value == 1
    assert "text: harbour: harbour.txt is not in" in result.stderr


def test_without_texts_everything_works_and_nothing_is_quoted(harbour, tmp_path, run):
    (harbour / "texts" / "harbour.txt").unlink()
    (harbour / "texts").rmdir()
    assert run("build", harbour, "--out", tmp_path / "graph").return_value == 0
    for path in (tmp_path / "graph").iterdir():
        assert path.is_dir() or b"opened a cold store" not in path.read_bytes()


@pytest.mark.parametrize("data", [b"Harbour news\nfrom Lind\xf6w\n", TEXT.encode("utf-16"), b"Harbour\0"])
def test_a_text_that_is_not_utf8_is_refused_with_exit_code_2(harbour, run, data):
    (harbour / "texts" / "harbour.txt").write_bytes(data)
    result = run("check", harbour)
    assert isinstance(result.exception, LocatedError)
    assert result.exception.exit_code == 2
    assert result.exception.problems[0].line is not None


def test_a_text_with_another_line_end_and_a_byte_order_mark_is_the_registered_one(harbour, run):
    (harbour / "texts" / "harbour.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert run("check", harbour).return_value == 0


def test_a_sentence_left_without_a_row_ends_the_check_with_1(tmp_path, run):
    folder = write_collection(tmp_path / "harbour")
    sheet = folder / "facts" / "harbour.tsv"
    sheet.write_text("".join(line for line in sheet.read_text().splitlines(keepends=True) if "h-4-1" not in line))
    result = run("check", folder)
    assert result.return_value == 1
    assert "sentence: harbour s4" in result.stderr


def test_a_register_that_reaches_behind_the_end_of_the_text_is_noticed_without_the_text(harbour, run):
    (harbour / "texts" / "harbour.txt").unlink()
    (harbour / "texts").rmdir()
    register = harbour / "sentences" / "harbour.tsv"
    register.write_text(register.read_text().replace("166\t184", "166\t9184"))
    result = run("check", harbour)
    assert result.return_value == 1 or getattr(result.exception, "exit_code", 0) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("林多港于五月开放冷库。市长要十二艘渡轮！\n", "zh"),
        ("Harbour news from Lindow", "en"),
        ("\n \n", "en"),
    ],
    ids=["empty", "chinese", "one line", "blank"],
)
def test_a_document_that_states_nothing_is_checked_and_built_like_any_other(tmp_path, run, text, language):
    folder = write_collection(tmp_path / "harbour", text=text, rows=[], language=language)
    assert run("check", folder).return_value == 0
    assert run("build", folder, "--out", tmp_path / "graph").return_value == 0


def test_a_collection_without_documents_is_checked_and_built(tmp_path, run):
    folder = write_collection(tmp_path / "harbour", rows=ROWS[:0])
    toml = folder / "collection.toml"
    toml.write_text(toml.read_text().partition("[[document]]")[0])
    assert run("check", folder).return_value == 0
    assert run("build", folder, "--out", tmp_path / "graph").return_value == 0
