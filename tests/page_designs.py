"""Web pages of several designs around a text: what a publisher's site puts before, between and behind an article."""

from html import escape

WORDS = (
    "Harbour Council Ferries Weather Sport Culture Markets Opinion Archive Contact Jobs Press Imprint Privacy".split()
)


def menu(tag="nav", count=8):
    items = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in WORDS[:count])
    return f'<{tag} class="menu"><ul>{items}</ul></{tag}>'


def related(count=5):
    items = "".join(
        f'<li><a href="/news/{n}">Lindow council to vote on ferry fares for the {n}th time this year</a></li>'
        for n in range(4, 4 + count)
    )
    return f"<h3>Related news</h3><ul>{items}</ul>"


BANNER = (
    '<div id="cookie-banner" class="cookie consent"><p>We use cookies to make this page better. You can accept all of '
    'them or choose which ones you like.</p><button>Accept all</button><a href="/cookies">Settings</a></div>'
)
ADVERT = '<div class="ad advert sponsored"><span>Advertisement</span><a href="//ads.example">Ferry tickets from 9 euros, book now!</a></div>'
FOOTER = (
    f"<footer>{menu('div', 14)}<p>© Lindow Gazette. All rights reserved. Reprints need our permission.</p></footer>"
)


def classic(title, lines):
    """HTML 5 with article, paragraphs, a menu, a sidebar, a cookie banner, a footer."""
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{escape(title)} | Lindow Gazette</title>"
        f'<meta property="og:site_name" content="Lindow Gazette"><script>var x = "<p>no text</p>";</script></head>'
        f"<body>{BANNER}<header>{menu()}</header><main><article><h1>{escape(title)}</h1>{body}</article>"
        f"<aside>{related()}</aside></main>{FOOTER}</body></html>"
    )


def portal(title, lines):
    """Tables for layout, `font` and `center`, lines parted by two `br`, buttons for the size of the letters."""
    body = "<br><br>\n".join(f"&nbsp;&nbsp;{escape(line)}" for line in lines)
    left = "".join(f'<tr><td><a href="/{word}"><font size=2>{word}</font></a></td></tr>' for word in WORDS)
    return (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>{escape(title)}</title></head>"
        f"<body bgcolor=white><center><table width=960><tr><td width=180 valign=top><table>{left}</table></td>"
        f"<td><font size=5><b>{escape(title)}</b></font><table><tr><td><a href=#>Larger</a> <a href=#>Smaller</a></td></tr></table>"
        f"<div><font face=Arial size=3>{body}</font></div></td></tr></table></center></body></html>"
    )


def soup(title, lines):
    """Nested `div` without `p`, words in `span`, an advertisement after every third line, no semantic element."""
    parts = []
    for number, line in enumerate(lines):
        words = escape(line).split(" ")
        middle = len(words) // 2
        inner = " ".join([*words[:middle], f"<span class=x><b>{words[middle]}</b></span>", *words[middle + 1 :]])
        parts.append(f'<div class="c{number % 7}"><div>{inner}</div></div>')
        if number % 3 == 2:
            parts.append(ADVERT)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{escape(title)}</title></head><body><div id=a><div id=b>"
        f"{menu('div')}</div><div id=k><div class=t>{escape(title)}</div><div class=q>{''.join(parts)}</div></div>"
        f"<div class=r>{related(7)}</div><div>{menu('div', 14)}</div></div></body></html>"
    )


def blog(title, lines):
    """A table of contents, buttons for sharing, links within paragraphs, readers' comments."""
    toc = "".join(f'<li><a href="#p{n}">Part {n}</a></li>' for n in range(1, 6))
    parts = []
    for number, line in enumerate(lines, 1):
        words = escape(line).split(" ")
        words[0] = f'<a href="/tag/{number}">{words[0]}</a>'
        words[-1] = f"<em>{words[-1]}</em>"
        parts.append(f'<p id="p{number}">{" ".join(words)}</p>')
    comments = "".join(
        f"<li class=comment><b>Reader {n}</b><p>I take the ferry each day and never saw so many people at the quay as in week {n}.</p></li>"
        for n in range(1, 7)
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{escape(title)}</title>"
        f'<meta property="og:title" content="{escape(title)}"></head><body class=single>{menu()}<div class="post hentry"><h1 class="entry-title">{escape(title)}</h1>'
        f'<div class="share"><a href=#>Share</a> <a href=#>Post</a> <a href=#>Mail</a></div><div class=toc><h2>Contents</h2><ol>{toc}</ol></div>'
        f'<div class="entry-content">{"".join(parts)}</div><div class=tags>{related(3)}</div></div>'
        f"<div id=comments><h2>6 comments</h2><ol class=comments>{comments}</ol><form><textarea>Write</textarea></form></div>{FOOTER}</body></html>"
    )


def magazine(title, lines):
    """Sections and pictures, quotes as entities, two columns of teasers, a newsletter box in the text."""

    def entities(line):
        return "".join(character if character.isascii() else f"&#{ord(character)};" for character in escape(line))

    parts = []
    for number, line in enumerate(lines):
        parts.append(f"<section><div class=text><p>{entities(line)}</p></div></section>")
        if number == 2:
            parts.append(
                "<aside class=newsletter><p>Our letter from the harbour comes every Friday.</p><form><input><button>Sign up</button></form></aside>"
            )
            parts.append("<figure><img src=a.jpg alt=''><figcaption>The quay in the morning</figcaption></figure>")
    teasers = "".join(
        f"<div class=teaser><h4><a href=/t/{n}>Ten walks around Lindow, part {n}</a></h4><p>From the old mill to the lighthouse and back.</p></div>"
        for n in range(1, 9)
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset=windows-1252><title>{entities(title)}</title></head><body><div class=top>{menu('div')}</div>"
        f"<div class=grid><div class=left>{teasers}</div><div class=story role=main><h1>{entities(title)}</h1>{''.join(parts)}</div></div>{FOOTER}</body></html>"
    )


DESIGNS = {
    "classic": (classic, "utf-8"),
    "portal": (portal, "gb18030"),
    "soup": (soup, "utf-8"),
    "blog": (blog, "utf-8"),
    "magazine": (magazine, "cp1252"),
}


def page(design, title, lines):
    """The bytes of a page of one design."""
    make, encoding = DESIGNS[design]
    return make(title, lines).encode(encoding)
