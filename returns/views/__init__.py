"""The pages about returns: sending them, deciding on them, and what became of them."""
