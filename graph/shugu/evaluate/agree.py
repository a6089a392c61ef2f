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
from functools import lru_cache

from shugu.evaluate.measures import Agreement, comparators_clash, compare_times, values_agree
from shugu.evaluate.rows import Row
from shugu.evaluate.wording import at_one_place, common_share, held_share, holds_wording, is_worded, says_same
from shugu.evaluate.words import coverage, in_list, names_agree, related, split_words, stem, stems
from shugu.model.fact import Basis

__all__ = ["Verdict", "compare", "tells_wording"]

_NAMED = 0.6  # names_agree at which two names may be one thing's
_HALF = 0.5
_TITLE = re.compile(r" (?:of|at|in|for) ")
_ARTICLES = ("the ", "its ", "their ")
_SOFT = ({"actual", "estimate"}, {"forecast", "target"})


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


@dataclass(frozen=True, slots=True)
class _Parts:
    """A row's words: of its action, of its growth or decline, of all it says; its thing where the row has unfolded."""

    subject: str
    thing: frozenset[str]
    action: frozenset[str]
    whole: frozenset[str]
    change: str | None
    passive: bool
    symmetric: bool
    copula: bool
    plain: frozenset[str]
    happens: bool

    def says(self, other: _Parts) -> bool:
        """True where the predicate says something, be it only what the other's says: a value is a cost, an amount."""
        return bool(self.action) or self.plain == other.plain or related(self.plain, other.plain)

    def relates(self, other: _Parts) -> bool:
        """True where the predicates share a stem or are synonyms; words that say nothing only where all say so."""
        if self.plain == other.plain or related(self.action, other.action):
            return True
        return not (self.action and other.action) and related(self.plain, other.plain)


@lru_cache(maxsize=65_536)
def _parts(row: Row) -> _Parts:
    words = [stem(word) for word in split_words(row.predicate)]
    action = frozenset(w for w in words if not in_list(w, "function") and not in_list(w, "vacuous"))
    plain = stems(row.predicate)
    subject = row.subject
    happens = bool(action) and all(in_list(word, "structure") for word in action)
    happens = happens or "take place" in row.predicate.casefold()
    if happens:
        subject, action = _unfold(subject, action)
    said = action | {stem(word) for word in split_words(row.scope or "")} if row.unit == "percent" else action
    if words and in_list(words[0], "parts"):
        said = frozenset()  # a contribution to growth is no growth
    phrasal = words[1:2] in (["up"], ["down"])  # "make up" is no growth, "take down" no decline
    said = said - {"up", "down"} if phrasal else said
    change = next((name for name in ("growth", "decline") if any(in_list(word, name) for word in said)), None)
    return _Parts(
        subject,
        stems(subject),
        action,
        action | stems(subject),
        change,
        any(in_list(word, "passive") for word in words),
        any(in_list(word, "symmetric") for word in action),
        not action and any(in_list(word, "copulas") for word in words),
        plain,
        happens,
    )


def _unfold(subject: str, action: frozenset[str]) -> tuple[str, frozenset[str]]:
    """An event that is an entity ("opening of the plant", occurred) as thing and action."""
    first, _, rest = subject.partition(" of ")
    if rest and len(first.split()) <= 2:
        return rest, stems(first)
    *thing, last = subject.split()
    return (" ".join(thing), stems(last)) if len(thing) > 0 and last.islower() else (subject, action)


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
    meant = claim or (_aims(found) and _aims(reviewed))
    basis = meant or _bases_agree(found, reviewed)
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


def _bases_agree(found: Row, reviewed: Row) -> bool:
    return found.basis == reviewed.basis or any({found.basis, reviewed.basis} <= group for group in _SOFT)


def _aims(row: Row) -> bool:
    """True for a row whose predicate says itself that something is meant: aims at, aims to."""
    return row.value is None and bool(_parts(row).plain & {"aim", "goal", "purpose"})


def _number_right(found: Row, reviewed: Row) -> bool:
    return values_agree(found.value, found.unit, reviewed.value, reviewed.unit)


def _is_exact(found: Row, reviewed: Row) -> bool:
    names = ("subject", "object", "place", "speaker")
    same = all(stems(getattr(found, name)) == stems(getattr(reviewed, name)) for name in names) and _parts(
        found
    ).relates(_parts(reviewed))
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
    teller = found.speaker or (found.subject if related(_parts(found).action, {"say", "claim"}) else None)
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
    mine, theirs = _parts(found), _parts(reviewed)
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
    mine, theirs = _parts(found), _parts(reviewed)
    same = names_agree(mine.subject, theirs.subject)
    if same >= _NAMED and (_says_alike(found, reviewed) or _worded_alike(found, reviewed)):
        return same
    if reviewed.object is None and mine.happens and theirs.happens and related(mine.plain, theirs.plain):
        return max(same, names_agree(found.subject, reviewed.subject))  # as they stand, not taken apart
    if _tells_inside(found, reviewed) or _turned_alike(found, reviewed):
        return _NAMED
    if not mine.relates(theirs):
        return 0.0
    if reviewed.object is None:
        thing = names_agree(found.object, theirs.subject) if mine.passive == theirs.passive else 0.0
        return max(same, thing)
    return _linked(found, reviewed, same=same) if found.object is not None else 0.0


def _linked(found: Row, reviewed: Row, *, same: float) -> float:
    """Agreement of subjects and objects, each with its own or crosswise, of rows whose predicates are related."""
    mine, theirs = _parts(found), _parts(reviewed)
    straight = min(same, _objects(found.object or "", reviewed.object or "")) if mine.passive == theirs.passive else 0.0
    if mine.passive == theirs.passive and not (mine.symmetric and theirs.symmetric):
        return straight
    crossed = min(names_agree(mine.subject, reviewed.object), names_agree(found.object, theirs.subject))
    return max(straight, crossed)


def _says_alike(found: Row, reviewed: Row) -> bool:
    """True for a post or description told by the words of predicate and object together."""
    mine, theirs = _parts(found), _parts(reviewed)
    if not (_describes(theirs) and (mine.action or mine.copula)):
        return False
    words = [
        frozenset(word for word in parts.action | stems(row.object) if not in_list(word, "posts"))
        for parts, row in ((mine, found), (theirs, reviewed))
    ]
    return coverage(*words) >= _HALF or _same_title(found.object, reviewed.object)


def _worded_alike(found: Row, reviewed: Row) -> bool:
    """True where the reviewed row is a wording of a sentence that the found one puts into other words."""
    mine, theirs = _parts(found), _parts(reviewed)
    worded = is_worded(theirs.action) and at_one_place(found, reviewed)
    return worded and says_same(_wording(mine, found), _wording(theirs, reviewed))


def _turned_alike(found: Row, reviewed: Row) -> bool:
    """True for `changes | brought by | Lindow` where the sheet words what Lindow does: it "brought changes"."""
    mine, theirs = _parts(found), _parts(reviewed)
    if not mine.passive or names_agree(found.object, theirs.subject) < _NAMED or not at_one_place(found, reviewed):
        return False
    return is_worded(theirs.action) and says_same(mine.thing | mine.action, _wording(theirs, reviewed))


def _tells_inside(found: Row, reviewed: Row) -> bool:
    """True where a plan is told of the thing itself: "the mill will open", where Lindow plans "a mill that opens"."""
    mine, theirs = _parts(found), _parts(reviewed)
    if {found.basis, reviewed.basis} != {Basis.TARGET.value} or not at_one_place(found, reviewed):
        return False
    wording = _wording(theirs, reviewed)
    about = len(mine.thing) > 1 and held_share(wording, mine.thing) >= _HALF
    whole = mine.thing | _wording(mine, found)
    return is_worded(theirs.action) and about and common_share(whole, wording) >= _HALF


def tells_wording(found: Row, reviewed: Row) -> bool:
    """True where a found wording holds, with others, what the reviewed row says of the same thing in that sentence.

    Who writes "has clean air, good soil and quiet nights" in one row says what a sheet may say in three.
    """
    if found.value is not None or reviewed.value is not None or "claim" in (found.kind, reviewed.kind):
        return False
    mine, theirs = _parts(found), _parts(reviewed)
    if not (is_worded(theirs.action) and at_one_place(found, reviewed)):
        return False
    bases = _bases_agree(found, reviewed) or (_aims(found) and _aims(reviewed))
    timed = compare_times(found.time, reviewed.time) != Agreement.DIFFERENT
    same = names_agree(mine.subject, theirs.subject) >= _NAMED
    return bases and timed and same and holds_wording(_wording(mine, found), _wording(theirs, reviewed))


def _wording(parts: _Parts, row: Row) -> frozenset[str]:
    """What a row says of its subject in words, whether in the predicate or in the object."""
    words = parts.plain | stems(row.object)
    said = frozenset(w for w in words if not (in_list(w, "worded") or in_list(w, "posts") or in_list(w, "function")))
    return said - parts.thing or said


def _same_title(one: str | None, other: str | None) -> bool:
    """True for one post at a thing that one wording names and the other only describes ("head of the agency")."""
    first, second = (_TITLE.split(text or "", maxsplit=1) for text in (one, other))
    described = any(len(parts) == 2 and parts[1].startswith(_ARTICLES) for parts in (first, second))
    return described and stems(first[0]) == stems(second[0])


def _describes(parts: _Parts) -> bool:
    """True for posts and descriptions, whose predicate says nothing that the object does not say."""
    return parts.copula or (bool(parts.action) and all(in_list(word, "posts") for word in parts.action))


def _objects(one: str, other: str) -> float:
    """Agreement of two objects: as names, or, of longer wordings, by half of the content words of either."""
    named = names_agree(one, other)
    first, second = stems(one), stems(other)
    share = coverage(first, second)
    return max(named, 0.5 + share / 2) if share >= _HALF and min(len(first), len(second)) > 2 else named
