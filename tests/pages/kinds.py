"""The kinds of page that people read, each with every address of it in the demonstration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from partnership.models import Partnership, User
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets
from returns.catalogue.registry import datasets
from tests.pages import records
from tests.pages.goals import LONGER, SHORT, Height

COUNCILLOR = "councillor@demo.example"
MANAGER = "manager@demo.example"
OFFICER = "csp.officer@demo.example"
AGENCY = "police.officer@demo.example"
CLERK = "democratic.services@demo.example"
PREVENT_LEAD = "prevent.lead@demo.example"
ADMINISTRATOR = "administrator@demo.example"
TOP = "/middlesbrough/"


@dataclass(frozen=True)
class Kind:
    """A kind of page; words are counted where `is_wordy` pages would tire a reader."""

    name: str
    addresses: Callable[[], Iterable[str]]
    height: Height
    as_: str = COUNCILLOR
    counts_words: bool = False
    has_chart_first: bool = False


def _only(*below: str) -> Callable[[], Iterable[str]]:
    return lambda: tuple(f"{TOP}{address}" for address in below)


def measures() -> tuple[str, ...]:
    """The id of every measure of the portal, as `APP/SLUG`."""
    return tuple(
        f"{dataset.app}/{measure.slug}"
        for dataset in all_datasets()
        for measure in dataset.measures
    )


def _measures(below: str = "") -> Callable[[], Iterable[str]]:
    return lambda: tuple(f"{TOP}{measure}/{below}" for measure in measures())


def _national() -> Iterable[str]:
    return tuple(
        f"{TOP}{dataset.app}/{measure.slug}/"
        for dataset in datasets.published
        for measure in dataset.published_measures
    )


def _wards() -> Iterable[str]:
    return tuple(f"{TOP}wards/{place.code}/" for place in _figures().wards)


def _localities() -> Iterable[str]:
    slugs = (place.code.rpartition("/")[2] for place in _figures().localities)
    return tuple(f"{TOP}localities/{slug}/" for slug in slugs)


def _figures():
    middlesbrough = Partnership.objects.get(slug="middlesbrough")
    councillor = User.objects.get(email=COUNCILLOR)
    return queries.figures("crime/all-crime", partnership=middlesbrough, viewer=councillor)


KINDS = (
    *(
        Kind(f"home of {email.partition('@')[0]}", _only(""), SHORT, as_=email, counts_words=True)
        for email in (COUNCILLOR, OFFICER, MANAGER, AGENCY, CLERK, PREVENT_LEAD, ADMINISTRATOR)
    ),
    Kind("overview", _only("overview/"), SHORT, counts_words=True),
    Kind("measure", _measures(), SHORT, counts_words=True, has_chart_first=True),
    Kind("wards of a measure", _measures("wards/"), LONGER, counts_words=True),
    Kind("types of a measure", _measures("types/"), LONGER),
    Kind("localities of a measure", _measures("localities/"), LONGER),
    Kind("history of a measure", _measures("history/"), LONGER),
    Kind("how we know a measure", _measures("how-we-know/"), LONGER),
    Kind("ward", _wards, SHORT, counts_words=True),
    Kind("locality", _localities, SHORT, counts_words=True),
    Kind("priorities", _only("priorities/"), SHORT, counts_words=True),
    Kind("objectives without a measure", _only("priorities/objectives/unmeasured/"), LONGER),
    Kind("AIM briefing", _only("aim/"), LONGER),
    Kind("benchmarks", _only("benchmarks/"), LONGER),
    Kind("compare", _only("compare/"), LONGER),
    Kind("map", _only("map/"), LONGER),
    Kind("national figures", _only("prevent/"), LONGER),
    Kind("section of an update", records.sections, LONGER),
    Kind("return to put right", records.to_put_right, LONGER, as_=OFFICER),
    Kind("return sent back", records.returns("rejected"), LONGER, as_=OFFICER),
    Kind("return waiting", records.waiting, LONGER, as_=MANAGER),
    Kind("return accepted", records.returns("accepted"), LONGER, as_=OFFICER),
    Kind("returns", _only("returns/", "returns/history/", "returns/waiting/"), LONGER, as_=MANAGER),
    Kind("sources", records.sources, LONGER, as_=MANAGER),
    Kind("meeting", records.meetings, LONGER, as_=CLERK),
    Kind("recommendation", records.recommendations, LONGER, as_=CLERK),
    Kind("inbox", _only("inbox/"), LONGER, as_=OFFICER),
    Kind("my account", _only("account/", "account/mails/"), LONGER),
    Kind("national figures of prevent.lead", _only("prevent/"), LONGER, as_=PREVENT_LEAD),
    Kind("a national figure", _national, LONGER),
)
