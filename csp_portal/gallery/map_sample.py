"""A made-up map of wards in every look, for the gallery of components."""

from __future__ import annotations

from measures.counts import Gap
from reporting.charts.maps import Form, KeyEntry, Paint, WardMap, WardOnMap
from reporting.charts.tiles import in_order
from reporting.content.description import Cell, Style
from reporting.narrative import maps as map_words

_WARDS = (
    ("Central", Paint.WORSE, Cell(13.7, Style.CHANGE), "▲"),
    ("Newport", Paint.STEADY, Cell(-1.9, Style.CHANGE), ""),
    ("North Ormesby", Paint.STEADY, Cell(5.2, Style.CHANGE), ""),
    ("Linthorpe", Paint.BETTER, Cell(-22.4, Style.CHANGE), "▼"),
    ("Park", Paint.CHANGED, Cell(31, Style.CHANGE), "▲"),
    ("Kader", Paint.GAP, Cell(Gap.HIDDEN), ""),
    ("Brambles & Thorntree", Paint.NOT_COMPARED, Cell(31), ""),
    ("Trimdon", Paint.REST, None, ""),
)


def ward_map_sample() -> WardMap:
    """Eight wards as tiles, one of each look of a change."""
    labels = {**map_words.KEY, Paint.GAP.value: map_words.gaps([Gap.HIDDEN])}
    key = dict.fromkeys(
        KeyEntry(paint, map_words.beyond(sign) if sign else labels[paint.value])
        for _, paint, _, sign in _WARDS
    )
    return WardMap(
        slug="sample-map",
        title="Crime rose in 2 of 8 wards",
        subtitle="Made-up numbers, compared with the year before",
        form=Form.TILES,
        wards=tuple(
            WardOnMap(
                name,
                name,
                paint,
                f"{name}: {cell.text if cell else paint.value}",
                cell,
                sign=sign,
            )
            for name, paint, cell, sign in _WARDS
        ),
        key=tuple(key),
        tiles=in_order([name for name, *_ in _WARDS]),
        source_line="Source: made-up figures for show.",
    )
