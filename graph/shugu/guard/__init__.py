"""Guards that hold for every engine: what a row says must follow from its own evidence."""
