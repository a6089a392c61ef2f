"""Extract: candidate facts from a document, by rules or by a model, each with its evidence."""
