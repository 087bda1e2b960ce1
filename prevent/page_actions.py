"""What the page of the national figures tells of what was done here."""

from __future__ import annotations

from prevent.done_here import done_here
from reporting.pages.national.done_here import register

register("prevent", done_here)
