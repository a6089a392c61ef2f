"""assemble: accepted facts become an RDF dataset, no blank node in it, no triple in two graphs."""
