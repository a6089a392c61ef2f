"""serve: the graph over HTTP, each query in a process of its own that can be killed."""
