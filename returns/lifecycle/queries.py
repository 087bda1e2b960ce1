"""What people may know about returns, each query with its viewer; changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from measures.periods import Month
from partnership.models import Agency, Partnership
from partnership.people.permissions import Permission, Viewer, agencies, check, may
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.catalogue.main_sources import Stretch, or_first_in_use, stretches
from returns.catalogue.registry import datasets
from returns.checking.visible import visible
from returns.in_use import coverage
from returns.in_use.main_sources import chosen_sources, sources_in_use
from returns.lifecycle import policies
from returns.lifecycle.policies import Act
from returns.models import (
    Coverage,
    CoveringEmail,
    Definition,
    OwnAcceptance,
    Part,
    ProvisionalMonths,
    Return,
)
from returns.models.released import DisclosureRule

if TYPE_CHECKING:
    from pandas import DataFrame


# --- Which returns ---------------------------------------------------------------------------
def returns(
    partnership: Partnership, *, viewer: Viewer, with_rows: bool = False
) -> QuerySet[Return]:
    """The returns of `partnership` that `viewer` may see, newest first.

    Officers see all, suppliers their own agencies' and their own uploads, others none. `here`
    on each are its parts in this partnership, `with_rows` where they are to be previewed.
    """
    own_parts = _with_people(Part.objects.filter(partnership=partnership)).order_by("pk")
    if with_rows:
        own_parts = own_parts.defer(None)
    seen = Return.objects.filter(visible(partnership, viewer)).filter(
        Q(uploaded_for=partnership)
        | Q(pk__in=Part.objects.filter(partnership=partnership).values("of_return"))
    )
    here = Prefetch("parts", queryset=own_parts, to_attr="here")
    people = ("supplied_by", "uploaded_by", "uploaded_for")
    # The stubs take `here` to be new, where the model declares it for all who read it.
    return seen.select_related(*people).prefetch_related(here)  # type: ignore[no-redef]


def parts(partnership: Partnership, *, viewer: Viewer) -> QuerySet[Part]:
    """What the returns that `viewer` may see hold for `partnership`, newest first."""
    seen = Return.objects.filter(visible(partnership, viewer))
    found = Part.objects.filter(partnership=partnership, of_return__in=seen)
    return _with_people(found).order_by("-of_return__uploaded_at", "-pk")


def in_batch(batch, *, partnership: Partnership, viewer: Viewer) -> list[Return]:
    """The returns uploaded in one go, in the order in which they were chosen."""
    found = returns(partnership, viewer=viewer).filter(batch=batch)
    return list(found.order_by("pk"))


def part_of(pk: int, part: int, *, partnership: Partnership, viewer: Viewer) -> Part:
    """What the return `pk` holds under the id `part`; Http404 where the viewer may not see it."""
    return get_object_or_404(parts(partnership, viewer=viewer), pk=part, of_return=pk)


def sendable(found: Iterable[Return], *, viewer: Viewer) -> list[Return]:
    """Of returns with their parts `here`, those that `viewer` may send as they are."""
    return [
        of_return
        for of_return in found
        if open_parts(of_return)
        and not report(of_return, of_return.here).errors
        and all(policies.may_send(viewer, part) for part in open_parts(of_return))
    ]


def answerable(found: Iterable[Return], *, viewer: Viewer) -> list[Question]:
    """What is asked about those of `found` that `viewer` may answer for, errors or none."""
    return [
        question
        for of_return in found
        if (open_parts(of_return) or not of_return.here)
        and policies.may_answer(viewer, of_return, open_parts(of_return))
        for question in asked_of(of_return, of_return.here)
    ]


def open_parts(of_return: Return) -> list[Part]:
    """Of a return with its parts `here`, those that were not sent yet."""
    return [part for part in of_return.here if part.state == Part.State.CHECKED]


def would_come_back(part: Part) -> dict[str, tuple[date, ...]]:
    """By the name of an earlier file, the months for which recalling `part` brings it back."""
    months = defaultdict(list)
    back = coverage.earlier_for(part)
    names = dict(
        Part.objects.filter(pk__in=set(back.values())).values_list("pk", "of_return__name")
    )
    for month, pk in back.items():
        months[names[pk]].append(month)
    return {name: tuple(found) for name, found in months.items()}


@dataclass(frozen=True)
class Line:
    """A return with what it holds for one partnership, and the months of each that are in use."""

    of_return: Return
    parts: tuple[Part, ...]
    in_use: Mapping[int, tuple[date, ...]]

    @property
    def errors(self) -> int:
        found = [
            *self.of_return.findings,
            *(finding for part in self.parts for finding in part.findings),
        ]
        return sum(each["severity"] == Severity.ERROR.value for each in found)


def lines(found: Iterable[Return]) -> tuple[Line, ...]:
    """Each of `found`, as `returns` gives them, with where it is in use; one query."""
    found = list(found)
    in_use = months_in_use(part for of_return in found for part in of_return.here)
    return tuple(Line(of_return, tuple(of_return.here), in_use) for of_return in found)


def months_in_use(of: Iterable[Part]) -> dict[int, tuple[date, ...]]:
    """By the id of a part, the months for which it is in use now."""
    months = defaultdict(list)
    rows = Coverage.objects.filter(part__in=[part.pk for part in of], until__isnull=True)
    for part, month in rows.order_by("month").values_list("part", "month"):
        months[part].append(month)
    return {part: tuple(found) for part, found in months.items()}


@dataclass(frozen=True)
class Waiting:
    """A return that waits for acceptance, and what `viewer` may do about it."""

    of_return: Return
    parts: tuple[Part, ...]
    may_accept: bool
    is_own: bool


def waiting(partnership: Partnership, *, viewer: Viewer) -> tuple[Waiting, ...]:
    """What waits for acceptance, longest first; three queries at most."""
    by_return = defaultdict(list)
    sent = parts(partnership, viewer=viewer).filter(state=Part.State.SENT)
    for part in sent.order_by("sent_at", "pk"):
        by_return[part.of_return].append(part)
    made = policies.rulings(partnership)
    return tuple(
        Waiting(
            of_return=of_return,
            parts=tuple(together),
            may_accept=all(
                policies.may_decide(viewer, part, act=Act.ACCEPT, made=made) for part in together
            ),
            is_own=any(policies.is_own(viewer, part) for part in together),
        )
        for of_return, together in by_return.items()
    )


# --- The check report ------------------------------------------------------------------------
@dataclass(frozen=True)
class Question:
    """A query with what the sender said about it; `part` is None where it is about the file.

    `typed` is the answer as it is being typed, and `of_return` the id of the return.
    """

    key: str
    finding: Finding
    part: int | None
    explanation: str
    explained_by: str
    typed: str = ""
    of_return: int = 0


def findings(part: Part) -> tuple[Finding, ...]:
    """What was found in the file, and by comparing this part with the figures in use."""
    stored = (*part.of_return.findings, *part.findings)
    return tuple(Finding.from_json(finding) for finding in stored)


def questions(part: Part) -> tuple[Question, ...]:
    """The queries that stand before `part` can be sent, answered or not."""
    return (*_questions(part.of_return, None), *_questions(part.of_return, part))


def why_revised(part: Part) -> str:
    """Why `part` changes figures in use, in the sender's words; blank where nobody asked."""
    explanations = (
        question.explanation
        for question in questions(part)
        if question.finding.check is Check.CHANGES
    )
    return next(explanations, "")


def report(of_return: Return, of_parts: Iterable[Part]) -> Report:
    """The whole check report of a return: of the file, and of each of `of_parts`."""
    stored = [*of_return.findings, *(finding for part in of_parts for finding in part.findings)]
    made = [*of_return.checks, *(name for part in of_parts for name in part.checks)]
    return Report.of_all(
        (Finding.from_json(check_) for check_ in stored),
        tuple(check for check in Check if check.name in made),
    )


def asked_of(of_return: Return, of_parts: Iterable[Part]) -> tuple[Question, ...]:
    """Every query of the return that concerns `of_parts`, once."""
    about_parts = (question for part in of_parts for question in _questions(of_return, part))
    return (*_questions(of_return, None), *about_parts)


def _questions(of_return: Return, part: Part | None) -> tuple[Question, ...]:
    stored = of_return.findings if part is None else part.findings
    found = [Finding.from_json(finding) for finding in stored]
    return tuple(
        _question(of_return, finding, part.pk if part else None)
        for finding in found
        if finding.severity is Severity.QUERY
    )


def _question(of_return: Return, finding: Finding, part: int | None) -> Question:
    # Two parts may ask the same of different places: the key says which is meant.
    key = finding.key if part is None else f"{part}|{finding.key}"
    answer = of_return.confirmations.get(key, {})
    explanation = answer.get("explanation", "")
    return Question(
        key,
        finding,
        part,
        explanation,
        answer.get("by", ""),
        typed=of_return.answers.get(key, explanation),
        of_return=of_return.pk,
    )


# --- Further files, and what is kept for others ----------------------------------------------
def emails(of_return: Return, *, partnership: Partnership, viewer: Viewer) -> list[CoveringEmail]:
    """The covering emails of a return: for the officers of the partnership that had them."""
    if not may(viewer, Permission.SEE_COVERING_EMAILS, partnership=partnership):
        return []
    attached = CoveringEmail.objects.filter(batch=of_return.batch, partnership=partnership)
    return list(attached.select_related("attached_by"))


def to_take(partnership: Partnership, *, viewer: Viewer) -> list[tuple[Return, int]]:
    """Stored returns that hold rows of `partnership` but no part for it yet, and how many rows.

    Only those that `policies.may_take` lets it have, newest first.
    """
    check(viewer, Permission.UPLOAD_ON_BEHALF, partnership=partnership)
    districts = set(partnership.districts.values_list("name", flat=True))
    others = Return.objects.exclude(outside={}).exclude(
        pk__in=Part.objects.filter(partnership=partnership).values("of_return")
    )
    counted = (
        (of_return, sum(rows for name, rows in of_return.outside.items() if name in districts))
        for of_return in others.select_related("supplied_by", "uploaded_for")
    )
    return [
        (found, rows) for found, rows in counted if rows and policies.may_take(found, partnership)
    ]


# --- Figures ---------------------------------------------------------------------------------
def in_use(
    *,
    partnership: Partnership,
    viewer: Viewer,
    dataset: Dataset,
    source: str,
    origin: str | None = None,
    as_at: datetime | None = None,
) -> DataFrame:
    """Tidy counts in use as they came, before any disclosure rule; see `coverage.figures_in_use`.

    PermissionDenied for those who may not see returns before they are accepted.
    """
    check(viewer, Permission.SEE_UNACCEPTED, partnership=partnership)
    series = coverage.Series(partnership, dataset, source, origin)
    return coverage.figures_in_use(series, as_at=as_at)


def accepted_since(
    partnership: Partnership, *, viewer: Viewer, since: datetime
) -> frozenset[tuple[str, str, Month]]:
    """The dataset, source and month of every figure in use that was accepted later; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    rows = Coverage.objects.filter(
        partnership=partnership, since__gt=since, until__isnull=True
    ).values_list("dataset", "source", "month")
    return frozenset((dataset, source, Month.containing(month)) for dataset, source, month in rows)


# --- What a partnership chose ----------------------------------------------------------------
def main_sources(partnership: Partnership) -> dict[str, tuple[Stretch, ...]]:
    """By dataset, which source is shown for which months unless asked otherwise; two queries."""
    chosen = chosen_sources(partnership, at=timezone.now())
    in_use = sources_in_use(partnership)
    return {
        dataset.slug: stretches(
            dataset,
            or_first_in_use(
                dataset, chosen.get(dataset.slug, {}), in_use=in_use.get(dataset.slug, ())
            ),
        )
        for dataset in datasets
    }


@dataclass(frozen=True)
class Choice:
    """One source of a dataset, and what the partnership chose about it.

    `main_for` are the months for which it is the main source, where there are any.
    """

    dataset: Dataset
    source: Source
    main_for: tuple[Stretch, ...]
    allows_own: bool
    ruling: OwnAcceptance | None
    provisional_months: int = 0


def choices(partnership: Partnership, *, viewer: Viewer) -> tuple[Choice, ...]:
    """Every source, when it is the main one and whether people may accept their own uploads."""
    check(viewer, Permission.SET_MAIN_SOURCE, partnership=partnership)
    main = main_sources(partnership)
    made = policies.rulings(partnership)
    provisional = provisional_months(partnership)
    return tuple(
        Choice(
            dataset=dataset,
            source=source,
            main_for=tuple(
                stretch for stretch in main[dataset.slug] if stretch.source == source.slug
            ),
            allows_own=policies.allows_own(made, dataset=dataset.slug, source=source.slug),
            ruling=made.get((dataset.slug, source.slug)),
            provisional_months=provisional.get((dataset.slug, source.slug), 0),
        )
        for dataset in datasets
        for source in dataset.sources
    )


def provisional_months(partnership: Partnership) -> dict[tuple[str, str], int]:
    """How many of the latest months are provisional now, by dataset and source."""
    standing = ProvisionalMonths.objects.filter(partnership=partnership, until__isnull=True)
    return {(row.dataset, row.source): row.months for row in standing}


def definitions(
    partnership: Partnership, *, viewer: Viewer, dataset: Dataset, source: Source
) -> tuple[Definition, ...]:
    """What the partnership has recorded that `source` counts, the latest first."""
    check(viewer, Permission.SEE_RETURNS_OF_OWN_AGENCY, partnership=partnership)
    recorded = Definition.objects.filter(
        partnership=partnership, dataset=dataset.slug, source=source.slug
    )
    return tuple(recorded.select_related("recorded_by").order_by("category", "-first_month", "-pk"))


def suppliers(partnership: Partnership, *, viewer: Viewer) -> tuple[Agency, ...]:
    """The agencies that `viewer` may upload for."""
    if may_upload_on_behalf(partnership, viewer=viewer):
        return tuple(Agency.objects.filter(partnerships=partnership).order_by("name"))
    return agencies(viewer, partnership)


def may_upload_on_behalf(partnership: Partnership, *, viewer: Viewer) -> bool:
    """Whether `viewer` may upload for any agency, and so must say for which."""
    return may(viewer, Permission.UPLOAD_ON_BEHALF, partnership=partnership)


# --- Private ---------------------------------------------------------------------------------
def _with_people(found: QuerySet[Part]) -> QuerySet[Part]:
    # The packed rows are large, and only the preview and acceptance need them.
    return found.defer("rows").select_related(
        "partnership",
        "of_return__supplied_by",
        "of_return__uploaded_by",
        "sent_by",
        "decided_by",
        "ended_by",
    )


# --- Disclosure rules ------------------------------------------------------------------------
def disclosure_rules(
    partnership: Partnership, *, viewer: Viewer
) -> Mapping[tuple[str, str], DisclosureRule]:
    """By dataset and source, the partnership's own rules in force; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    recorded = DisclosureRule.objects.filter(partnership=partnership, until__isnull=True)
    return {(rule.dataset, rule.source): rule for rule in recorded}
