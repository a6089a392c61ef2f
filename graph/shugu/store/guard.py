"""What a query may do: SPARQL texts are read token by token before an engine sees them.

Engines crash on deep nesting and reach out on SERVICE; neither can be switched off in them. In
SPARQL a bare word is always a keyword, a built-in name or a boolean, so a SERVICE that stands
outside of strings, IRIs, names, variables and comments is a request to another server.
"""

from __future__ import annotations

import re

from shugu.errors import QueryError

__all__ = ["check_query"]

LONGEST_QUERY = 200_000
DEEPEST_NESTING = 100
MOST_OPERATORS = 2_000

_TOKEN = re.compile(
    r"""
      (?P<skip>  \#[^\n\r]* | <[^<>"{}|^`\\\x00-\x20]*>
        | \"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
        | [?$]\w+ | @[a-zA-Z][\w-]* | _:[\w.-]+
        | [\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word>  [A-Za-z]\w* )
    | (?P<open>  [{(\[] )
    | (?P<close> [})\]] )
    | (?P<operator> \|\| | && | [/|*+!^-] )
    """,
    re.VERBOSE | re.DOTALL,
)
_REACHES_OUT = frozenset({"SERVICE", "LOAD"})


def check_query(text: str) -> None:
    """Nothing, for a query that may be handed to an engine.

    Raises QueryError for SERVICE and LOAD, and for a text that is too long, nested too deeply or
    has too many operators for an engine to survive.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"the query has {len(text)} characters; at most {LONGEST_QUERY} are taken")
    depth = operators = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "word" and match["word"].upper() in _REACHES_OUT:
            line = text.count("\n", 0, match.start()) + 1
            raise QueryError(
                f"line {line}: {match['word'].upper()} asks another server, which shugu does not do; "
                "ask the built graph alone, or load the other data with --data"
            )
        if kind == "open":
            depth += 1
            if depth > DEEPEST_NESTING:
                raise QueryError(f"the query is nested deeper than {DEEPEST_NESTING} brackets")
        elif kind == "close":
            depth -= 1
        elif kind == "operator":
            operators += 1
            if operators > MOST_OPERATORS:
                raise QueryError(f"the query has more than {MOST_OPERATORS} operators")
