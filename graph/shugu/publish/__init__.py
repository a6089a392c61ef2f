"""publish: what people and programs take away: rows, files, the report, the network page."""
