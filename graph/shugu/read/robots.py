"""robots.txt as RFC 9309 has it: which paths a crawler may ask for, and how long it should wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

__all__ = ["Robots", "parse_robots"]

_LARGEST = 512_000  # bytes; RFC 9309 asks for at least 500 KiB
_LONGEST_DELAY = 30.0
_SAFE = "/*$?=&;:@+,!'()~%"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one crawler: paths with whether they are allowed, and the delay asked for in seconds."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float | None = None

    def allow(self, target: str) -> bool:
        """Whether `target`, a path with its query, may be fetched: the longest rule that fits decides, else yes.

        >>> parse_robots("User-agent: *\\nDisallow: /a\\nAllow: /a/b", "shugu").allow("/a/b/c")
        True
        """
        fitting = [(len(path), allowed) for path, allowed in self.rules if _fits(path, _normal(target))]
        return max(fitting)[1] if fitting else True


def parse_robots(text: str, agent: str) -> Robots:
    """The rules of the groups that name `agent`, or else of those for `*`; none where neither is there."""
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    named = False
    for agents, lines in _groups(text[:_LARGEST]):
        if agent.lower() in agents:
            named = True
            own.extend(lines)
        elif "*" in agents:
            common.extend(lines)
    chosen = own if named else common
    rules = tuple((_normal(value), key == "allow") for key, value in chosen if key in ("allow", "disallow") and value)
    return Robots(rules, next((_seconds(value) for key, value in chosen if key == "crawl-delay"), None))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The names of the crawlers of each group, and its lines."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text.splitlines()):
        if key == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            agents.add(value.partition("/")[0].strip().lower())
        elif agents and key in ("allow", "disallow", "crawl-delay"):
            lines.append((key, value))
    yield agents, lines


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, colon, value = line.partition("#")[0].strip("\ufeff \t").partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _normal(path: str) -> str:
    """The path with its escapes in one spelling."""
    return quote(unquote_to_bytes(path.replace("%2F", "%252F").replace("%2f", "%252F")), safe=_SAFE)


def _fits(rule: str, target: str) -> bool:
    """Whether a rule with `*` for anything and a closing `$` fits the beginning of a target; in linear time."""
    anchored = rule.endswith("$")
    first, *others = rule.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    if not others:
        return not anchored or at == len(target)
    *middle, last = others
    for piece in middle:
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if anchored:
        return len(target) - len(last) >= at and target.endswith(last)
    return target.find(last, at) >= 0


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return min(seconds, _LONGEST_DELAY) if seconds >= 0 else None
