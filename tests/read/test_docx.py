"""DOCX: paragraphs and cells as lines; archives that mean harm are refused before they are unpacked."""

import io
import zipfile

import docx
import pytest

from shugu.errors import InputError
from shugu.read.docx import read_docx
from shugu.read.result import place_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def plan(tmp_path):
    document = docx.Document()
    document.core_properties.title = "Word document"
    document.add_heading("Ferries for Lindow", 0)
    document.add_paragraph("The council bought twelve ferries. They cost 40 million euros.")
    document.add_paragraph("A quay", style="List Bullet")
    table = document.add_table(2, 2)
    for number, text in enumerate(("Ship", "Cost", "Ada", "3 million")):
        table.cell(number // 2, number % 2).text = text
    document.add_paragraph("One line\nanother line\tand a tab")
    path = tmp_path / "plan.docx"
    document.save(path)
    return path


def rewritten(path, out, parts=(), **replaced):
    """The archive with other parts: `parts` are pairs of name and data to add."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in replaced:
                new.writestr(part.filename, old.read(part))
        for name, data in [*parts, *replaced.items()]:
            new.writestr(name, data)
    return out


def with_body(path, out, body, head=""):
    return rewritten(
        path,
        out,
        **{"word/document.xml": f"<?xml version='1.0'?>{head}<w:document {W}><w:body>{body}</w:body></w:document>"},
    )


def test_paragraphs_and_cells_are_lines_in_their_order(plan):
    result = read_docx(plan, "a")
    assert result.document.text.splitlines() == [
        "Ferries for Lindow", "The council bought twelve ferries. They cost 40 million euros.", "A quay",
        "Ship", "Cost", "Ada", "3 million", "One line", "another line and a tab",
    ]  # fmt: skip
    assert (result.title, result.language) == ("Ferries for Lindow", "en")


def test_places_name_the_paragraph_or_the_cell(plan):
    result = read_docx(plan, "a")
    places = {result.document.quote(s.span): place_of(result.places, s.span) for s in result.document.sentences}
    assert places["A quay"] == "paragraph 3"
    assert places["3 million"] == "table 1, row 2, cell 2"


def test_deleted_moved_and_hidden_text_and_codes_of_fields_are_left_out(plan, tmp_path):
    body = (
        "<w:p><w:r><w:t>Twelve</w:t></w:r><w:del><w:r><w:delText>Eleven</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t xml:space='preserve'> new</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> ferries</w:t></w:r></w:hyperlink></w:p>"
    )
    assert read_docx(with_body(plan, tmp_path / "b.docx", body), "a").document.text == "Twelve new ferries\n"


def test_notes_follow_the_text(plan, tmp_path):
    notes = f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>Prices of 2020.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    result = read_docx(rewritten(plan, tmp_path / "b.docx", **{"word/footnotes.xml": notes}), "a")
    assert result.document.text.splitlines()[-1] == "Prices of 2020."
    assert result.places[-1].name == "note 2"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE w [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/w.dtd" [<!ENTITY c "x">]>',
    ],
)
def test_entities_are_refused_whatever_they_are(plan, tmp_path, doctype):
    path = with_body(plan, tmp_path / "b.docx", "<w:p><w:r><w:t>&c;</w:t></w:r></w:p>", head=doctype)
    with pytest.raises(InputError, match=r"b\.docx.*(entities|XML)"):
        read_docx(path, "a")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://evil.example/t.dotm"),
        ("attachedTemplate", "\\\\evil\\share\\t.dotm"),
        ("image", "http://evil.example/a.png"),
        ("oleObject", "file:///etc/passwd"),
        ("aFChunk", "http://evil.example/a.html"),
        ("subDocument", "other.docx"),
    ],
)
def test_parts_from_outside_are_refused(plan, tmp_path, kind, target):
    rels = f'<Relationships xmlns="x"><Relationship Id="r9" Type="{RELS}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    with pytest.raises(InputError, match=f"loads its {kind} from outside"):
        read_docx(rewritten(plan, tmp_path / "b.docx", [("word/_rels/x.xml.rels", rels)]), "a")


def test_links_and_the_name_of_a_template_do_no_harm(plan, tmp_path):
    rels = (
        f'<Relationships xmlns="x"><Relationship Id="r8" Type="{RELS}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
        f'<Relationship Id="r9" Type="{RELS}/attachedTemplate" Target="file:///C:/Users/a/Normal.dotm" TargetMode="External"/></Relationships>'
    )
    assert read_docx(rewritten(plan, tmp_path / "b.docx", [("word/_rels/x.xml.rels", rels)]), "a").document.sentences


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../evil.xml", "leads out"),
        ("/etc/evil", "leads out"),
        ("word\\..\\..\\evil", "leads out"),
        ("word/more.zip", "another archive"),
    ],
)
def test_paths_that_lead_out_and_archives_within_are_refused(plan, tmp_path, name, reason):
    with pytest.raises(InputError, match=reason):
        read_docx(rewritten(plan, tmp_path / "b.docx", [(name, "x")]), "a")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(plan, tmp_path):
    path = rewritten(plan, tmp_path / "b.docx", [("word/media/image1.bmp", b"\0" * 80_000_000)])
    assert path.stat().st_size < 200_000
    with pytest.raises(InputError, match="unpacks to"):
        read_docx(path, "a")


def test_a_part_that_lies_about_its_size_is_refused(plan, tmp_path):
    body = "<w:p><w:r><w:t>" + "x" * 5_000_000 + "</w:t></w:r></w:p>"
    data = with_body(plan, tmp_path / "b.docx", body).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        true = archive.getinfo("word/document.xml").file_size
    (tmp_path / "c.docx").write_bytes(data.replace(true.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with pytest.raises(InputError):
        read_docx(tmp_path / "c.docx", "a")


def test_links_within_the_archive_are_refused(plan, tmp_path):
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = 0o120777 << 16
    path = rewritten(plan, tmp_path / "b.docx", [(link, "/etc/passwd")])
    with pytest.raises(InputError, match="link"):
        read_docx(path, "a")


@pytest.mark.parametrize("keep", [30, 1_000, -10])
def test_a_damaged_file_is_refused(plan, tmp_path, keep):
    (tmp_path / "b.docx").write_bytes(plan.read_bytes()[:keep])
    with pytest.raises(InputError, match=r"b\.docx"):
        read_docx(tmp_path / "b.docx", "a")


def test_deep_nesting_ends_with_an_answer(plan, tmp_path):
    body = "<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000
    with pytest.raises(InputError):
        read_docx(with_body(plan, tmp_path / "b.docx", body), "a")


def test_another_office_file_is_told_from_a_docx(plan, tmp_path):
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(InputError, match="not a DOCX"):
        read_docx(tmp_path / "b.docx", "a")
