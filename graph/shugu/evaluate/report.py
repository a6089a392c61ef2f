"""Scores as text for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from shugu.evaluate.align import Pair
from shugu.evaluate.measures import values_agree
from shugu.evaluate.rows import Row
from shugu.evaluate.score import Accuracy, Figures, Scores
from shugu.evaluate.words import names_agree
from shugu.model.quantity import format_number, format_quantity

__all__ = ["count_misses", "format_json", "format_report", "format_row", "format_table"]

_HEAD = (
    "| kind | found | reviewed | precision | recall | F1 | 95 % | exact F1 |",
    "|---|--:|--:|--:|--:|--:|---|--:|",
)


def format_table(scores: Scores) -> list[str]:
    """The lines of a Markdown table of figures by kind, `all` first; kinds that nobody states are left out."""
    lines = list(_HEAD)
    for name, figures in scores.lenient.items():
        if figures.found or figures.reviewed:
            cells = (
                name,
                str(figures.found),
                str(figures.reviewed),
                *(f"{share:.3f}" for share in (figures.precision, figures.recall, figures.f1)),
                "" if figures.low is None else f"{figures.low:.3f} to {figures.high:.3f}",
                f"{scores.exact[name].f1:.3f}",
            )
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def format_report(scores: Scores, *, rows: bool = True) -> Iterator[str]:
    """The lines of the whole report: table, accuracy of fields, then every miss and every wrong row."""
    yield from format_table(scores)
    yield ""
    for name, accuracy in _accuracies(scores).items():
        yield f"{name}: {_share(accuracy)}"
    yield f"targets or forecasts found as actual: {len(scores.plans_as_actual)}"
    yield f"traps taken: {len(scores.traps)}"
    if not rows:
        return
    near = {id(pair.reviewed): pair for pair in scores.alignment.near}
    yield from ("", f"Missed ({len(scores.alignment.missed)})", "")
    for row in scores.alignment.missed:
        yield f"- {row.document}: {format_row(row)}"
        if row.quote:
            yield f'    "{row.quote}"'
        if id(row) in near:
            yield f"    near: {format_row(near[id(row)].found)}"
    yield from ("", f"Wrong ({len(scores.alignment.wrong)})", "")
    traps = {id(pair.found): pair.reviewed for pair in scores.traps}
    for row in scores.alignment.wrong:
        yield f"- {row.document}: {format_row(row)}{' [trap]' if id(row) in traps else ''}"
        if row.quote:
            yield f'    "{row.quote}"'


def _accuracies(scores: Scores) -> dict[str, Accuracy]:
    return {
        "numbers with unit and scale": scores.numbers,
        "dates": scores.dates,
        "basis": scores.basis,
    }


def _share(accuracy: Accuracy) -> str:
    if accuracy.share is None:
        return "none to judge"
    absent = f", {accuracy.absent} absent" if accuracy.absent else ""
    return f"{accuracy.share:.3f} ({accuracy.right} right, {accuracy.wrong} wrong{absent})"


def format_row(row: Row) -> str:
    """A row in one line: subject, predicate, object or quantity, then time, place, basis and speaker."""
    value = None if row.value is None else format_quantity(row.value, row.unit, row.comparator)
    said = " | ".join(part for part in (row.subject, row.predicate, row.object, value) if part)
    more = [
        f"{name} {text}"
        for name, text in (("time", row.time), ("place", row.place), ("speaker", row.speaker), ("scope", row.scope))
        if text
    ]
    return f"{row.kind}: {said} ({', '.join([*more, row.basis])})"


def count_misses(scores: Scores, *, most: int = 30) -> list[tuple[str, int]]:
    """The commonest sorts of miss with their numbers: kind and predicate, and what was wrong with the nearest row."""
    near = {id(pair.reviewed): pair for pair in scores.alignment.near}
    wrong: dict[str, list[Row]] = {}
    for row in scores.alignment.wrong:
        wrong.setdefault(row.document, []).append(row)
    sorts: Counter[str] = Counter()
    for row in scores.alignment.missed:
        why = _fault(near[id(row)]) if id(row) in near else _trace(row, wrong.get(row.document, ()))
        sorts[f"{row.kind} | {row.predicate} | {why}"] += 1
    return sorted(sorts.items(), key=lambda item: (-item[1], item[0]))[:most]


def _trace(missed: Row, wrong: Iterable[Row]) -> str:
    """What of a missed row stands in a wrong one: its number, or its object, of another subject or predicate."""
    for row in wrong:
        number = values_agree(row.value, row.unit, missed.value, missed.unit)
        thing = missed.value is None and names_agree(row.object, missed.object) > 0
        if number or thing:
            same = names_agree(row.subject, missed.subject) > 0
            return f"{'number' if number else 'object'} found, of another {'predicate' if same else 'subject'}"
    return "not found"


def _fault(pair: Pair) -> str:
    if pair.verdict.number is False:
        return "another number"
    if pair.verdict.time == "different":
        return "another time"
    if pair.verdict.basis is False:
        return f"{pair.found.basis} for {pair.reviewed.basis}"
    return "near, but taken by another row"


def format_json(scores: Scores) -> str:
    """Everything of the report as one JSON object, keys in a fixed order, numbers not rounded."""
    data = {
        "documents": scores.documents,
        "lenient": {name: _figures(each) for name, each in scores.lenient.items()},
        "exact": {name: _figures(each) for name, each in scores.exact.items()},
        "numbers": _accuracy(scores.numbers),
        "dates": _accuracy(scores.dates),
        "basis": _accuracy(scores.basis),
        "right": [
            {"found": _row(pair.found), "reviewed": _row(pair.reviewed), "exact": pair.verdict.exact}
            for pair in scores.alignment.right
        ],
        "near": _pairs(scores.alignment.near),
        "missed": [_row(row) for row in scores.alignment.missed],
        "wrong": [_row(row) for row in scores.alignment.wrong],
        "plans_as_actual": _pairs(scores.plans_as_actual),
        "traps": _pairs(scores.traps),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _pairs(pairs: Iterable[Pair]) -> list[dict[str, object]]:
    return [{"found": _row(pair.found), "reviewed": _row(pair.reviewed)} for pair in pairs]


def _figures(figures: Figures) -> dict[str, object]:
    names = ("found", "reviewed", "hits", "covered", "precision", "recall", "f1", "low", "high")
    return {name: getattr(figures, name) for name in names}


def _accuracy(accuracy: Accuracy) -> dict[str, object]:
    return {name: getattr(accuracy, name) for name in ("right", "wrong", "absent", "share")}


def _row(row: Row) -> dict[str, object]:
    fields = {name: getattr(row, name) for name in row.__dataclass_fields__}
    if row.value is not None:
        fields["value"] = float(row.value) if "." in format_number(row.value) else int(row.value)
    return fields
