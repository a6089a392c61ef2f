"""The types that the stages hand to one another. They import nothing of RDF."""
