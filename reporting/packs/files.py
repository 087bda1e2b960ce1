"""The files of a frozen version, made from the frozen description alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnership import audit
from partnership.refusals import Refused
from reporting.content.frozen import FrozenPack, thaw_pack
from reporting.export.formats import Format, draw_pack
from reporting.packs.changes import supplement
from reporting.packs.events import Kind
from reporting.packs.models import Making, PackFile, Version, where_files_go
from reporting.packs.slide_templates import actions as slide_templates


def pack_of(version: Version, scope: PackFile.Scope) -> FrozenPack | None:
    """The pack that a file of this scope is drawn from; None where there is none."""
    pack = thaw_pack(version.frozen)
    match scope:
        case PackFile.Scope.WHOLE:
            return pack
        case PackFile.Scope.PUBLIC:
            return pack.without_exempt()
    before = version.pack.versions.filter(number__lt=version.number).exclude(frozen="").first()
    return (
        supplement(thaw_pack(before.frozen), pack, before_number=before.number) if before else None
    )


def drawn(version: Version, pack: FrozenPack, file_format: Format) -> bytes:
    """A pack of the version as a file; slides from the template in use when it was approved."""
    if file_format is not Format.PPTX:
        return draw_pack(pack, file_format)
    template = slide_templates.current(version.pack.partnership, at=version.approved_at)
    return draw_pack(pack, file_format, template=slide_templates.content_of(template))


def scopes(version: Version) -> tuple[PackFile.Scope, ...]:
    """The scopes of a version's files: whole, without exempt sections, supplement."""
    pack = thaw_pack(version.frozen)
    with_exempt = (PackFile.Scope.PUBLIC,) if pack.has_exempt else ()
    later = (PackFile.Scope.SUPPLEMENT,) if version.number > 1 else ()
    return (PackFile.Scope.WHOLE, *with_exempt, *later)


def make_files(making_id: int) -> None:
    """Make the files that a `Making` asks for, one after another.

    What fails is said there, and leaves no file.
    """
    making = Making.objects.select_related("version__pack__partnership").get(pk=making_id)
    making.status = Making.Status.RUNNING
    making.save(update_fields=["status"])
    try:
        for scope in scopes(making.version):
            for value in making.formats:
                make_file(version=making.version, scope=scope, file_format=Format(value))
                making.done += 1
                making.save(update_fields=["done"])
        making.status = Making.Status.DONE
    except Refused as problem:
        making.status, making.problem = Making.Status.FAILED, str(problem)
    except Exception:
        making.status = Making.Status.FAILED
        making.problem = "Something went wrong in the portal. What was finished before is kept."
        raise
    finally:
        making.ended_at = timezone.now()
        making.save(update_fields=["status", "problem", "ended_at"])


def make_file(
    *,
    version: Version,
    scope: PackFile.Scope,
    file_format: Format,
    at: datetime | None = None,
) -> PackFile | None:
    """Make one file, unless it exists already. None where there is nothing to draw."""
    existing = version.files.filter(scope=scope, format=file_format.value).first()
    pack = None if existing else pack_of(version, PackFile.Scope(scope))
    if existing or pack is None:
        return existing
    content = drawn(version, pack, file_format)
    made = PackFile(
        version=version,
        scope=scope,
        format=file_format.value,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=at or timezone.now(),
    )
    try:
        _keep(made, content)
    except IntegrityError:
        # Asked for twice: the first to be ready stays.
        return version.files.get(scope=scope, format=file_format.value)
    return made


def _keep(made: PackFile, content: bytes) -> None:
    """Save the bytes, the row and the event together."""
    storage, name = made.file.storage, where_files_go(made, "")
    try:
        made.file.name = storage.save(name, ContentFile(content))
        with transaction.atomic():
            made.save()
            audit.record(
                Kind.FILES_MADE,
                by=None,
                about=made.version,
                partnership=made.version.pack.partnership,
                at=made.made_at,
                scope=made.scope,
                format=made.format,
                sha256=made.sha256,
            )
    except BaseException:
        # Stopped half way, by the disk, the database or somebody at the keyboard.
        storage.delete(made.file.name or name)
        raise


def file_name(version: Version, scope: PackFile.Scope, file_format: Format) -> str:
    """ "annual-update-2024-03-04.pptx"; a later version and a part of one say so."""
    number = f"-version-{version.number}" if version.number > 1 else ""
    of = "" if scope is PackFile.Scope.WHOLE else f"-{scope.value}"
    return f"{version.pack.slug}{number}{of}.{file_format.value}"


def formats_of(written: Iterable[str]) -> tuple[Format, ...]:
    """The formats with these file extensions, in the usual order. ValueError for others."""
    asked = {name.strip().lower() for name in written} - {""}
    unknown = asked - {file_format.value for file_format in Format}
    if unknown:
        known = ", ".join(file_format.value for file_format in Format)
        raise ValueError(f"“{', '.join(sorted(unknown))}” is no format: there are {known}.")
    return tuple(file_format for file_format in Format if file_format.value in asked)
