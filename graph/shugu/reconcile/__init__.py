"""reconcile: the names in facts become entities; different things stay apart."""
