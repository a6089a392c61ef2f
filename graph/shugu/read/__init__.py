"""read: a file becomes a Document; a folder becomes a Collection."""
