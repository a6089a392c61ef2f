"""Whether two rows state the same fact: field by field, then exactly and leniently.

Lenient, what a fair human would say: the rows are about the same thing, and the value or the object agrees.
In detail, all of these hold:

- one is a claim where the other is; of claims the speaker agrees and at least half of the content words
  of either gist are in the other;
- the bases do not contradict: actual and estimate go together, forecast and target go together; of claims the
  basis is not compared, because the mood is in the gist, nor of two aims, whose predicates say that they are meant;
- the times do not contradict: one may be absent, or lie within the other; comparators do not point in opposite ways;
- a number stands in both or in neither, and is the same quantity. Then the subject agrees and the predicate says
  something that does not contradict (growth and decline contradict, and in percent so do a growth and a share); or
  the subject of one is spread over subject and predicate of the other, and the rest of the words is related;
- without a number, the predicates are related (a shared stem, or synonyms of `data/synonyms.txt`), and subject and
  object agree each with its own, or crosswise where exactly one predicate is passive ("built by") or both are
  symmetric ("signed with"); where the reviewed row has neither object nor number, subject and time agree;
- wordings (descriptions, plans, gists of claims) of one sentence agree by fewer words (`shugu.evaluate.wording`).

Exact: lenient, and every field of the contract but scope agrees: kind, the words of subject, object, place and speaker
in any order, related predicates, unit, comparator, the very time, the very basis.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shugu.evaluate.measures import Agreement, comparators_clash, compare_times, values_agree
from shugu.evaluate.paraphrase import aims, bases_agree, tells_inside, turned_alike, worded_alike
from shugu.evaluate.parts import Parts, parts_of
from shugu.evaluate.rows import Row
from shugu.evaluate.wording import at_one_place, common_share, says_same
from shugu.evaluate.words import coverage, in_list, names_agree, related, stems

__all__ = ["Verdict", "compare"]

_NAMED = 0.6  # names_agree at which two names may be one thing's
_HALF = 0.5
_TITLE = re.compile(r" (?:of|at|in|for) ")
_ARTICLES = ("the ", "its ", "their ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What comparing a found row with a reviewed one gives.

    `core` is True where subject and meaning agree, number, time and basis apart; `likeness`, from 0 to 1, orders
    the pairs; `number`, `time` and `basis` say whether the reviewed one's is right, None where it has none or,
    for the basis, where the row is a claim.
    """

    exact: bool
    lenient: bool
    core: bool
    likeness: float
    number: bool | None
    time: str | None
    basis: bool | None


def compare(found: Row, reviewed: Row) -> Verdict:
    """Whether `found` states what `reviewed` states; rows of different documents do not."""
    if found.document != reviewed.document:
        return Verdict(exact=False, lenient=False, core=False, likeness=0.0, number=None, time=None, basis=False)
    meaning = _meaning(found, reviewed)
    number = _number_right(found, reviewed) if reviewed.value is not None else None
    clash = found.value is not None and comparators_clash(found.comparator, reviewed.comparator)
    when = compare_times(found.time, reviewed.time)
    timeless = reviewed.object is None and reviewed.value is None
    timed = when in (Agreement.SAME, Agreement.WITHIN) or (when == Agreement.ABSENT and not timeless)
    # The mood of a claim is in its gist, that of an aim in its predicate: that somebody has it is an actual fact.
    claim = "claim" in (found.kind, reviewed.kind) and found.value is None and reviewed.value is None
    meant = claim or (aims(found) and aims(reviewed))
    basis = meant or bases_agree(found, reviewed)
    numbered = number is not False and (found.value is None) == (reviewed.value is None)
    lenient = meaning >= _NAMED and numbered and timed and basis and not clash
    return Verdict(
        exact=lenient and _is_exact(found, reviewed),
        lenient=lenient,
        core=meaning >= _NAMED,
        likeness=meaning * 0.5 + 0.2 * bool(number) + 0.2 * (when == Agreement.SAME) + 0.1 * basis,
        number=number,
        time=when if reviewed.time else None,
        basis=None if meant else found.basis == reviewed.basis,
    )


def _number_right(found: Row, reviewed: Row) -> bool:
    return values_agree(found.value, found.unit, reviewed.value, reviewed.unit)


def _is_exact(found: Row, reviewed: Row) -> bool:
    names = ("subject", "object", "place", "speaker")
    same = all(stems(getattr(found, name)) == stems(getattr(reviewed, name)) for name in names) and parts_of(
        found
    ).relates(parts_of(reviewed))
    comparator = (found.comparator or "=") == (reviewed.comparator or "=")
    time = compare_times(found.time, reviewed.time) == Agreement.SAME
    return same and found.kind == reviewed.kind and comparator and time and found.basis == reviewed.basis


def _meaning(found: Row, reviewed: Row) -> float:
    """From 0 to 1, how well the rows agree in what they speak of, numbers, times and basis apart."""
    if "claim" in (found.kind, reviewed.kind) and found.value is None:
        attributed = reviewed.speaker is not None or found.kind == reviewed.kind
        return _claims(found, reviewed) if reviewed.value is None and attributed else 0.0
    if reviewed.value is not None:
        return _measured(found, reviewed) if found.value is not None else 0.0
    return _stated(found, reviewed) if found.value is None else 0.0


def _claims(found: Row, reviewed: Row) -> float:
    """Agreement of speaker and gist; the speaker may stand as the subject of a verb of saying."""
    teller = found.speaker or (found.subject if related(parts_of(found).action, {"say", "claim"}) else None)
    if reviewed.speaker is not None and names_agree(teller, reviewed.speaker) < _NAMED:
        return 0.0
    gist, wanted = stems(found.object), stems(reviewed.object)
    about, wanted_about = gist | stems(found.subject), wanted | stems(reviewed.subject)
    best = max(coverage(gist, wanted), coverage(gist, wanted_about), coverage(about, wanted_about))
    if best < _HALF and reviewed.speaker is not None and at_one_place(found, reviewed):
        near = says_same(gist, wanted) or says_same(about, wanted_about)
        return max(_NAMED, common_share(gist, wanted)) if near else 0.0
    return 0.5 + best / 2 if best >= _HALF else 0.0


def _measured(found: Row, reviewed: Row) -> float:
    """Agreement of what is measured, whatever the numbers are."""
    mine, theirs = parts_of(found), parts_of(reviewed)
    percent = found.unit == reviewed.unit == "percent"
    if mine.change != theirs.change and (percent or None not in (mine.change, theirs.change)):
        return 0.0
    same = names_agree(mine.subject, theirs.subject)
    close = mine.relates(theirs)
    tells = mine.says(theirs) or (mine.copula and found.unit not in (None, "count", "percent", "rank"))
    if same >= _NAMED and tells:
        # The same quantity of the same thing is telling; other quantities of it are not the same measure.
        return same if close or _number_right(found, reviewed) else 0.0
    # "passengers of the line | number" and "line | passengers": what one subject has more, the other's predicate has.
    less, more = sorted((mine, theirs), key=lambda parts: len(parts.thing))
    rest = more.thing - less.thing
    spread = bool(rest) and less.thing <= more.whole and coverage(rest, rest & less.action) > _HALF
    shared = len(mine.whole & theirs.whole)
    dice = 2 * shared / (len(mine.whole) + len(theirs.whole))
    return dice if spread and dice >= _NAMED else 0.0


def _stated(found: Row, reviewed: Row) -> float:
    """Agreement of subject, predicate and object of rows without numbers."""
    mine, theirs = parts_of(found), parts_of(reviewed)
    same = names_agree(mine.subject, theirs.subject)
    if same >= _NAMED and (_says_alike(found, reviewed) or worded_alike(found, reviewed)):
        return same
    if reviewed.object is None and mine.happens and theirs.happens and related(mine.plain, theirs.plain):
        return max(same, names_agree(found.subject, reviewed.subject))  # as they stand, not taken apart
    if tells_inside(found, reviewed) or turned_alike(found, reviewed):
        return _NAMED
    if not mine.relates(theirs):
        return 0.0
    if reviewed.object is None:
        thing = names_agree(found.object, theirs.subject) if mine.passive == theirs.passive else 0.0
        return max(same, thing)
    return _linked(found, reviewed, same=same) if found.object is not None else 0.0


def _linked(found: Row, reviewed: Row, *, same: float) -> float:
    """Agreement of subjects and objects, each with its own or crosswise, of rows whose predicates are related."""
    mine, theirs = parts_of(found), parts_of(reviewed)
    straight = min(same, _objects(found.object or "", reviewed.object or "")) if mine.passive == theirs.passive else 0.0
    if mine.passive == theirs.passive and not (mine.symmetric and theirs.symmetric):
        return straight
    crossed = min(names_agree(mine.subject, reviewed.object), names_agree(found.object, theirs.subject))
    return max(straight, crossed)


def _says_alike(found: Row, reviewed: Row) -> bool:
    """True for a post or description told by the words of predicate and object together."""
    mine, theirs = parts_of(found), parts_of(reviewed)
    if not (_describes(theirs) and (mine.action or mine.copula)):
        return False
    words = [
        frozenset(word for word in parts.action | stems(row.object) if not in_list(word, "posts"))
        for parts, row in ((mine, found), (theirs, reviewed))
    ]
    return coverage(*words) >= _HALF or _same_title(found.object, reviewed.object)


def _same_title(one: str | None, other: str | None) -> bool:
    """True for one post at a thing that one wording names and the other only describes ("head of the agency")."""
    first, second = (_TITLE.split(text or "", maxsplit=1) for text in (one, other))
    described = any(len(parts) == 2 and parts[1].startswith(_ARTICLES) for parts in (first, second))
    return described and stems(first[0]) == stems(second[0])


def _describes(parts: Parts) -> bool:
    """True for posts and descriptions, whose predicate says nothing that the object does not say."""
    return parts.copula or (bool(parts.action) and all(in_list(word, "posts") for word in parts.action))


def _objects(one: str, other: str) -> float:
    """Agreement of two objects: as names, or, of longer wordings, by half of the content words of either."""
    named = names_agree(one, other)
    first, second = stems(one), stems(other)
    share = coverage(first, second)
    return max(named, 0.5 + share / 2) if share >= _HALF and min(len(first), len(second)) > 2 else named
