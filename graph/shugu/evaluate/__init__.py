"""Scores of an extraction against reviewed rows: alignment, precision and recall, reports."""
