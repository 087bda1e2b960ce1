"""Names of elements with their space; kept, for they are asked for a hundred thousand times."""

from __future__ import annotations

from functools import cache

from pptx.oxml import ns

qn = cache(ns.qn)
