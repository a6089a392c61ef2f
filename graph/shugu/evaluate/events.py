"""Events that stand as things: what a sheet says in several rows, an extractor may say in one.

A sheet can make an event an entity ("Opening of the cold store") and give when, where and with whom in a row
each; an extractor says "Harbour Office opened the cold store" with time and place. That row covers each of
those rows that it states, and it is one right row for all of them.
"""

from __future__ import annotations

from shugu.evaluate.measures import Agreement, compare_times
from shugu.evaluate.rows import Row
from shugu.evaluate.words import coverage, in_list, names_agree, related, split_words, stem, stems

__all__ = ["covers", "is_structural", "tells_first", "tells_post"]

_NAMED = 0.6
_HALF = 0.5


def is_structural(row: Row) -> bool:
    """True for a row that only says when or where an event was, what it concerned, or who had which part in it."""
    if row.value is not None or row.kind != "event":
        return False
    action = [word for word in map(stem, split_words(row.predicate)) if not in_list(word, "function")]
    return "took place" in row.predicate or (bool(action) and all(in_list(word, "structure") for word in action))


def covers(found: Row, reviewed: Row) -> float:
    """How much of the event's name `found` holds where it tells what the structural row `reviewed` states; else 0.

    More than half of the content words of the event's name stand in `found`, its verb as a synonym of
    what else the name says; bases are equal and times do not contradict; what `reviewed` names is subject,
    object or place of `found`.
    """
    if found.document != reviewed.document or found.value is not None or found.kind == "claim":
        return 0.0
    when = compare_times(found.time, reviewed.time)
    named = reviewed.object is not None
    if found.basis != reviewed.basis or when == Agreement.DIFFERENT or (not named and when == Agreement.ABSENT):
        return 0.0
    event = stems(reviewed.subject)
    if _says_that_it_was(found) or _holds_it(found):
        return _covers_held(found, reviewed)
    told = stems(found.subject) | stems(found.object) | stems(found.place)
    act = frozenset(word for word in stems(found.predicate) - told if not in_list(word, "function"))
    acted = frozenset(word for word in event - told if related({word}, act))
    share = coverage(event, (event & told) | acted)
    if not acted or share <= _HALF:
        return 0.0
    parts = (found.subject, found.object, found.place)
    return share if not named or any(_speaks_of(part, reviewed.object) for part in parts) else 0.0


def _covers_held(found: Row, reviewed: Row) -> float:
    """The same for a row that an event was held, which is its subject, or that somebody held it, its object.

    Of a fair of the coast towns, its very name tells that it concerned them.
    """
    name = found.object if _holds_it(found) else found.subject
    share = max(coverage(stems(reviewed.subject), stems(name)), names_agree(name, reviewed.subject))
    if share <= _HALF:
        return 0.0
    others = (found.place, found.subject) if _holds_it(found) else (found.place,)
    told = reviewed.object is None or any(_speaks_of(part, reviewed.object) for part in others)
    return share if told or _is_named_in(reviewed, name) else 0.0


def tells_post(found: Row, reviewed: Row) -> bool:
    """True where who holds a post is told with the body that the sheet, where the post is a thing, tells of it."""
    if found.document != reviewed.document or found.object is None or reviewed.object is None:
        return False
    predicates = [{stem(word) for word in split_words(row.predicate)} for row in (found, reviewed)]
    posts = all("post" in words for words in predicates) and found.basis == reviewed.basis
    body = stems(reviewed.object)
    return posts and len(body) > 1 and body <= stems(found.object) and stems(reviewed.subject) <= stems(found.object)


def tells_first(found: Row, reviewed: Row) -> bool:
    """True where what is told of "the first mill of the coast" tells with it that the mill is the first."""
    if found.document != reviewed.document or "first" not in stems(reviewed.predicate) or found.kind == "claim":
        return False
    parts = (part for part in (found.subject, found.object) if "first" in stems(part))
    wanted = stems(reviewed.object) - {"first"}
    return any(
        names_agree(part, reviewed.subject) >= _NAMED and coverage(stems(part) - {"first"}, wanted) > _HALF
        for part in parts
    )


def _says_that_it_was(row: Row) -> bool:
    """True for a row that tells of an event, itself the subject, that it was, and when or where: the fair was held."""
    words = [word for word in map(stem, split_words(row.predicate)) if not in_list(word, "function")]
    return row.object is None and bool(words) and all(in_list(word, "occurring") for word in words)


def _holds_it(row: Row) -> bool:
    """True for a row that somebody held an event, which is its object: the town organised the fair."""
    words = [word for word in map(stem, split_words(row.predicate)) if not in_list(word, "function")]
    return row.object is not None and bool(words) and all(in_list(word, "occurring") for word in words)


def _is_named_in(reviewed: Row, name: str | None) -> bool:
    """True where what an event concerned stands in the name that the sheet gives it, and in the name found."""
    matter = stems(reviewed.object)
    return "concern" in reviewed.predicate and matter <= stems(reviewed.subject) and matter <= stems(name)


def _speaks_of(part: str | None, name: str | None) -> bool:
    """True where a part of a row names the thing or holds all the words of its name."""
    return names_agree(part, name) >= _NAMED or (len(stems(name)) > 1 and stems(name) <= stems(part))
