"""The one door to spaCy."""
