"""SERVICE, where it is allowed: the part of a query for another endpoint is asked there before the rest is asked here.

SPARQL 1.1 Federated Query evaluates the pattern of a SERVICE by itself and joins its solutions with the rest; so do
VALUES, which the solutions become. The engine is handed no call, and reaches nobody.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from shugu.errors import InputError, ServiceError
from shugu.serve.refusal import RefusalError
from shugu.store.guard import check_query, tokens

__all__ = ["Call", "Services", "ask_services", "check_service", "find_calls"]

MOST_CALLS = 5
MOST_ROWS = 10_000
MOST_BYTES = 4 * 1024**2
_ACCEPT = "application/sparql-results+json"
_ONE_EMPTY_ROW = "VALUES () { () }"
_FORM = re.compile(r"SELECT|ASK|CONSTRUCT|DESCRIBE", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The endpoints that queries may ask, and whether at private addresses; `seconds` is for all calls of a query."""

    allowed: tuple[str, ...]
    private: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A SERVICE of a query: where it stands in the text, whom it asks, and its pattern in braces."""

    start: int
    end: int
    endpoint: str
    pattern: str
    silent: bool


Ask = Callable[[str, str, float], bytes]


def check_service(url: str) -> str:
    """The address of an endpoint that is to be allowed; raises InputError for what is none."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.username is not None or parts.fragment or not url.isascii() or " " in url:
        raise InputError(f"{url!r} is no address of a SPARQL endpoint; give an http or https address")
    return url


def ask_services(text: str, services: Services, prefixes: Mapping[str, str], ask: Ask | None = None) -> str:
    """The query with the solutions of each SERVICE in its place; the same text where there is none.

    Raises QueryError for a query that is not taken, RefusalError for an endpoint that is not allowed, and for one
    that fails unless the query says SILENT.
    """
    calls = list(find_calls(text, prefixes))
    rest, end = [], 0
    for call in calls:
        rest += [text[end : call.start], _ONE_EMPTY_ROW]
        end = call.end
        check_query(call.pattern)
        if call.endpoint not in services.allowed:
            raise RefusalError(400, f"SERVICE <{call.endpoint}> is not among those that this server asks")
    check_query("".join([*rest, text[end:]]))  # whatever else speaks of SERVICE is refused here
    if len(calls) > MOST_CALLS:
        raise RefusalError(400, f"the query has {len(calls)} SERVICE; at most {MOST_CALLS} are asked")
    until = time.monotonic() + services.seconds
    pieces, end = [], 0
    for call in calls:
        asked = _head(text, prefixes) + f"SELECT * WHERE {call.pattern}"
        pieces += [text[end : call.start], _solutions(call, asked, ask or _asking(services), until)]
        end = call.end
    return "".join([*pieces, text[end:]])


def find_calls(text: str, prefixes: Mapping[str, str]) -> Iterator[Call]:
    """The SERVICEs of a query outside of each other, in order; what is written in an odd way is left to the guard.

    Raises RefusalError for one whose endpoint is a variable.
    """
    found = [match for match in tokens(text) if not match.group().startswith("#")]
    declared = dict(prefixes)
    position = 0
    while position < len(found):
        word = _word(found[position])
        if word == "PREFIX" and position + 2 < len(found):
            declared[found[position + 1].group().rstrip(":")] = found[position + 2].group()[1:-1]
        if word != "SERVICE":
            position += 1
            continue
        start, position = found[position].start(), position + 1
        silent = position < len(found) and _word(found[position]) == "SILENT"
        position += silent
        last = _end_of_group(found, position + 1)
        if last is None:
            continue
        name = found[position].group()
        if name[0] in "?$":
            raise RefusalError(400, f"SERVICE {name}: this server asks endpoints that the query names, not variables")
        first, position = found[position + 1].start(), last + 1
        pattern = text[first : found[last].end()]
        yield Call(start=start, end=found[last].end(), endpoint=_iri(name, declared), pattern=pattern, silent=silent)


def _word(match: re.Match[str]) -> str:
    return match["bare"].upper() if match["bare"] else ""


def _end_of_group(found: list[re.Match[str]], first: int) -> int | None:
    """The position of the brace that ends the group beginning at `first`; None where there is no such group."""
    if first >= len(found) or found[first].group() != "{":
        return None
    depth = 0
    for position in range(first, len(found)):
        depth += {"{": 1, "}": -1}.get(found[position].group(), 0)
        if depth == 0:
            return position
    return None


def _iri(name: str, declared: Mapping[str, str]) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return declared.get(prefix, f"{prefix}:") + local


def _head(text: str, prefixes: Mapping[str, str]) -> str:
    """BASE and PREFIXes that hold in a query: those of the server that it may use, then its own."""
    form = next((match.start() for match in tokens(text) if match["bare"] and _FORM.fullmatch(match["bare"])), 0)
    given = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items() if f"{name}:" in text)
    return f"{given}{text[:form]}\n"


def _asking(services: Services) -> Ask:
    from shugu.read.post import Question, post_form  # noqa: PLC0415 - brings in what speaks to the web

    def ask(url: str, query: str, seconds: float) -> bytes:
        return post_form(
            Question(
                url=url,
                fields=(("query", query),),
                accept=_ACCEPT,
                seconds=seconds,
                size=MOST_BYTES,
                allow_private=services.private,
            )
        )

    return ask


def _solutions(call: Call, query: str, ask: Ask, until: float) -> str:
    """VALUES with the solutions of a call; one row without values where a silent one fails."""
    left = until - time.monotonic()
    try:
        if left <= 0:
            raise ServiceError("there is no time left to ask it")
        return _as_values(ask(call.endpoint, query, left))
    except InputError:  # what its name resolves to is not for the one who asks
        reason = "its address is one that this server does not ask"
    except ServiceError as error:
        reason = str(error)
    if call.silent:
        return _ONE_EMPTY_ROW
    raise RefusalError(502, f"SERVICE <{call.endpoint}>: {reason}")


def _as_values(data: bytes) -> str:
    try:
        answer = parse_query_results(data, format=QueryResultsFormat.JSON)
        if not isinstance(answer, QuerySolutions):
            raise ServiceError("it answered with no rows")
        names = answer.variables
        rows: list[str] = []
        for row in answer:
            if len(rows) == MOST_ROWS:
                raise ServiceError(f"it gives more than {MOST_ROWS} rows")
            rows.append(f"({' '.join(_term(row[name]) for name in names)})")
    except (SyntaxError, ValueError) as error:
        raise ServiceError(f"what it answered is no SPARQL result: {error}") from None
    return f"VALUES ({' '.join(map(str, names))}) {{ {' '.join(rows)} }}"


def _term(term: object) -> str:
    """A term as VALUES take it; a blank node, which they do not, becomes an IRI of its own."""
    if term is None:
        return "UNDEF"
    if isinstance(term, BlankNode):
        return f"<urn:x-shugu:blank:{term.value}>"
    if isinstance(term, NamedNode | Literal):
        return str(term)
    raise ServiceError("it gives triples as values, which are not taken")
