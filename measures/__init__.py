"""Arithmetic on counts and periods; knows no Django, no clock and no settings."""
