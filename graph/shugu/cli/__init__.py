"""The command line: one module for each group of commands, nothing heavy imported before it is used."""
