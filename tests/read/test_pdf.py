"""PDF: the text layer as paragraphs with their pages; what has no text says so."""

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject

from shugu.errors import InputError
from shugu.read.paragraphs import PageLine, join_lines
from shugu.read.pdf import MOST_PAGES, read_pdf
from shugu.read.result import place_of

FIRST = "The council of Lindow bought twelve ferries on 3 May 2021, after two years of talks with three yards in the north. They cost 40 million euros, a third of which the ministry paid. "
SECOND = "By 2025 the port is to handle 1.2 million tonnes of goods a year, up from 0.8 million now, the harbour office says in its new plan for the coming years. "


class Print(FPDF):
    """Pages with a running header and footer."""

    running = True

    def header(self):
        if self.running:
            self.set_font("helvetica", size=8)
            self.cell(0, 5, "Lindow Gazette | Harbour supplement", align="R")
            self.ln(12)

    def footer(self):
        if self.running:
            self.set_y(-15)
            self.set_font("helvetica", size=8)
            self.cell(0, 5, f"Page {self.page_no()} of 4", align="C")


def write(path, paragraphs, *, running=True, **keys):
    pdf = Print()
    pdf.running = running
    pdf.add_page()
    pdf.set_font("helvetica", style="B", size=16)
    pdf.multi_cell(0, 8, "Ferries for Lindow")
    pdf.ln(4)
    pdf.set_font("helvetica", size=11)
    for text in paragraphs:
        pdf.multi_cell(0, 5.5, text, align="L")
        pdf.ln(4)
    if "title" in keys:
        pdf.set_title(keys["title"])
    pdf.output(str(path))
    return path


def test_lines_become_paragraphs_and_the_heading_stays_alone(tmp_path):
    result = read_pdf(write(tmp_path / "a.pdf", [FIRST * 2, SECOND], running=False), "a")
    assert result.document.text.splitlines() == ["Ferries for Lindow", (FIRST * 2).strip(), SECOND.strip()]
    assert (result.language, result.media_type) == ("en", "application/pdf")


def test_headers_and_footers_that_repeat_are_left_out_and_places_are_pages(tmp_path):
    paragraphs = [f"Part {n} of the plan. " + FIRST * 3 for n in range(1, 16)]
    path = write(tmp_path / "a.pdf", paragraphs)
    assert len(PdfReader(path).pages) >= 3
    result = read_pdf(path, "a")
    assert "supplement" not in result.document.text
    assert "of 4" not in result.document.text
    assert result.document.text.splitlines() == ["Ferries for Lindow", *(text.strip() for text in paragraphs)]
    pages = [place_of(result.places, s.span) for s in result.document.sentences]
    assert list(dict.fromkeys(pages)) == [f"page {n}" for n in range(1, len(PdfReader(path).pages) + 1)]
    for number, page in enumerate(PdfReader(path).pages, 1):
        printed = "".join(page.extract_text().split())
        for place in result.places:
            if place.name == f"page {number}":
                assert "".join(result.document.text[place.start : place.end].split()) in printed


def lines_of(*texts, page=1, size=11.0):
    return [PageLine(text, page, 30.0, 800.0 - 14 * number, size) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("the har-", "bour office and the harbour of the town"), "the harbour office and the harbour of the town"),
        (
            ("a cost-", "effective plan, cost and effective use of it"),
            "a cost-effective plan, cost and effective use of it",
        ),
        (("a long-", "term plan and another long-term plan here"), "a long-term plan and another long-term plan here"),
        (
            ("the Asia-", "Pacific region and its many new harbours"),
            "the Asia-Pacific region and its many new harbours",
        ),
        (
            ("in the years 2015–", "2020 and after that time in this town"),
            "in the years 2015–2020 and after that time in this town",
        ),
        (
            ("the infra-", "structure of the port is as old as it was"),
            "the infrastructure of the port is as old as it was",
        ),
        (
            ("林多市政府在港口开放了一座", "冷库，并购买了十二艘渡轮。"),
            "林多市政府在港口开放了一座冷库，并购买了十二艘渡轮。",
        ),
    ],
)
def test_words_that_a_line_broke_are_mended_with_care(lines, joined):
    assert [line.text for line in join_lines([lines_of(*lines)])] == [joined]


@pytest.mark.parametrize("foot", ["{}", "- {} -", "Page {} of 9", "{}/9", "第 {} 页", "{} | xii"])
def test_page_numbers_are_no_text(foot):
    lines = [f"{word} of the port were laid in an old town." for word in ("Rails", "Roads", "Pipes", "Wires", "Lawns")]
    pages = [lines_of(*lines, foot.format(number), page=number) for number in (1, 2, 3)]
    assert not any(foot.format(1) in line.text for line in join_lines(pages))


def test_a_long_rule_with_a_number_in_it_is_soon_read():
    rule = "-" * 3_000 + " 1 " + "-" * 3_000 + "a"
    assert "".join(line.text for line in join_lines([lines_of(rule), lines_of(rule)])).count("a") == 2


def test_items_of_a_list_are_paragraphs_of_their_own():
    page = lines_of(
        "The plan has three parts, each of them large:", "• ferries for the bay,", "• a cold store,", "• a larger quay."
    )
    assert len(list(join_lines([page]))) == 4


def test_a_scan_is_sent_to_ocr(tmp_path):
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50, style="F")
    pdf.output(str(tmp_path / "scan.pdf"))
    with pytest.raises(InputError, match=r"scan.pdf has no text layer \(a scan\?\); run OCR on it first"):
        read_pdf(tmp_path / "scan.pdf", "a")


def test_pages_without_text_among_others_are_reported(tmp_path):
    writer = PdfWriter(clone_from=write(tmp_path / "a.pdf", [FIRST], running=False))
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "b.pdf")
    assert read_pdf(tmp_path / "b.pdf", "a").notes == ("1 of 2 pages have no text (pictures, or scans that need OCR)",)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_encrypted_file_is_refused(tmp_path, algorithm):
    writer = PdfWriter(clone_from=write(tmp_path / "a.pdf", [FIRST]))
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    writer.encrypt("secret", algorithm=algorithm)
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(InputError, match="is encrypted; save a copy"):
        read_pdf(tmp_path / "b.pdf", "a")


def test_a_file_that_only_forbids_printing_is_read(tmp_path):
    writer = PdfWriter(clone_from=write(tmp_path / "a.pdf", [FIRST], running=False))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    assert FIRST.strip() in read_pdf(tmp_path / "b.pdf", "a").document.text


def test_too_many_pages_are_refused_before_they_are_made(tmp_path):
    writer = PdfWriter(clone_from=write(tmp_path / "a.pdf", [FIRST]))
    writer.root_object["/Pages"].get_object()[NameObject("/Count")] = NumberObject(100_000)
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(InputError, match=f"100,000 pages, more than the {MOST_PAGES:,}"):
        read_pdf(tmp_path / "b.pdf", "a")


def test_pages_that_contain_each_other_are_refused(tmp_path):
    writer = PdfWriter(clone_from=write(tmp_path / "a.pdf", [FIRST]))
    tree = writer.root_object["/Pages"].get_object()
    tree["/Kids"].append(tree.indirect_reference)
    writer.write(tmp_path / "b.pdf")
    try:
        assert read_pdf(tmp_path / "b.pdf", "a").document.sentences
    except InputError as error:
        assert "b.pdf" in str(error)


@pytest.mark.parametrize("keep", [8, 200, 900, -40])
def test_a_damaged_file_is_read_or_refused_with_a_sentence(tmp_path, keep, capfd):
    data = write(tmp_path / "a.pdf", [FIRST]).read_bytes()
    (tmp_path / "b.pdf").write_bytes(data[:keep])
    try:
        read_pdf(tmp_path / "b.pdf", "a")
    except InputError as error:
        assert "b.pdf" in str(error)
    assert capfd.readouterr().err == ""


def test_the_title_of_the_file_counts_unless_a_program_wrote_it(tmp_path):
    assert (
        read_pdf(write(tmp_path / "a.pdf", [FIRST], running=False, title="Harbour plan of Lindow"), "a").title
        == "Harbour plan of Lindow"
    )
    for junk in ("Microsoft Word - plan7.doc", "untitled", "x"):
        assert (
            read_pdf(write(tmp_path / "b.pdf", [FIRST], running=False, title=junk), "a").title == "Ferries for Lindow"
        )
