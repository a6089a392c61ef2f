"""check: what follows from the facts, and whether they keep what the ontology promises."""
