"""Does from the command line what the upload page does: recognise, check, keep, and accept."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.models import Partnership, Role, User
from partnership.people.permissions import in_force_on
from partnership.refusals import Refused
from returns.catalogue.findings import Finding, Report
from returns.lifecycle import decisions, queries, refusals, sending, uploads, words
from returns.models import Part, Return

BECAUSE = "loaded from the command line"


@dataclass
class Loaded:
    """What became of one file."""

    file: str
    outcome: str = "refused"
    of_return: int | None = None
    recognised_as: str = ""
    holds: list[str] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    is_wrong: bool = True


class Command(BaseCommand):
    help = (
        "Recognise, check and keep returns, as the upload page does. It acts as the person named "
        "with --as; without it, as the partnership's only manager. With --accept the same person "
        "sends and accepts in one go, their own upload too: whoever may run commands on this "
        "machine holds its database in their hands, so a second person could not be made sure of "
        "here. TEXT goes on record as the reason, and so does the command line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--partnership", required=True, metavar="SLUG")
        parser.add_argument("--source", default="", metavar="SLUG", help="keep this source only")
        parser.add_argument("--as", dest="email", default="", metavar="EMAIL")
        parser.add_argument("--accept", action="store_true", help="send and accept what is right")
        parser.add_argument(
            "--because",
            default=BECAUSE,
            metavar="TEXT",
            help=f"why its queries are right and it is accepted (default: {BECAUSE})",
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args, files: list[str], **options) -> None:
        partnership = _partnership(options["partnership"])
        by = _person(options["email"], partnership)
        loaded = [_load(Path(file), partnership, by, options) for file in files]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(result) for result in loaded], indent=2))
        else:
            for result in loaded:
                self.stdout.write("\n".join(_as_text(result)))
        if any(result.is_wrong for result in loaded):
            raise SystemExit(1)


def _partnership(slug: str) -> Partnership:
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no partnership “{slug}” here.")
    return found


def _person(email: str, partnership: Partnership) -> User:
    if email:
        named = User.objects.filter(email=email.lower(), is_active=True).first()
        if named is None:
            raise CommandError(f"Nobody here signs in as {email}.")
        return named
    managers = User.objects.filter(
        is_active=True,
        memberships__in=partnership.memberships.filter(in_force_on(), role=Role.MANAGER),
    ).distinct()
    if len(managers) != 1:
        raise CommandError(
            f"{partnership} has {words.count_of(len(managers), 'manager')}: say who you are, with"
            " --as EMAIL."
        )
    return managers[0]


def _load(path: Path, partnership: Partnership, by: User, options: dict[str, Any]) -> Loaded:
    result = Loaded(file=path.name)
    try:
        with path.open("rb") as file:
            of_return = uploads.upload(
                file=file,
                name=path.name,
                partnership=partnership,
                by=by,
                how=Return.How.COMMAND,
                source=options["source"],
            )
    except OSError as refusal:
        result.sentences.append(f"“{path}” can’t be opened: {refusal.strerror}.")
    except refusals.UploadRefused as refusal:
        _add_findings(result, refusal.report)
    except PermissionDenied as refusal:
        result.sentences.append(str(refusal))
    else:
        _go_on(result, of_return, partnership, by, options)
    return result


def _go_on(
    result: Loaded, of_return: Return, partnership: Partnership, by: User, options: dict[str, Any]
) -> None:
    found = queries.returns(partnership, viewer=by).get(pk=of_return.pk)
    report = queries.report(found, found.here)
    result.of_return = found.pk
    result.recognised_as = words.layout(found)
    result.holds = [f"{words.title(part)}, {words.months(part)}" for part in found.here]
    _add_findings(result, report)
    result.outcome = "kept, with errors" if report.errors else "checked"
    result.is_wrong = bool(report.errors)
    if options["accept"] and not report.errors:
        _accept(result, found, by, because=options["because"])


def _accept(result: Loaded, of_return: Return, by: User, *, because: str) -> None:
    parts = queries.open_parts(of_return)
    try:
        with transaction.atomic():
            _confirm_send_and_accept(of_return, parts, by, because=because)
    except (Refused, PermissionDenied) as refusal:
        result.sentences.append(str(refusal))
        result.is_wrong = True
    else:
        result.outcome = "accepted"


def _confirm_send_and_accept(
    of_return: Return, parts: list[Part], by: User, *, because: str
) -> None:
    for question in queries.asked_of(of_return, parts):
        sending.confirm_query(of_return=of_return, key=question.key, explanation=because, by=by)
    sending.send(parts=parts, by=by)
    decisions.accept(parts=parts, by=by, because=because, how=Return.How.COMMAND)


def _add_findings(result: Loaded, report: Report) -> None:
    result.findings = [found.as_json() for found in report.findings]
    result.sentences += [_sentence(found) for found in report.findings]


def _sentence(found: Finding) -> str:
    where = words.where("", found.sheet, found.row, found.column)
    sentence = " ".join(filter(None, (found.message, found.todo)))
    return f"{found.severity.value}: {f'{where}: ' if where else ''}{sentence}"


def _as_text(loaded: Loaded) -> list[str]:
    head = f"{loaded.file}: {loaded.outcome}"
    if loaded.recognised_as:
        head += f" ({loaded.recognised_as[:1].lower()}{loaded.recognised_as[1:]})"
    holds = [f"  {part}" for part in loaded.holds]
    return [head, *holds, *(f"  {sentence}" for sentence in loaded.sentences)]
