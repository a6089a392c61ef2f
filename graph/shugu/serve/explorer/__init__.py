"""The explorer of a graph too large for one page: parts of it, given as a reader goes."""
