"""Checks from outside: they share no code with what they check."""
