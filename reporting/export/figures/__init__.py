"""Every figure of a pack as a row of data: where it stands, what it is, and what became of it."""
