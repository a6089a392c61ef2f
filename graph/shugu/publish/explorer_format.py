"""What the writer and the readers of the explorer's index have to agree on, beside explorer_index.sql."""

from __future__ import annotations

__all__ = ["CODED", "INDEX", "INDEX_FORMAT", "MOST_RANKED"]

INDEX = "explorer.sqlite"  # in the folder of a graph
INDEX_FORMAT = 1  # the user_version of explorer_index.sql
# Things that a reader can have drawn by asking for more and more of the main part.
MOST_RANKED = 3_000
# The facets of a statement, as in facets.js; time is a range of its own.
CODED = ("document", "basis", "speaker", "confidence", "conflict")
