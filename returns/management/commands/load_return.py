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

from partnership.models import Agency, Partnership, User
from partnership.people.at_the_machine import partnership_called, person_acting
from partnership.refusals import Refused
from returns.catalogue.findings import Finding, Report
from returns.lifecycle import (
    decisions,
    mapping,
    queries,
    refusals,
    sending,
    supplying,
    uploads,
    words,
)
from returns.lifecycle.mapping import Understood
from returns.mapping.questions import Question
from returns.mapping.telling import Told, told_of
from returns.models import Part, Return

BECAUSE = "loaded from the command line"
WRONG_EXIT, OPEN_EXIT = 1, 3


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
    understood: list[str] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    added_up: dict[str, Any] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    is_open: bool = False


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
        parser.add_argument(
            "--supplied-by",
            default="",
            metavar="SLUG",
            help="the agency whose figures they are; without it, read from each file",
        )
        parser.add_argument("--accept", action="store_true", help="send and accept what is right")
        parser.add_argument(
            "--because",
            default=BECAUSE,
            metavar="TEXT",
            help=f"why its queries are right and it is accepted (default: {BECAUSE})",
        )
        parser.add_argument(
            "--map",
            action="store_true",
            help="map by the best guess what no layout recognises; exit 3 while a question is open",
        )
        parser.add_argument(
            "--answers",
            default="",
            metavar="FILE.json",
            help="answers to the questions of --map: {question id: answer}",
        )
        parser.add_argument(
            "--explain", action="store_true", help="say what each guess of --map rests on"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args, files: list[str], **options) -> None:
        try:
            partnership = partnership_called(options["partnership"])
            by = person_acting(options["email"], partnership)
            options["agency"] = _agency(options["supplied_by"], partnership)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        options["answers"] = _answers(options["answers"])
        loaded = [_load(Path(file), partnership, by, options) for file in files]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(result) for result in loaded], indent=2))
        else:
            for result in loaded:
                self.stdout.write("\n".join(_as_text(result, explain=options["explain"])))
        if any(result.is_wrong for result in loaded):
            raise SystemExit(WRONG_EXIT)
        if any(result.is_open for result in loaded):
            raise SystemExit(OPEN_EXIT)


def _agency(slug: str, partnership: Partnership) -> Agency | None:
    if not slug:
        return None
    agencies = Agency.objects.filter(partnerships=partnership).order_by("slug")
    if found := agencies.filter(slug=slug).first():
        return found
    known = ", ".join(agencies.values_list("slug", flat=True)) or "there is none yet"
    raise Refused(f"No agency here has the slug “{slug}”. Known: {known}.")


def _answers(file: str) -> dict[str, str]:
    if not file:
        return {}
    try:
        answers = json.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as why:
        raise CommandError(f"“{file}” can’t be opened: {why.strerror}.") from why
    except ValueError as why:
        raise CommandError(f"“{file}” is not JSON: {why}.") from why
    if not isinstance(answers, dict) or not all(isinstance(each, str) for each in answers.values()):
        raise CommandError(f"“{file}” has to be {{question id: answer}}, both of them text.")
    return answers


def _load(path: Path, partnership: Partnership, by: User, options: dict[str, Any]) -> Loaded:
    result = Loaded(file=path.name)
    try:
        found = _understood(path, partnership, by, options) if options["map"] else None
        if found is not None:
            _tell(result, found, options["answers"])
            if result.is_open or result.is_wrong:
                return result
        of_return = _uploaded(path, partnership, by, options, found)
    except OSError as refusal:
        result.sentences.append(f"“{path}” can’t be opened: {refusal.strerror}.")
    except refusals.UploadRefused as refusal:
        result.is_wrong = True
        _add_findings(result, refusal.report)
    except PermissionDenied as refusal:
        result.is_wrong = True
        result.sentences.append(str(refusal))
    else:
        _go_on(result, of_return, partnership, by, options)
    return result


def _uploaded(
    path: Path,
    partnership: Partnership,
    by: User,
    options: dict[str, Any],
    found: Understood | None,
) -> Return:
    """The return, read by the mapping that was understood where there is one, and remembered."""
    with path.open("rb") as file, transaction.atomic():
        of_return = uploads.upload(
            file=file,
            name=path.name,
            partnership=partnership,
            by=by,
            supplied_by=options["agency"],
            how=Return.How.COMMAND,
            source=options["source"],
            mapping=found.found.mapping if found else None,
        )
        if found is not None:
            mapping.remember(of_return=of_return, mapping=found.found.mapping, by=by)
    return of_return


def _understood(
    path: Path, partnership: Partnership, by: User, options: dict[str, Any]
) -> Understood | None:
    """What a file holds that no layout recognises; None of one that is recognised, or refused."""
    with path.open("rb") as file:
        return mapping.understand_file(
            file,
            name=path.name,
            partnership=partnership,
            supplied_by=uploads.supplier_of(by, options["agency"], partnership=partnership),
            source=options["source"],
            answers=options["answers"],
        )


def _tell(result: Loaded, understood: Understood, answers: dict[str, str]) -> None:
    """What was understood and what is still asked; an answer that can’t be is an error."""
    found = understood.found
    told: Told = told_of(found)
    result.outcome = "not read"
    result.understood = [*understood.changes, *told.understood]
    result.left_out, result.added_up = told.left_out, told.added_up
    result.unread = list(found.mapped.unread)
    result.questions = [_as_json(question) for question in found.questions]
    result.is_open = bool(found.open)
    result.is_wrong = bool(told.wrong_answers)
    if result.is_open:
        result.outcome = "questions are open"
    result.sentences += [f"error: {sentence}" for sentence in told.wrong_answers]
    asked = {question.id for question in found.questions}
    result.sentences += [
        f"note: nothing is asked as {each}" for each in answers if each not in asked
    ]
    report = found.mapped.reading.report
    if report.errors:
        result.is_wrong, result.outcome = True, "refused"
    if result.is_open or result.is_wrong:
        _add_findings(result, report)


def _as_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "words": question.words,
        "choices": [{"value": each.value, "words": each.words} for each in question.choices],
        "chosen": question.chosen,
        "open": question.is_open,
        "why": question.why,
    }


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
    if kind := supplying.kind_missing(found):
        result.sentences.append(
            f"nobody is named as its supplier, and no agency of the kind “{kind.label}” is set up"
            " here: load it again with --supplied-by, or say on its page who supplied it"
        )
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


def _as_text(loaded: Loaded, *, explain: bool) -> list[str]:
    head = f"{loaded.file}: {loaded.outcome}"
    if loaded.recognised_as:
        head += f" ({loaded.recognised_as[:1].lower()}{loaded.recognised_as[1:]})"
    holds = [f"  {part}" for part in loaded.holds]
    return [
        head,
        *holds,
        *(f"  {sentence}" for sentence in loaded.understood),
        *(f"  left out: {each['name']}, {each['counts']:,} counts" for each in loaded.left_out),
        *(f"  {sentence}" for sentence in loaded.added_up.get("sentences", ())),
        *(f"  {sentence}" for sentence in loaded.unread),
        *(line for each in loaded.questions for line in _question(each, explain=explain)),
        *(f"  {sentence}" for sentence in loaded.sentences),
    ]


def _question(question: dict[str, Any], *, explain: bool) -> list[str]:
    """An open question with its choices; with `explain` every question, and what it rests on."""
    if not (question["open"] or explain):
        return []
    words = {each["value"]: each["words"] for each in question["choices"]}
    chosen = words.get(question["chosen"], question["chosen"])
    state = "asked" if question["open"] else "read as"
    lines = [f"  {state}: {question['id']}: {question['words']}: {chosen or 'nothing chosen'}"]
    if explain and question["why"]:
        lines.append(f"    because: {question['why']}")
    if question["open"]:
        lines += [f"    {value or '(blank)'}: {called}" for value, called in words.items()]
    return lines
