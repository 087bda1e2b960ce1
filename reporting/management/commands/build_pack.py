"""`manage.py build_pack`: an approved pack as files, drawn from what was frozen."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnership.refusals import Refused
from reporting.packs.files import drawn, file_name, formats_of, pack_of
from reporting.packs.models import FROZEN, PackFile, Version


class Command(BaseCommand):
    help = (
        "Make the files of a pack: one SLUG.EXT for each format, drawn from the version that was"
        " approved last. The same frozen pack gives the same bytes each time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the pack, as in its address")
        parser.add_argument("--to", required=True, type=Path, help="the folder for the files")
        parser.add_argument(
            "--formats",
            default="pptx",
            help="pptx,pdf,html,docx,xlsx,ods: some of these, with commas",
        )
        parser.add_argument("--partnership", default="", help="where several have such a pack")
        parser.add_argument("--number", type=int, help="another version than the latest approved")
        parser.add_argument(
            "--public", action="store_true", help="leave out what is exempt from the public"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        version = _version(options["slug"], options["partnership"], options["number"])
        scope = PackFile.Scope.PUBLIC if options["public"] else PackFile.Scope.WHOLE
        try:
            formats = formats_of(options["formats"].split(","))
        except ValueError as problem:
            raise CommandError(str(problem)) from None
        pack = pack_of(version, scope)
        assert pack is not None  # noqa: S101 - there is always a whole
        options["to"].mkdir(parents=True, exist_ok=True)
        for format_ in formats:
            path = options["to"] / f"{version.pack.slug}.{format_.value}"
            try:
                _write_whole(path, drawn(version, pack, format_))
            except Refused as problem:
                raise CommandError(f"{file_name(version, scope, format_)}: {problem}") from None
            self.stdout.write(str(path))


def _version(slug: str, partnership: str, number: int | None) -> Version:
    versions = Version.objects.filter(pack__slug=slug, state__in=FROZEN)
    if partnership:
        versions = versions.filter(pack__partnership__slug=partnership)
    if number is not None:
        versions = versions.filter(number=number)
    found = list(versions.select_related("pack__partnership").order_by("-number"))
    where = {version.pack.partnership.slug for version in found}
    if not found:
        of = f" for “{partnership}”" if partnership else ""
        raise CommandError(f"There is no approved pack “{slug}”{of}.")
    if len(where) > 1:
        raise CommandError(f"Several have a pack “{slug}”: say --partnership {sorted(where)[0]}.")
    return found[0]


def _write_whole(path: Path, content: bytes) -> None:
    """Under its name stands the whole file or none."""
    beside = path.with_name(f".{path.name}.half")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
