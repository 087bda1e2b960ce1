"""Reads records for their pages: lists, one record with what belongs to it, its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Model
from django.urls import reverse

from partnership import audit
from partnership.models import AuditEvent, Partnership
from partnership.models.records import KeptFile, PortalPath, Record
from partnership.page_parts import Tag
from partnership.people.permissions import Viewer, check, may
from partnership.records import words as record_words
from partnership.records.kinds import Kind, Register, Shown


@dataclass(frozen=True)
class Line:
    """A record in a list."""

    name: str
    url: str
    cells: tuple[str, ...]
    state: Tag | None
    warnings: tuple[str, ...]
    ended: str = ""


@dataclass(frozen=True)
class Listed:
    """The records of one kind; `may_keep` is whether the viewer may change them."""

    kind: Kind
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    ended: tuple[Line, ...]
    url: str
    add_url: str
    may_keep: bool

    @property
    def has_state(self) -> bool:
        return any(line.state for line in self.lines)

    @property
    def headed_lines(self) -> tuple[tuple[Line, tuple[tuple[str, str], ...]], ...]:
        """Each line, and its cells with their headings, which stand beside them on a phone."""
        return tuple((line, tuple(zip(self.heads, line.cells, strict=True))) for line in self.lines)


@dataclass(frozen=True)
class Happened:
    """One event of a record's history: who did what when, and each value before and after."""

    at: datetime
    what: str
    by: str
    changes: tuple[tuple[str, str, str], ...]
    because: str = ""


@dataclass(frozen=True)
class Page:
    """A record: its values, what belongs to it, its history."""

    kind: Kind
    record: Record
    shown: tuple[Shown, ...]
    state: Tag | None
    warnings: tuple[str, ...]
    children: tuple[Listed, ...]
    history: tuple[Happened, ...]
    may_keep: bool
    ended: str


def listed(
    register: Register, kind: Kind, *, partnership: Partnership, viewer: Viewer, **of: Any
) -> Listed:
    """Every record of `kind`, the ended ones apart; `of` narrows it to those of a parent."""
    check(viewer, register.read, partnership=partnership)
    rows = list(kind.of(partnership).filter(**of))
    add = _url(register, "add", partnership, kind.slug)
    asked = "&".join(f"{name}={value.pk}" for name, value in of.items())
    return Listed(
        kind=kind,
        heads=tuple(title for title, _ in kind.columns),
        lines=tuple(_line(register, kind, row, partnership) for row in rows if not row.is_ended),
        ended=tuple(_line(register, kind, row, partnership) for row in rows if row.is_ended),
        url=_url(register, "list", partnership, kind.slug),
        add_url=f"{add}?{asked}" if asked else add,
        may_keep=may(viewer, register.keep, partnership=partnership),
    )


def page(
    register: Register, kind: Kind, record: Record, *, partnership: Partnership, viewer: Viewer
) -> Page:
    """Everything about one record; a query for each kind that belongs to it, and its history."""
    check(viewer, register.read, partnership=partnership)
    children = (
        listed(
            register,
            register.kind(slug),
            partnership=partnership,
            viewer=viewer,
            **{field: record},
        )
        for slug, field in kind.children
    )
    return Page(
        kind=kind,
        record=record,
        shown=(*_values(register, kind, record, partnership), *kind.further(record)),
        state=kind.state(record),
        warnings=tuple(kind.warnings(record)),
        children=tuple(children),
        history=history(record, kind),
        may_keep=may(viewer, register.keep, partnership=partnership) and not record.is_ended,
        ended=_ended(record),
    )


def history(record: Record, kind: Kind) -> tuple[Happened, ...]:
    """What was done to the record, the latest first."""
    events = AuditEvent.objects.filter(
        about_type=audit.stored_name(type(record)),
        about_id=str(record.pk),
        kind__in=_KINDS,
    ).order_by("-at", "-pk")
    labels = _labels(kind)
    return tuple(
        Happened(
            at=event.at,
            what=audit.Kind(event.kind).label,
            by=event.by_email,
            changes=tuple(_changes(event.detail, labels)),
            because=event.detail.get("because", ""),
        )
        for event in events
    )


_KINDS = (audit.Kind.RECORD_ADDED, audit.Kind.RECORD_CHANGED, audit.Kind.RECORD_ENDED)


def evidence(partnership: Partnership, sha256: str, *, viewer: Viewer, register: Register):
    """A kept file that a record of the register has as its evidence, or None."""
    check(viewer, register.read, partnership=partnership)
    for kind in register.kinds:
        if name := kind.form.EVIDENCE:
            file_ids = kind.of(partnership).filter(**{f"{name}__sha256": sha256}).values(name)
            found = KeptFile.objects.filter(pk__in=file_ids).first()
            if found:
                return found
    return None


def _line(register: Register, kind: Kind, record: Record, partnership: Partnership) -> Line:
    return Line(
        name=str(record),
        url=_url(register, "record", partnership, kind.slug, record.pk),
        cells=tuple(tell(record) for _, tell in kind.columns),
        state=kind.state(record),
        warnings=tuple(kind.warnings(record)),
        ended=_ended(record),
    )


def _ended(record: Record) -> str:
    if record.ended_on is None:
        return ""
    return record_words.ended(record.ended_on, record.ended_because)


def _values(register: Register, kind: Kind, record: Record, partnership: Partnership):
    for name, label in _labels(kind).items():
        value = getattr(record, name, None)
        if value in (None, "", []):
            yield Shown(label, record_words.NOT_SAID)
        elif isinstance(value, KeptFile):
            url = _url(register, "evidence", partnership, value.sha256)
            yield Shown(label, value.name, url)
        else:
            yield Shown(label, text_of(record, name), _link(record, name, partnership))


def text_of(record: Model, name: str) -> str:
    """A value as the page says it."""
    choice = getattr(record, f"get_{name}_display", None)
    return str(choice()) if choice else record_words.as_text(getattr(record, name))


def _link(record: Model, name: str, partnership: Partnership) -> str:
    of_model = record._meta.get_field(name)  # noqa: SLF001 - Django's documented way
    if isinstance(of_model, PortalPath):
        return f"/{partnership.slug}/{getattr(record, name)}"
    return getattr(record, name) if isinstance(of_model, models.URLField) else ""


def _labels(kind: Kind) -> Mapping[str, str]:
    """The words for each field, in the form's order, and the kept file after them."""
    labels = {
        name: str(its_field.label or name)
        for name, its_field in kind.form.base_fields.items()
        if name != "revision"
    }
    if kind.form.EVIDENCE:
        labels[kind.form.EVIDENCE] = "Evidence kept"
    return labels


def _changes(detail: Mapping[str, Any], labels: Mapping[str, str]):
    before, after = detail.get("before") or {}, detail.get("after") or {}
    if not before:
        return
    for name in after:
        yield (
            labels.get(name, name.replace("_", " ")),
            record_words.as_text(before.get(name)) or record_words.NOT_SAID,
            record_words.as_text(after[name]) or record_words.NOT_SAID,
        )


def _url(register: Register, name: str, partnership: Partnership, *parts: Any) -> str:
    return reverse(f"{register.namespace}:{name}", args=[partnership.slug, *parts])
