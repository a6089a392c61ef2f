"""store: the dataset on disk in Oxigraph, or on a SPARQL server; what may be asked of it."""
