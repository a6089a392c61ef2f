"""Word lists of the guards."""
