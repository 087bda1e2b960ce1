"""Lists of records as a worker reads and takes them: what each app declares of its own list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast

from django.db import models
from django.http import HttpRequest, HttpResponse

from partnership.file_work import views as file_work
from partnership.file_work.actions import begin, look
from partnership.file_work.kinds import MEGABYTE, Done, Kind
from partnership.models import FileWork, Partnership, User
from partnership.people.permissions import Permission, person
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.lifecycle import record_lists
from returns.models.lists import ListFile
from returns.reading.record_lists import Declared, Further, Listed, Record

SECONDS, MEMORY = 30, 2_500 * MEGABYTE


@dataclass(frozen=True)
class ListWork:
    """A list that may be brought in.

    `further` are its checks beside those of every list, and `made` which these are; `each` makes
    the records; `taken` says how many were made, and `address` is where they are to be seen.
    """

    declared: Declared
    needs: Permission
    further: Callable[[Partnership], Further]
    made: tuple[Check, ...]
    each: Callable[[Partnership, User], Callable[[Sequence[Record]], Sequence[models.Model]]]
    taken: Callable[[int], str]
    address: Callable[[Partnership], str]

    @property
    def kinds(self) -> tuple[Kind, Kind]:
        """What a worker does with it."""
        bounds = {"seconds": SECONDS, "memory": MEMORY}
        return (
            Kind(f"{self.declared.slug}-seen", "Checking the list", self._look, **bounds),
            Kind(f"{self.declared.slug}-taken", "Taking the list", self._take, **bounds),
        )

    def _look(self, work: FileWork) -> Done:
        partnership, file = cast(Partnership, work.partnership), self._file(work)
        further = self.further(partnership)
        listed = record_lists.seen(file, self.declared, further=further, made=self.made)
        return Done(as_json(listed))

    def _take(self, work: FileWork) -> Done:
        partnership, file = cast(Partnership, work.partnership), self._file(work)
        made = record_lists.take(
            list_file=file,
            declared=self.declared,
            further=self.further(partnership),
            each=self.each(partnership, work.by),
            needs=self.needs,
            by=work.by,
        )
        return Done(address=self.address(partnership), said=(self.taken(len(made)),))

    def _file(self, work: FileWork) -> ListFile:
        return ListFile.objects.get(
            pk=work.about.partition("/")[2],
            partnership=work.partnership,
            declared=self.declared.slug,
        )

    # --- What pages ask ---------------------------------------------------------------------
    def seen(self, request: HttpRequest, file: ListFile) -> Listed | HttpResponse:
        """What is in a list; or where to go on while a worker looks at it."""
        found = file_work.seen(
            request,
            lambda: look(
                self.kinds[0].slug,
                by=person(request),
                partnership=file.partnership,
                name=file.name,
                back=request.path,
                about=_about(file),
            ),
        )
        if not isinstance(found, FileWork):
            return found
        return _refused(found) if found.refusals else from_json(found.outcome)

    def take(self, request: HttpRequest, file: ListFile) -> HttpResponse | str:
        """Where to go on with a list that is taken; or why it is not."""
        return file_work.carried_out_or_refused(
            request,
            lambda: begin(
                self.kinds[1].slug,
                by=person(request),
                partnership=file.partnership,
                name=file.name,
                back=request.path,
                about=_about(file),
            ),
        )


def _about(file: ListFile) -> str:
    return f"lists/{file.pk}"


def _refused(work: FileWork) -> Listed:
    """Of a list that could not be read within its bounds."""
    sentence = " ".join(sentence for _, sentence in work.refusals)
    finding = Finding(Check.READABLE, Severity.ERROR, sentence, file=work.name)
    return Listed((), Report((finding,), (Check.READABLE,)))


# --- As it is kept until something is written ----------------------------------------------------
def as_json(listed: Listed) -> dict:
    """A list that was looked at, of what JSON holds."""
    return {
        "findings": listed.report.as_stored,
        "made": [check.name for check in listed.report.made],
        "records": [_record_as_json(record) for record in listed.records],
    }


def from_json(kept: dict) -> Listed:
    """The list again."""
    findings = [Finding.from_json(each) for each in kept["findings"]]
    report = Report.of_all(findings, tuple(Check[name] for name in kept["made"]))
    return Listed(tuple(_record_from_json(each) for each in kept["records"]), report)


def _record_as_json(record: Record) -> dict[str, Any]:
    """Days are marked as such."""
    values = {
        slug: {"day": value.isoformat()} if isinstance(value, date) else value
        for slug, value in record.values.items()
    }
    return asdict(record) | {"values": values}


def _record_from_json(kept: dict[str, Any]) -> Record:
    return Record(**kept | {"values": {slug: _read(v) for slug, v in kept["values"].items()}})


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return tuple(value) if isinstance(value, list) else value
