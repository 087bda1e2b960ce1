"""Guards of the house: its layers, its limits, its lists and what the documents say of it."""
