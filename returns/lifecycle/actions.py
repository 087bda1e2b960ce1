"""Everything that changes a return or what is in use: whole, by somebody, and on the record."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone

from measures.periods import Month
from partnership import audit
from partnership.models import Agency, Partnership, User
from partnership.people.permissions import Permission, agencies, check, may
from returns.catalogue.definitions import definable
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.disclosure import releasing
from returns.in_use import coverage, revisions
from returns.in_use.coverage import OutOfOrder, Refused, ReplacesPartOfLonger
from returns.in_use.published import differing
from returns.lifecycle import policies, queries, words
from returns.lifecycle.policies import Act
from returns.models import (
    Definition,
    Fact,
    MainSource,
    MappedReturn,
    OwnAcceptance,
    Part,
    ProvisionalMonths,
    Return,
)
from returns.models.published import PublishedFigure
from returns.models.released import ReleasedVersion
from returns.reading.published_rows import PublishedReading, pack_figures, unpack_figures
from returns.reading.serialisation import pack, unpack
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from pandas import DataFrame

    from returns.mapping.saved import ByMapping
    from returns.mapping.sheets import SheetMapping
    from returns.reading.upload import Reading

__all__ = [
    "AlreadyDecided",
    "NotKept",
    "NotReady",
    "OutOfOrder",
    "OwnUpload",
    "Refused",
    "ReplacesPartOfLonger",
    "accept",
    "allow_own_acceptance",
    "confirm_query",
    "end_own_acceptance",
    "keep_part",
    "keep_parts",
    "recall",
    "record_definition",
    "reject",
    "send",
    "set_main_source",
    "set_provisional_months",
    "upload",
    "withdraw",
]

CHUNK = 1 << 20


class NotKept(Refused):
    """The file was not kept: it can't be read, isn't a return, or holds personal data."""

    def __init__(self, report: Report) -> None:
        super().__init__(" ".join(finding.message for finding in report.errors))
        self.report = report


class NotReady(Refused):
    """Errors stand, queries are unexplained or a reason is missing; the message says which."""


class AlreadyDecided(Refused):
    """Somebody else was first, or the return is past this; the message says who and when."""


class OwnUpload(Refused):
    """One may not decide on one's own upload of this source."""


# --- Sending ---------------------------------------------------------------------------------
def upload(
    *,
    file: BinaryIO,
    name: str,
    partnership: Partnership,
    by: User,
    supplied_by: Agency | None = None,
    supplier_role: str = "",
    is_provisional: bool = False,
    how: Return.How = Return.How.UPLOAD,
    received_on: date | None = None,
    batch: uuid.UUID | None = None,
    source: str = "",
    illustrative: str = "",
    mapping: SheetMapping | None = None,
    may_wait: bool = False,
    at: datetime | None = None,
) -> Return:
    """Read and check `file`, and keep it with what it holds for each partnership.

    `name` is what the sender calls it. With `source`, a file of another source is not kept. A
    table that no layout recognises is read by `mapping` or by one saved before; where there is
    none, `may_wait` keeps it without parts until somebody maps it (`returns.lifecycle.mapping`).
    NotKept, with its report, when nothing was kept; PermissionDenied when `by` may not upload
    for `supplied_by`.
    """
    from returns.mapping import saved as mappings
    from returns.reading.upload import Places, read

    at = at or timezone.now()
    supplied_by = _supplier(by, supplied_by, partnership=partnership)
    sha256, size = _fingerprint(file)
    places, today = Places.of_all_hosted(), timezone.localdate(at)
    slug = supplied_by.slug if supplied_by else ""
    reading = read(file, name=name, places=places, today=today, supplied_by=slug)
    by_mapping = None
    if (mapping is not None or reading.is_unknown) and not reading.is_withheld:
        by_mapping = mappings.read_by(
            mapping,
            file,
            name=name,
            partnership=partnership,
            supplied_by=supplied_by,
            places=places,
            today=today,
            source=source,
        )
        reading = by_mapping.reading if by_mapping else reading
    _check_wanted(reading, source)
    of_return = Return(
        batch=batch or uuid.uuid4(),
        name=name,
        size=size,
        sha256=sha256,
        layout=reading.layout.slug if reading.layout else "",
        supplied_by=supplied_by,
        supplier_role=supplier_role.strip(),
        is_provisional=is_provisional,
        outside=dict(reading.outside),
        supplied_how=how,
        received_on=received_on or timezone.localdate(at),
        uploaded_by=by,
        uploaded_at=at,
        uploaded_for=partnership,
        illustrative=illustrative,
    )
    waits = (
        may_wait
        and reading.is_unknown
        and not reading.must_not_be_kept
        and mappings.may_be_mapped(file, name=name, places=places, today=today)
    )
    if (reading.layout is None and not waits) or reading.must_not_be_kept:
        _record_refusal(of_return, reading.report)
        raise NotKept(reading.report)
    _keep(of_return, file, reading, by_mapping=by_mapping)
    return of_return


@transaction.atomic
def confirm_query(
    *, of_return: Return, key: str, explanation: str, by: User, at: datetime | None = None
) -> None:
    """Keep the sender's word on why what the query `key` asks about is right."""
    at = at or timezone.now()
    explanation = explanation.strip()
    of_return = Return.objects.select_for_update().get(pk=of_return.pk)
    parts = list(of_return.parts.select_related("partnership", "of_return__supplied_by"))
    asked = {question.key: question for part in parts for question in queries.questions(part)}
    if key not in asked:
        raise Refused("There is no such question about this file.")
    concerned = [part for part in parts if asked[key].part in (None, part.pk)]
    if not any(policies.may_send(by, part) for part in concerned):
        raise PermissionDenied("You may not answer for this return.")
    if not explanation:
        raise NotReady(words.SAY_WHY_IT_IS_RIGHT)
    if not any(part.state == Part.State.CHECKED for part in concerned):
        raise AlreadyDecided(words.already(concerned[0]))
    of_return.confirmations[key] = {
        "explanation": explanation,
        "by": str(by),
        "by_id": by.pk,
        "at": at.isoformat(),
    }
    of_return.save(update_fields=["confirmations"])
    audit.record(
        audit.Kind.QUERY_CONFIRMED,
        by=by,
        about=of_return,
        partnership=concerned[0].partnership,
        at=at,
        query=asked[key].finding.message,
        explanation=explanation,
    )


@transaction.atomic
def send(*, parts: Sequence[Part], by: User, at: datetime | None = None) -> None:
    """Put `parts` before those who accept; all of them or none.

    NotReady while errors stand or queries are unexplained.
    """
    at = at or timezone.now()
    parts = _fresh(parts)
    for part in parts:
        if not policies.may_send(by, part):
            raise PermissionDenied("You may not send this return.")
        _check_ready(part)
    _move(parts, Act.SEND, sent_at=at, sent_by=by)
    _record(audit.Kind.RETURN_SENT, parts, by=by, at=at)


@transaction.atomic
def withdraw(*, part: Part, by: User, at: datetime | None = None) -> None:
    """Take back what has not been accepted yet."""
    at = at or timezone.now()
    [part] = _fresh([part])
    if not policies.may_send(by, part):
        raise PermissionDenied("You may not withdraw this return.")
    _move([part], Act.WITHDRAW, ended_at=at, ended_by=by, rows=b"")
    _record(audit.Kind.RETURN_WITHDRAWN, [part], by=by, at=at)


# --- Deciding --------------------------------------------------------------------------------
@transaction.atomic
def accept(
    *,
    parts: Sequence[Part],
    by: User,
    because: str = "",
    how: Return.How = Return.How.UPLOAD,
    at: datetime | None = None,
) -> None:
    """Bring `parts` into use in place of the earlier figures for their months; all or none.

    One's own upload needs leave for its source, and `because`. Whoever loads from the command
    line (`how`) holds the whole database in their hands, so there `because` is enough.
    AlreadyDecided when somebody was first, ReplacesPartOfLonger when half of a longer figure
    would be replaced, CannotRelease when beside what was released before a hidden count could be
    worked out.
    """
    _lock(parts)
    at = at or timezone.now()
    parts = _fresh(parts)
    for part in parts:
        _check_may_decide(by, part, act=Act.ACCEPT, at_the_machine=how is Return.How.COMMAND)
        if policies.is_own(by, part) and not because.strip():
            raise NotReady(words.SAY_WHY_YOU_ACCEPT_YOUR_OWN)
    _move(parts, Act.ACCEPT, decided_at=at, decided_by=by, reason=because.strip(), rows=b"")
    replaced: dict[int, set[int]] = {}
    for part in parts:
        changed = revisions.changes(part)
        reason = queries.why_revised(part) or because.strip()
        _insert(part)
        replaced[part.pk] = coverage.bring_into_use(part, at=at)
        if changed and not reason:
            raise NotReady(words.say_why_revised(part, len(changed)))
        revisions.keep(part, changed, because=reason, at=at)
    releasing.renew_for(parts, because=ReleasedVersion.Because.ACCEPTED, by=by, at=at)
    _record(
        audit.Kind.RETURN_ACCEPTED,
        parts,
        by=by,
        at=at,
        detail=lambda part: {
            "months": part.months,
            "counts": part.row_count,
            "replaced": sorted(replaced[part.pk]),
            "revised": part.revised_cells,
            "revised_because": part.revised_because,
            "because": because.strip(),
            "how": how.value,
        },
    )


@transaction.atomic
def reject(*, part: Part, by: User, reason: str, at: datetime | None = None) -> None:
    """Refuse a return that was sent, and say why."""
    at = at or timezone.now()
    [part] = _fresh([part])
    _check_may_decide(by, part, act=Act.REJECT)
    if not reason.strip():
        raise NotReady(words.SAY_WHY_YOU_REJECT)
    _move([part], Act.REJECT, decided_at=at, decided_by=by, reason=reason.strip(), rows=b"")
    _record(
        audit.Kind.RETURN_REJECTED,
        [part],
        by=by,
        at=at,
        detail=lambda _: {"reason": reason.strip()},
    )


@transaction.atomic
def recall(*, part: Part, by: User, reason: str, at: datetime | None = None) -> None:
    """Take an accepted return out of use; the figures that it replaced come back."""
    _lock([part])
    at = at or timezone.now()
    [part] = _fresh([part])
    _check_may_decide(by, part, act=Act.RECALL)
    if not reason.strip():
        raise NotReady(words.SAY_WHY_YOU_RECALL)
    _move([part], Act.RECALL, ended_at=at, ended_by=by, ended_because=reason.strip())
    back = coverage.take_out_of_use(part, at=at)
    releasing.renew_for([part], because=ReleasedVersion.Because.RECALLED, by=by, at=at)
    _record(
        audit.Kind.RETURN_RECALLED,
        [part],
        by=by,
        at=at,
        detail=lambda _: {"reason": reason.strip(), "brought_back": sorted(set(back.values()))},
    )


# --- What a partnership chooses --------------------------------------------------------------
@transaction.atomic
def set_main_source(
    *, partnership: Partnership, dataset: str, source: str, by: User, at: datetime | None = None
) -> MainSource:
    """Show `source` for `dataset` from `at` on, unless somebody asks for another."""
    at = at or timezone.now()
    check(by, Permission.SET_MAIN_SOURCE, partnership=partnership)
    datasets[dataset].source(source)
    _end_earlier(MainSource.objects.filter(partnership=partnership, dataset=dataset), at)
    chosen = MainSource.objects.create(
        partnership=partnership, dataset=dataset, source=source, since=at, set_by=by
    )
    audit.record(audit.Kind.MAIN_SOURCE_SET, by=by, about=chosen, partnership=partnership, at=at)
    return chosen


@transaction.atomic
def set_provisional_months(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    months: int,
    by: User,
    at: datetime | None = None,
) -> ProvisionalMonths:
    """Mark the latest `months` of `source` as provisional from `at` on; 0 marks none."""
    at = at or timezone.now()
    check(by, Permission.SET_PROVISIONAL, partnership=partnership)
    datasets[dataset].source(source)
    series = {"partnership": partnership, "dataset": dataset, "source": source}
    _end_earlier(ProvisionalMonths.objects.filter(**series), at)
    ruling = ProvisionalMonths.objects.create(**series, months=months, since=at, set_by=by)
    audit.record(
        audit.Kind.PROVISIONAL_SET,
        by=by,
        about=ruling,
        partnership=partnership,
        at=at,
        months=months,
    )
    return ruling


@transaction.atomic
def record_definition(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    category: str = "",
    name: str,
    version: str,
    counted_in: str,
    left_out: str = "",
    agreed_by: str,
    agreed_on: date,
    first_month: Month,
    by: User,
    at: datetime | None = None,
) -> Definition:
    """Keep what the partnership agreed that a source, or one `category` of it, counts.

    Refused for a version that is recorded already: a definition is never changed, because
    figures have been counted under it.
    """
    at = at or timezone.now()
    check(by, Permission.RECORD_DEFINITIONS, partnership=partnership)
    of = datasets[dataset].source(source)
    if category not in definable(of):
        raise Refused(f"{of.title} leaves nothing of that kind to define.")
    key = {
        "partnership": partnership,
        "dataset": dataset,
        "source": source,
        "category": category,
        "name": name.strip(),
        "version": version.strip(),
    }
    if Definition.objects.filter(**key).exists():
        raise Refused(words.definition_stands(name.strip(), version.strip()))
    kept = Definition.objects.create(
        **key,
        counted_in=counted_in.strip(),
        left_out=left_out.strip(),
        agreed_by=agreed_by.strip(),
        agreed_on=agreed_on,
        first_month=first_month.first_day,
        recorded_by=by,
        recorded_at=at,
    )
    audit.record(
        audit.Kind.DEFINITION_RECORDED,
        by=by,
        about=kept,
        partnership=partnership,
        at=at,
        dataset=dataset,
        source=source,
        category=category,
        counted_in=kept.counted_in,
        agreed_by=kept.agreed_by,
    )
    return kept


def allow_own_acceptance(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> OwnAcceptance:
    """Let people decide on their own uploads of `source`."""
    return _rule_on_own_acceptance(
        partnership, dataset, source, is_allowed=True, reason=reason, by=by, at=at
    )


def end_own_acceptance(
    *,
    partnership: Partnership,
    dataset: str,
    source: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> OwnAcceptance:
    """From now on somebody else decides on every upload of `source`."""
    return _rule_on_own_acceptance(
        partnership, dataset, source, is_allowed=False, reason=reason, by=by, at=at
    )


# --- Private: sending ------------------------------------------------------------------------
def _supplier(by: User, named: Agency | None, *, partnership: Partnership) -> Agency | None:
    """The agency that the file is uploaded for: a supplier's own where none is named."""
    check(by, Permission.UPLOAD_RETURN, partnership=partnership)
    if named is None and not may(by, Permission.UPLOAD_ON_BEHALF, partnership=partnership):
        own = agencies(by, partnership)
        named = own[0] if len(own) == 1 else None
    if not policies.speaks_for(by, named, partnership=partnership):
        raise PermissionDenied("You may upload returns for your own agency only.")
    if named and not named.partnerships.filter(pk=partnership.pk).exists():
        raise PermissionDenied(f"{named} supplies nothing to {partnership}.")
    return named


def _fingerprint(file: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    return digest.hexdigest(), size


def _check_wanted(reading: Reading, source: str) -> None:
    held = {part.source for part in reading.parts}
    if source and held and source not in held:
        named = reading.layout.title if reading.layout else ""
        finding = Finding(Check.RECOGNISED, Severity.ERROR, words.not_the_source(named, source))
        raise NotKept(Report((finding,), (Check.RECOGNISED,)))


@transaction.atomic
def _record_refusal(of_return: Return, report: Report) -> None:
    audit.record(
        audit.Kind.RETURN_REFUSED,
        by=of_return.uploaded_by,
        about=of_return,
        partnership=of_return.uploaded_for,
        at=of_return.uploaded_at,
        sha256=of_return.sha256,
        checks=sorted({finding.check.name for finding in report.errors}),
    )


def _keep(
    of_return: Return, file: BinaryIO, reading: Reading, *, by_mapping: ByMapping | None
) -> None:
    file.seek(0)
    of_return.file.save(of_return.name, File(file), save=False)
    try:
        with transaction.atomic():
            _keep_in_the_database(of_return, reading)
            if by_mapping is not None:
                MappedReturn.objects.create(
                    of_return=of_return,
                    description=by_mapping.mapping.as_json(),
                    saved=by_mapping.saved,
                )
    except BaseException:
        of_return.file.delete(save=False)
        raise


def _keep_in_the_database(of_return: Return, reading: Reading) -> None:
    notes = _sent_before(of_return)
    of_return.findings = [found.as_json() for found in (*reading.report.findings, *notes)]
    of_return.checks = [made.name for made in (*reading.report.made, Check.NEW)]
    of_return.save()
    keep_parts(of_return, reading)
    audit.record(
        audit.Kind.RETURN_UPLOADED,
        by=of_return.uploaded_by,
        about=of_return,
        partnership=of_return.uploaded_for,
        at=of_return.uploaded_at,
        sha256=of_return.sha256,
        size=of_return.size,
        layout=of_return.layout,
        errors=len(reading.report.errors),
    )


def keep_parts(of_return: Return, reading: Reading) -> None:
    """What `reading` holds for each partnership, checked against the figures in use."""
    counted = [part for part in reading.parts if isinstance(part, PartReading)]
    hosts = Partnership.objects.in_bulk([part.partnership_id for part in counted])
    for part in counted:
        # Figures of the whole country: whoever uploads them answers for them.
        host = hosts.get(part.partnership_id, of_return.uploaded_for)
        keep_part(of_return, part, partnership=host)
    for published in reading.parts:
        if isinstance(published, PublishedReading):
            _keep_published(of_return, published)


def _sent_before(of_return: Return) -> tuple[Finding, ...]:
    earlier = (
        Return.objects.filter(
            sha256=of_return.sha256,
            parts__partnership=of_return.uploaded_for,
            parts__state=Part.State.ACCEPTED,
            parts__coverage__until__isnull=True,
        )
        .order_by("-uploaded_at")
        .first()
    )
    if earlier is None:
        return ()
    return (Finding(Check.NEW, Severity.NOTE, words.sent_before(earlier), file=of_return.name),)


def keep_part(
    of_return: Return,
    read: PartReading,
    *,
    partnership: Partnership,
    found: Sequence[Finding] = (),
    at: datetime | None = None,
) -> Part:
    """What was read of `of_return`, checked against the figures in use at `at`, else at upload.

    `found` is what else there is to say of this part alone.
    """
    from returns.checking.screener import screen

    dataset = datasets[read.dataset]
    months = sorted(read.months)
    series = coverage.Series(partnership, dataset, read.source, read.origin)
    in_use = coverage.figures_in_use(series, as_at=at or of_return.uploaded_at)
    report = screen(read, in_use=in_use, unit=dataset.unit)
    return Part.objects.create(
        of_return=of_return,
        partnership=partnership,
        dataset=read.dataset,
        source=read.source,
        origin=read.origin,
        first_month=months[0].first_day,
        last_month=months[-1].first_day,
        months=[month.code for month in months],
        findings=[one.as_json() for one in (*found, *report.findings)],
        checks=[made.name for made in report.made],
        rows=pack(read.rows),
        row_count=len(read.rows),
        total=read.total,
        definition_id=read.definition,
    )


def _keep_published(of_return: Return, read: PublishedReading) -> Part:
    """Figures of the nation are no partnership's: the one that brings them in answers for them.

    The origin is the return itself, so that no publication ever replaces another.
    """
    dataset = datasets[read.dataset]
    assert isinstance(dataset, PublishedDataset)  # noqa: S101 - of the layout that was read
    months = read.months
    asked = differing(read.figures, dataset, as_at=of_return.uploaded_at)
    return Part.objects.create(
        of_return=of_return,
        partnership=of_return.uploaded_for,
        dataset=read.dataset,
        source=read.source,
        origin=f"return-{of_return.pk}",
        first_month=months[0].first_day,
        last_month=months[-1].first_day,
        months=[month.code for month in months],
        findings=[found.as_json() for found in asked],
        checks=[Check.CITED.name],
        rows=pack_figures(read.figures),
        row_count=len(read.figures),
    )


def _check_ready(part: Part) -> None:
    errors = [found for found in queries.findings(part) if found.severity is Severity.ERROR]
    if errors:
        raise NotReady(words.errors_stand(part.of_return.name, len(errors)))
    unanswered = [question for question in queries.questions(part) if not question.explanation]
    if unanswered:
        raise NotReady(words.queries_stand(part.of_return.name, len(unanswered)))


# --- Private: deciding -----------------------------------------------------------------------
def _check_may_decide(by: User, part: Part, *, act: Act, at_the_machine: bool = False) -> None:
    check(by, policies.DECIDES[act], partnership=part.partnership)
    if not at_the_machine and not policies.may_decide(by, part, act=act):
        raise OwnUpload(words.own_upload(act))


def _lock(parts: Iterable[Part]) -> None:
    """Let one person at a time change what is in use in a partnership.

    Figures of the whole country are in use in all of them. Before the moment is taken: who
    waited here comes after whoever was let through.
    """
    parts = list(parts)
    touched = Partnership.objects.select_for_update().order_by("pk")
    if not any(datasets[part.dataset].source(part.source).is_national for part in parts):
        touched = touched.filter(pk__in=sorted({part.partnership_id for part in parts}))
    list(touched)


def _move(parts: Iterable[Part], act: Act, **changed: Any) -> None:
    """Change the state of all `parts`, or of none when one is no longer where it must be.

    The condition stands in the UPDATE itself, so that of two people at once one wins.
    """
    for part in sorted(parts, key=lambda part: part.pk):
        waiting = Part.objects.filter(pk=part.pk, state__in=policies.FROM[act])
        if not waiting.update(state=policies.TO[act], **changed):
            raise AlreadyDecided(words.already(_fresh([part])[0]))


def _fresh(parts: Iterable[Part]) -> list[Part]:
    """`parts` as they are now: the caller may have read them a while ago."""
    wanted = Part.objects.filter(pk__in={part.pk for part in parts}).order_by("pk")
    return list(
        wanted.select_related(
            "of_return__supplied_by", "partnership", "sent_by", "decided_by", "ended_by"
        )
    )


def _insert(part: Part) -> None:
    fact = datasets[part.dataset].fact
    if issubclass(fact, PublishedFigure):
        _insert_published(fact, part)
    else:
        _insert_facts(fact, part, unpack(bytes(part.rows)))


def _insert_published(fact: type[PublishedFigure], part: Part) -> None:
    figures = unpack_figures(bytes(part.rows))
    fact._default_manager.bulk_create(  # noqa: SLF001 - Django's documented way
        fact(part=part, **asdict(figure)) for figure in figures
    )


def _insert_facts(fact: type[Fact], part: Part, rows: DataFrame) -> None:
    """Every row as a fact of `part`.

    Not bulk_create: 20,000 model instances take half a second, their values a tenth of that.
    """
    meta = fact._meta  # noqa: SLF001 - Django's documented way
    names = [name for name in rows.columns if name != "area"]
    by_name = {field.name: field for field in meta.concrete_fields}
    fields = [by_name[name] for name in ("part", "area", *names)]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepared = by_name["start"].get_db_prep_save
    days = {day: prepared(day, connection) for day in set(rows["start"])}
    plain = rows.assign(start=rows["start"].map(days)).astype(object)
    plain = plain.where(plain.notna(), None)
    values = zip(*(plain[name].to_list() for name in ("area", *names)), strict=True)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608 - names of our own tables
            [(part.pk, *row) for row in values],
        )


def _record(
    kind: audit.Kind,
    parts: Collection[Part],
    *,
    by: User,
    at: datetime,
    detail: Callable[[Part], Mapping[str, Any]] = lambda _: {},
) -> None:
    """One event for each return and partnership, with what was done of it."""
    together = defaultdict(list)
    for part in parts:
        together[part.of_return, part.partnership].append(part)
    for (of_return, partnership), held in together.items():
        done = [{"dataset": p.dataset, "source": p.source, **detail(p)} for p in held]
        audit.record(kind, by=by, about=of_return, partnership=partnership, at=at, held=done)


# --- Private: what a partnership chooses -----------------------------------------------------
@transaction.atomic
def _rule_on_own_acceptance(
    partnership: Partnership,
    dataset: str,
    source: str,
    *,
    is_allowed: bool,
    reason: str,
    by: User,
    at: datetime | None,
) -> OwnAcceptance:
    at = at or timezone.now()
    check(by, Permission.ALLOW_OWN_ACCEPTANCE, partnership=partnership)
    datasets[dataset].source(source)
    if not reason.strip():
        raise NotReady(words.SAY_WHY)
    series = {"partnership": partnership, "dataset": dataset, "source": source}
    _end_earlier(OwnAcceptance.objects.filter(**series), at)
    ruling = OwnAcceptance.objects.create(
        **series, is_allowed=is_allowed, reason=reason.strip(), since=at, set_by=by
    )
    kinds = audit.Kind
    kind = kinds.OWN_ACCEPTANCE_ALLOWED if is_allowed else kinds.OWN_ACCEPTANCE_ENDED
    audit.record(kind, by=by, about=ruling, partnership=partnership, at=at)
    return ruling


def _end_earlier(rulings, at: datetime) -> None:
    standing = rulings.filter(until__isnull=True)
    if standing.filter(since__gt=at).exists():
        raise OutOfOrder("A later choice has been made already.")
    standing.update(until=at)
