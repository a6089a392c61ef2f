"""What a query may do: SPARQL texts are read token by token before an engine sees them.

Engines die of deep nesting and of very many parts, and reach out on SERVICE; neither can be switched
off in them. Oxigraph reads keywords without asking for a space behind or before them, so `1SERVICE<x>{}` and
`SERVICE:x {}` are calls too. The rule here is therefore wide: outside of strings, IRIs, comments,
variables and the local parts of names no word may contain SERVICE, and a name whose prefix
contains it may not stand before a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shugu.errors import QueryError

__all__ = ["check_query", "names_dataset", "tokens"]

_LONGEST_REMEMBERED = 10_000  # characters
LONGEST_QUERY = 100_000
DEEPEST_NESTING = 100
MOST_BRACKETS = 1_000
MOST_OPERATORS = 1_000
MOST_TOKENS = 12_000

# A character of a name, as widely as any engine may read it: letters, digits, _ . - and all beyond ASCII.
_NAME = r"[\w.\-\u0080-\U0010ffff]"
_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
      (?P<skip>
          \#[^\n\r]*
        | <(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*+>
        | \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*+\"\"\"
        | '''(?:[^'\\]|\\.|'(?!''))*+'''
        | "(?!\"\")(?:[^"\\\n\r]|\\.)*+"
        | '(?!'')(?:[^'\\\n\r]|\\.)*+'
        | [?$][\w\u0080-\U0010ffff]+
        | @[a-zA-Z][a-zA-Z0-9-]*
      )
    | (?P<unclosed> ["'] )
    | (?P<word> {_NAME}++ )?+ (?P<local> :(?:(?:(?![.\-]){_NAME}|[:%\\])(?:{_NAME}|:|%[0-9A-Fa-f]{{2}}|\\.)*+)?+ )
    | (?P<bare> {_NAME}++ )
    | (?P<open> [{{(\[] )
    | (?P<close> [}})\]] )
    | (?P<operator> \|\| | && | [/|*+!^=<>] )
    | (?P<other> [^\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERATORS = "|&/*+!^=<>"
_STRAY_BYTE = re.compile("[\ud800-\udfff]")  # how Python keeps what it cannot decode
_CODE_POINT = re.compile(_ESCAPE)
_GROUP_FOLLOWS = re.compile(r"(?:\s|#[^\n\r]*)*+\{")


def check_query(text: str) -> None:
    """Nothing, for a query that may be handed to an engine.

    Raises QueryError for SERVICE and LOAD, for a text that is too long, nested too deeply or has too
    many parts for an engine to survive, and for one that is not UTF-8.
    """
    if len(text) > _LONGEST_REMEMBERED:
        _check(text)
    else:
        _check_once(text)


def _check(text: str) -> None:
    if _STRAY_BYTE.search(text):
        raise QueryError("the query holds bytes that are not UTF-8")
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"the query has {len(text)} characters; at most {LONGEST_QUERY} are taken")
    if _is_plain(text):
        return
    _scan(text)
    if "\\" in text:
        # Engines may undo code point escapes before they look for words (SPARQL 1.1, section 19.2).
        decoded = _CODE_POINT.sub(lambda match: _character(match.group()), text)
        if decoded != text:
            _scan(decoded, strict=False)


def _is_plain(text: str) -> bool:
    """True for a text in which nothing that is counted or refused can be, wherever its strings begin and end."""
    if len(text) > MOST_TOKENS or "\\" in text:
        return False
    capitals = text.upper()
    if "SERVICE" in capitals or "LOAD" in capitals:
        return False
    return sum(map(text.count, "{[(")) <= DEEPEST_NESTING and sum(map(text.count, _OPERATORS)) <= MOST_OPERATORS


# What passed once passes again; a refusal is never remembered.
_check_once = lru_cache(maxsize=256)(_check)


def names_dataset(text: str) -> bool:
    """True for a query with FROM or FROM NAMED, which then asks those graphs alone."""
    if "FROM" not in text.upper():
        return False
    return any(match["bare"] and match["bare"].upper().startswith("FROM") for match in _TOKEN.finditer(text))


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of a SPARQL text in order; a string, IRI, comment, variable or name is one."""
    return _TOKEN.finditer(text)


def _character(escape: str) -> str:
    code = int(escape[2:], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _scan(text: str, *, strict: bool = True) -> None:
    depth = brackets = operators = tokens = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        tokens += 1
        if kind == "bare":
            _check_word(text, match)
        elif kind == "local":
            _check_name(text, match)
        elif kind == "open":
            depth += 1
            brackets += 1
        elif kind == "close":
            depth -= 1
        elif kind == "operator":
            operators += 1
        elif kind == "unclosed" and strict:
            raise QueryError(f"line {_line(text, match)}: a string begins here and does not end")
        if depth > DEEPEST_NESTING:
            raise QueryError(f"the query is nested deeper than {DEEPEST_NESTING} brackets")
    for count, most, what in (
        (brackets, MOST_BRACKETS, "brackets"),
        (operators, MOST_OPERATORS, "operators"),
        (tokens, MOST_TOKENS, "words and signs"),
    ):
        if count > most:
            raise QueryError(f"the query has more than {most} {what}")


def _check_word(text: str, match: re.Match[str]) -> None:
    word = match["bare"].upper()
    if "SERVICE" in word:
        _refuse(text, match, "SERVICE")
    if word == "LOAD":
        _refuse(text, match, "LOAD")


def _check_name(text: str, match: re.Match[str]) -> None:
    if "SERVICE" in (match["word"] or "").upper() and _GROUP_FOLLOWS.match(text, match.end()):
        _refuse(text, match, "SERVICE")


def _refuse(text: str, match: re.Match[str], keyword: str) -> None:
    raise QueryError(
        f"line {_line(text, match)}: {keyword} asks another server, which shugu does not do; "
        "ask the built graph alone, or load the other data with --data"
    )


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1
