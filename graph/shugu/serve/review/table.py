"""The review as the page sees it: what lies on the table, what an action does to it, what there is to tell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from shugu.errors import LocatedError, ShuguError
from shugu.model.entity import Entity
from shugu.model.fact import Decision
from shugu.model.vocabulary import Vocabulary
from shugu.reconcile.decide import MergesChanged, PairSession
from shugu.reconcile.merges import MergeDecision
from shugu.reconcile.pairs import Pair
from shugu.review.session import EDITABLE, Item, ReviewSession, SheetChanged, id_of_name
from shugu.review.sheet import to_cells
from shugu.serve.refusal import RefusalError
from shugu.serve.review.wording import Wording

__all__ = ["ReviewTable"]

_DECISIONS = {"accept": Decision.ACCEPTED, "reject": Decision.REJECTED}
_MERGES = {"same": MergeDecision.SAME, "different": MergeDecision.DIFFERENT}


class ReviewTable:
    """One review of rows and pairs. What an action says of the row that it was made for must be what lies here."""

    def __init__(
        self,
        session: ReviewSession,
        pairs: PairSession,
        *,
        title: str,
        things: Mapping[str, Entity],
        titles: Mapping[str, str],
        vocabulary: Vocabulary,
    ) -> None:
        self._session = session
        self._pairs = pairs
        self._title = title
        self._things = dict(things)
        self._titles = titles
        self._vocabulary = vocabulary

    def act(self, action: str, given: Mapping[str, Any], wording: Wording) -> dict[str, Any]:
        """What the page is to show after an action, in words; `faults` and `news` say why nothing was done.

        Raises RefusalError for an action that there is none of.
        """
        faults: list[tuple[str, str]] = []
        news: list[str] = []
        try:
            if action != "state":
                faults, news = self._do(action, given, wording)
        except (SheetChanged, MergesChanged) as changed:
            news = [str(changed)]
        except RefusalError:
            raise
        except LocatedError as error:
            news = [
                "a file was changed by someone else and cannot be read; nothing was written",
                *map(str, error.problems),
            ]
        except (ShuguError, OSError) as error:
            news = [f"nothing was written: {error}"]
        return {
            **self._state(wording),
            "faults": [(column, wording.column(column), wording.reword("news", reason)) for column, reason in faults],
            "news": [wording.reword("news", sentence) for sentence in news],
        }

    def names(self, wording: Wording) -> dict[str, Any]:
        """What may stand in cells, with what it is called, and the columns that may be edited."""

        def by_name(called: Mapping[str, str]) -> dict[str, str]:
            return dict(sorted(called.items(), key=lambda item: item[1].casefold()))

        return {
            "things": by_name(wording.names(self._things)),
            "properties": by_name(wording.properties(self._vocabulary)),
            "units": dict(sorted(wording.units(self._vocabulary).items())),
            "bases": wording.bases(),
            "comparators": wording.comparators(),
            "columns": {column: wording.column(column) for column in EDITABLE},
        }

    def _do(self, action: str, given: Mapping[str, Any], wording: Wording) -> tuple[list[tuple[str, str]], list[str]]:
        if action in ("same", "different", "skip-pair", "undo-pair"):
            return [], self._do_pair(action, given)
        if action == "undo":
            undone = self._session.undo()
            return [], [] if undone else ["nothing to undo in this session"]
        item = self._session.current()
        if item is None or given.get("shown") != _mark(item):
            return [], ["the row on the page was no longer the next one; nothing was done, look again"]
        if action in _DECISIONS:
            return self._session.decide(_DECISIONS[action]), []
        if action == "skip":
            self._session.skip()
            return [], []
        if action == "edit":
            return self._edit(item, given.get("cells"), wording), []
        raise RefusalError(404, "there is no such action")

    def _edit(self, item: Item, cells: object, wording: Wording) -> list[tuple[str, str]]:
        """What is wrong with the cells that were sent; a thing may be given by its name, in English or as shown."""
        if not isinstance(cells, dict) or not all(isinstance(cell, str) for cell in cells.values()):
            raise RefusalError(400, "the cells are texts by column")
        unknown = sorted(set(cells) - set(EDITABLE))
        if unknown:
            raise RefusalError(400, f"{unknown[0][:60]!r} is no column that may be edited")
        known = to_cells(item.fact)
        english = {id_: entity.label for id_, entity in self._things.items()}
        shown = wording.names(self._things)
        changed = {
            column: id_of_name(column, id_of_name(column, cell.strip(), shown), english)
            for column, cell in cells.items()
        }
        return self._session.edit({column: cell for column, cell in changed.items() if cell != known[column]})

    def _do_pair(self, action: str, given: Mapping[str, Any]) -> list[str]:
        if action == "undo-pair":
            return [] if self._pairs.undo() else ["nothing to undo in this session"]
        pair = self._pairs.current()
        if pair is None or given.get("shown") != f"{pair.one} {pair.other}":
            return ["the pair on the page was no longer the next one; nothing was done, look again"]
        if action == "skip-pair":
            self._pairs.skip()
            return []
        reasons = self._pairs.decide(_MERGES[action])
        self._things |= self._pairs.merged()
        return [f"not written: {reason}" for reason in reasons]

    def _state(self, wording: Wording) -> dict[str, Any]:
        item, session = self._session.current(), self._session
        pair = self._pairs.current()
        return {
            "collection": self._title,
            "total": session.total,
            "left": session.left,
            "item": None if item is None else self._item(item, wording),
            "pairs": len(self._pairs.open_pairs()),
            "pair": None if pair is None else self._pair(pair, wording),
        }

    def _pair(self, pair: Pair, wording: Wording) -> dict[str, Any]:
        def side(id_: str) -> list[str]:
            return list(wording.side(self._pairs.entity(id_), self._vocabulary, own=self._pairs.is_own(id_)))

        return {
            "shown": f"{pair.one} {pair.other}",
            "score": f"{pair.score:.2f}",
            "why": [wording.reword("reasons", reason) for reason in pair.why],
            "one": side(pair.one),
            "other": side(pair.other),
        }

    def _item(self, item: Item, wording: Wording) -> dict[str, Any]:
        fact = item.fact
        cells = to_cells(fact)
        return {
            "shown": _mark(item),
            "id": fact.id,
            "number": item.number,
            "document": fact.document,
            "title": self._titles.get(fact.document, fact.document),
            "paragraph": item.paragraph,
            "sentence": item.sentence,
            "place": fact.sentences[0],
            "evidence": _in_utf16(item.sentence or "", item.evidence.start, item.evidence.end),
            "further": list(item.further),
            "before": item.before,
            "after": item.after,
            "words": list(wording.row(fact, self._things, self._vocabulary)),
            "cells": {column: cells[column] for column in EDITABLE},
            "confidence": fact.confidence,
            "method": wording.method(fact.method),
            "rule": fact.rule,
        }


def _mark(item: Item) -> str:
    """What tells a row as it was shown from another, and from itself after a change."""
    return hashlib.sha256(json.dumps([item.fact.document, to_cells(item.fact)], sort_keys=True).encode()).hexdigest()[
        :32
    ]


def _in_utf16(text: str, start: int, end: int) -> list[int]:
    """The same span counted as scripts of a browser count."""
    return [len(text[:offset].encode("utf-16-le", errors="surrogatepass")) // 2 for offset in (start, end)]
