"""HTML: the main text without what stands around it, each line with the element that it stands in."""

import pytest
from lxml import html as lxml_html

from page_designs import DESIGNS, page
from shugu.errors import InputError
from shugu.model.document import sentence_hash
from shugu.read.html import read_html, read_page
from shugu.read.result import place_of

TITLE = "Twelve ferries and a cold store for the port of Lindow"
LINES = [
    "The council of Lindow bought twelve ferries on 3 May 2021, after two years of talks with three yards. They cost 40 million euros.",
    "“Nobody here has seen so many new ships at once,” said Mayor Ada Brook, who signed for the town at the quay on Monday.",
    "The cold store opened a week later. It holds 9,000 tonnes of fish and uses half of the power that the old one needed.",
    "By 2025 the port is to handle 1.2 million tonnes a year, up from 0.8 million, the harbour office says in its plan.",
    "Rain fell all day.",
    "The ministry of transport in Norland paid a third of the sum, and the rest came from a loan that runs until 2041.",
    "A second store, larger than the first, is being talked about. The council will vote on it when the summer is over.",
]


def read(data, **options):
    return read_page(data if isinstance(data, bytes) else data.encode(), "a", name="a.html", **options)[0]


@pytest.mark.parametrize("design", DESIGNS)
def test_the_main_text_of_a_page_is_its_article(design):
    result = read(page(design, TITLE, LINES))
    lines = result.document.text.splitlines()
    assert [line for line in lines if line in LINES] == LINES
    assert lines[0] == TITLE
    assert result.title.startswith(TITLE)
    furniture = [line for line in lines if line not in LINES and line != TITLE]
    assert furniture in ([], ["Larger Smaller"], ["The quay in the morning"]), furniture


@pytest.mark.parametrize("design", DESIGNS)
def test_a_page_with_little_text_is_still_told_from_what_stands_around_it(design):
    lines = read(page(design, TITLE, LINES[:2])).document.text.splitlines()
    assert [line for line in lines if line not in ("Larger Smaller", "The quay in the morning")] == [TITLE, *LINES[:2]]


def test_an_article_whose_element_is_called_a_menu_is_not_lost():
    body = "".join(f"<p>{line}</p>" for line in LINES)
    result = read(f"<html><body><div class='menu'>{body}</div></body></html>")
    assert result.document.text.splitlines() == LINES


@pytest.mark.parametrize("design", DESIGNS)
def test_a_place_is_the_path_of_the_element_that_holds_the_sentence(design):
    data = page(design, TITLE, LINES)
    result = read(data)
    tree = lxml_html.document_fromstring(data.decode(DESIGNS[design][1]))
    for sentence in result.document.sentences:
        found = tree.xpath(place_of(result.places, sentence.span))
        assert len(found) == 1
        text = " ".join(found[0].text_content().split())
        assert " ".join(result.document.quote(sentence.span).split()) in text


def test_date_and_publisher_are_those_that_the_page_states():
    head = '<meta property="og:site_name" content="Lindow Gazette"><meta property="article:published_time" content="2021-05-04T08:00:00Z">'
    body = "".join(f"<p>{line}</p>" for line in LINES)
    result = read(
        f"<html><head><title>T</title>{head}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )
    assert (result.publisher, result.published) == ("Lindow Gazette", "2021-05-04")


def test_a_date_within_the_text_is_not_the_date_of_publication():
    body = "".join(f"<p>{line}</p>" for line in LINES)
    result = read(f"<html><body><article><h1>{TITLE}</h1>{body}</article></body></html>", url="https://news.example/a")
    assert (result.published, result.publisher) == (None, "news.example")


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("gb18030", '<meta charset="gb2312">', None),
        ("cp1252", '<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">', None),
        ("utf-16", "", None),
        ("shift_jis", "", "shift_jis"),
        ("utf-8-sig", "", "no-such-charset"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_or_the_server_names(encoding, declared, charset):
    word = "Hafen 40 €" if encoding == "cp1252" else "港口40"
    result = read(f"<html><head>{declared}</head><body><p>{word}</p></body></html>".encode(encoding), charset=charset)
    assert word in result.document.text


def test_scripts_styles_hidden_elements_and_comments_are_no_text():
    parts = "<script>alert('no')</script><style>no{}</style><!-- no --><template>no</template><noscript>no</noscript><p hidden>no</p><div hidden><p>no</p></div><p style='display: none'>no</p>"
    result, whole = read_page(f"<body>{parts}<p>{LINES[0]}</p><textarea>no</textarea></body>".encode(), "a", name="a")
    assert whole.text == LINES[0] + "\n"
    assert "no\n" not in result.document.text


def test_menus_stand_in_the_whole_text_only():
    result, whole = read_page(page("blog", TITLE, LINES), "a", name="a")
    assert "Imprint" in whole.text
    assert "Imprint" not in result.document.text
    assert sentence_hash("Contents") in {s.sha256 for s in whole.sentences}


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 50_000 + "x" + "</div>" * 50_000,
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><p>&b;&b;</p>',
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>',
        "<p>" + "<b>" * 20_000 + "x",
        "<table>" * 3_000,
        "\0<p>a\0b</p>",
        "<p a='" + "x" * 1_000_000,
    ],
)
def test_bombs_give_a_document_or_a_sentence_of_refusal(bomb):
    try:
        assert "root:" not in read(bomb).document.text
    except InputError as error:
        assert "a.html" in str(error)


def test_reading_a_page_opens_no_file_and_sends_no_request(tmp_path):
    import subprocess
    import sys

    path = tmp_path / "a.html"
    path.write_bytes(
        page("classic", TITLE, LINES).replace(
            b"<body>",
            b'<body><img src="http://127.0.0.1:9/a.png"><link rel=stylesheet href="http://127.0.0.1:9/a.css"><iframe src="file:///etc/hostname"></iframe>',
        )
    )
    code = (
        "import sys\nfrom pathlib import Path\nfrom shugu.read.html import read_html\n"
        f"path = Path({str(path)!r})\nread_html(path, 'a')\nseen = []\n"
        "sys.addaudithook(lambda e, a: seen.append((e, str(a))) if e.startswith('socket.') or (e == 'open' and not str(a[0]).endswith(('.py', '.pyc'))) else None)\n"
        "read_html(path, 'a')\nprint([s for s in seen if str(path) not in s[1]], len(seen))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "1"]


def test_a_file_is_read_as_its_bytes(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(page("classic", TITLE, LINES))
    assert read_html(path, "a") == read(path.read_bytes())
