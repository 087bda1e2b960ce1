"""What the sections about figures put on slides, on the demonstration."""
