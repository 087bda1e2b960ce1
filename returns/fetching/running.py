"""A run from beginning to end: fetched, compared with the figures in use, made a return."""

from __future__ import annotations

import hashlib
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from measures.periods import Month
from partnership import audit, clock
from partnership.models import Partnership
from partnership.refusals import Refused
from returns.catalogue.limits import LIMITS
from returns.fetching import remote_file, street_files, words
from returns.fetching.judging import judged
from returns.fetching.refusals import BrokenOff, NotFetched, NotThere
from returns.fetching.remote_file import RangedFile
from returns.fetching.street_files import StreetFile
from returns.fetching.web import Bounds, Web
from returns.lifecycle import uploads
from returns.models import FetchedFile, Part, Return, StreetFetch

Outcome = FetchedFile.Outcome
Status = StreetFetch.Status
# The newest archive may be of some months ago.
MONTHS_BACK = 6
MEMBERS = 20_000
AT_ONCE = 1 << 18
BETWEEN_WORDS = 2.0  # seconds between two lines about the progress
GONE = (Part.State.REJECTED, Part.State.WITHDRAWN, Part.State.RECALLED)


def run(fetch_id: int, *, bounds: Bounds | None = None) -> None:
    """Fetch what the run with that id asks for; the run says what became of it, or what failed."""
    claimed = StreetFetch.objects.filter(pk=fetch_id, status=Status.WAITING).update(
        status=Status.RUNNING, seen_at=timezone.now()
    )
    if not claimed:
        return
    fetch = StreetFetch.objects.select_related("partnership", "asked_by").get(pk=fetch_id)
    try:
        with ExitStack() as until_done:
            _Run(fetch, bounds or Bounds(), until_done).run()
        fetch.status = Status.DONE
    except Refused as refusal:
        fetch.status, fetch.problem = Status.FAILED, str(refusal)
    except Exception:
        fetch.status, fetch.problem = Status.FAILED, words.SOMETHING_WENT_WRONG
        raise
    finally:
        _end(fetch)


@transaction.atomic
def _end(fetch: StreetFetch) -> None:
    fetch.ended_at = fetch.seen_at = timezone.now()
    fetch.save()
    audit.record(
        audit.Kind.STREET_FILES_FETCHED,
        by=fetch.asked_by,
        about=fetch,
        partnership=fetch.partnership,
        at=fetch.ended_at,
        status=fetch.status,
        problem=fetch.problem,
        of_return=fetch.of_return_id,
        files={file.name: file.outcome for file in fetch.files.all()},
    )


@dataclass
class _Found:
    """One file of the archive as it came, and what it means; the bytes only of a new one."""

    file: StreetFile
    outcome: FetchedFile.Outcome
    sha256: str
    content: BinaryIO | None = None


@dataclass
class _Run:
    fetch: StreetFetch
    bounds: Bounds
    until_done: ExitStack
    came: int = 0
    said_at: float = 0.0
    deadline: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.bounds.total

    @property
    def partnership(self) -> Partnership:
        return self.fetch.partnership

    def run(self) -> None:
        forces = street_files.forces_of(self.partnership)
        if not forces:
            raise NotFetched(words.NO_FORCE)
        first = self._first_month()
        newest = self._newest_archive(first)
        if newest is None:
            self._say(words.not_published(first) if first else words.NOTHING_NEW)
            return
        month, web, answer = newest
        folder = _folder(self.partnership, month, answer)
        try:
            with self._archive(web, answer, folder) as (archive, file):
                found = self._read(archive, file, month, forces, first)
                self._make_return(found)
        except Refused as refusal:
            if not isinstance(refusal, BrokenOff):
                remote_file.throw_away(folder)
            raise
        remote_file.throw_away(_folder_of(self.partnership))

    def _first_month(self) -> Month | None:
        if self.fetch.first_month:
            return Month.containing(self.fetch.first_month)
        newest = street_files.newest_in_use(self.partnership)
        return newest.shift(1) if newest else None

    def _newest_archive(self, first: Month | None):
        """The newest month that the server has an archive of, back to `first`."""
        last = Month.containing(clock.today()).shift(-1)
        for back in range(MONTHS_BACK):
            month = last.shift(-back)
            if first is not None and month < first:
                return None
            address = settings.STREET_FILES_ADDRESS.replace("{month}", month.code)
            web = Web(address, self.bounds, deadline=self.deadline, progress=self._progress)
            with suppress(NotThere):
                return month, web, remote_file.answer_to(web)
        raise NotFetched(words.no_archive(last.shift(1 - MONTHS_BACK)))

    @contextmanager
    def _archive(self, web: Web, answer, folder: str) -> Iterator[tuple]:
        """The archive opened: by ranges where the server knows them, else the whole of it."""
        file: BinaryIO
        if answer.status == 206:
            file = cast(BinaryIO, RangedFile(web, folder=folder, answer=answer))
        else:
            name = remote_file.whole_file(web, folder=folder, answer=answer)
            file = cast(BinaryIO, default_storage.open(name))
        with file:
            try:
                archive = zipfile.ZipFile(file)
            except (zipfile.BadZipFile, ValueError, NotImplementedError) as why:
                raise NotFetched(words.NOT_WHOLE) from why
            with archive:
                yield archive, file

    def _read(
        self,
        archive: zipfile.ZipFile,
        file: BinaryIO,
        month: Month,
        forces: tuple[str, ...],
        first: Month | None,
    ) -> list[_Found]:
        members = archive.infolist()
        if len(members) > MEMBERS:
            raise NotFetched(words.TOO_LARGE)
        wanted = street_files.wanted(members, forces=forces, first=first)
        _guard(wanted)
        if not wanted:
            self._say(words.none_of_ours(month, forces, first))
        elif self.fetch.first_month and first and wanted[0].month > first:
            self._say(words.begins_later(first, month, wanted[0].month))
        self.fetch.of = len(wanted)
        found = []
        for street_file in wanted:
            found.append(self._found(archive, file, street_file))
            self.fetch.done += 1
            self._save()
        return found

    def _found(self, archive: zipfile.ZipFile, file: BinaryIO, wanted: StreetFile) -> _Found:
        info = wanted.info
        known = (
            _in_live_returns(self.partnership)
            .filter(name=wanted.name, size=info.file_size, crc=info.CRC)
            .first()
        )
        if known is not None:
            self._say(words.fetched_before(wanted.name))
            return _Found(wanted, Outcome.SAME, known.sha256)
        if isinstance(file, RangedFile):
            beyond = info.header_offset + 30 + len(info.filename.encode()) + 512
            file.fetch(info.header_offset, beyond + info.compress_size)
        content = self._temporary()
        sha256 = _unpack(archive, wanted, content)
        if _is_in_a_return(self.partnership, sha256):
            outcome = Outcome.SAME
        else:
            outcome = judged(content, wanted, partnership=self.partnership)
        said = {
            Outcome.NEW: words.is_new,
            Outcome.ONLY_OUTCOMES: words.only_outcomes,
            Outcome.SAME: words.fetched_before,
            Outcome.NO_ROWS: words.no_rows,
        }
        self._say(said[outcome](wanted.name))
        return _Found(wanted, outcome, sha256, content if outcome is Outcome.NEW else None)

    def _make_return(self, found: list[_Found]) -> None:
        """One return of all that is new, and a record of every file; both or neither."""
        new = [one for one in found if one.content is not None]
        if not new and found:
            self._say(words.NOTHING_NEW)
        of_return = self._uploaded(new) if new else None
        with transaction.atomic():
            FetchedFile.objects.bulk_create(
                FetchedFile(
                    fetch=self.fetch,
                    name=one.file.name,
                    month=one.file.month.first_day,
                    size=one.file.info.file_size,
                    crc=one.file.info.CRC,
                    sha256=one.sha256,
                    outcome=one.outcome,
                    of_return=of_return if one.outcome is Outcome.NEW else None,
                )
                for one in found
            )
            self.fetch.of_return = of_return
            self._save()

    def _uploaded(self, new: list[_Found]) -> Return:
        """The return; the one that stands already where an earlier run could not write it down."""
        name, content = _packed(new, self._temporary())
        sha256 = _sha256(content)
        of_return = _live_returns(self.partnership).filter(sha256=sha256).first()
        if of_return is None:
            of_return = uploads.upload(
                file=content,
                name=name,
                partnership=self.partnership,
                by=self.fetch.asked_by,
                how=Return.How.FETCHED,
            )
        self._say(words.of_return(of_return.name, is_clean=of_return.parts.exists()))
        return of_return

    def _temporary(self) -> BinaryIO:
        """A file that goes away when the run ends."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the stack closes it
        return cast("BinaryIO", self.until_done.enter_context(file))

    # --- What is said meanwhile ---
    def _say(self, sentence: str) -> None:
        self.fetch.lines.append(sentence)
        self._save()

    def _progress(self, size: int) -> None:
        self.came += size
        if time.monotonic() - self.said_at >= BETWEEN_WORDS:
            self._save()

    def _save(self) -> None:
        self.said_at = time.monotonic()
        self.fetch.came, self.fetch.seen_at = self.came, timezone.now()
        self.fetch.save()


def _guard(wanted: Iterable[StreetFile]) -> None:
    """Refuse, before anything is unpacked, what claims to unpack to too much."""
    together = 0
    for file in wanted:
        info = file.info
        together += info.file_size
        is_dense = info.file_size > LIMITS.ratio * max(info.compress_size, 1)
        too_dense = is_dense and info.file_size > LIMITS.ratio_from
        too_long = info.file_size > LIMITS.table or info.compress_size > remote_file.LONGEST_READ
        if too_dense or too_long or together > LIMITS.unpacked:
            raise NotFetched(words.too_large(file.name, info.file_size))


def _unpack(archive: zipfile.ZipFile, wanted: StreetFile, into: BinaryIO) -> str:
    """Write the member; its SHA-256. NotFetched where its CRC or its packing is wrong."""
    digest = hashlib.sha256()
    try:
        with archive.open(wanted.info) as member:
            while chunk := member.read(AT_ONCE):
                digest.update(chunk)
                into.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as why:
        raise NotFetched(words.damaged(wanted.name)) from why
    into.seek(0)
    return digest.hexdigest()


def _sha256(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(AT_ONCE):
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _packed(new: list[_Found], packed: BinaryIO) -> tuple[str, BinaryIO]:
    """One file as it came, several as a ZIP that is the same whenever it is made."""
    if len(new) == 1 and new[0].content is not None:
        return new[0].file.name, new[0].content
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in new:
            assert one.content is not None  # noqa: S101 - of new ones alone
            info = zipfile.ZipInfo(one.file.name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, one.content.read())
    packed.seek(0)
    forces = dict.fromkeys(one.file.force for one in new)
    return words.return_name((one.file.month for one in new), " and ".join(forces)), packed


# --- What stands already ---------------------------------------------------------------------
def _live_returns(partnership: Partnership) -> QuerySet[Return]:
    """Returns for the partnership that nobody rejected, withdrew or recalled."""
    gone = _gone(partnership)
    return Return.objects.filter(uploaded_for=partnership).exclude(pk__in=gone)


def _is_in_a_return(partnership: Partnership, sha256: str) -> bool:
    if _live_returns(partnership).filter(sha256=sha256).exists():
        return True
    return _in_live_returns(partnership).filter(sha256=sha256).exists()


def _in_live_returns(partnership: Partnership) -> QuerySet[FetchedFile]:
    """Files whose return nobody rejected, withdrew or recalled."""
    files = FetchedFile.objects.filter(fetch__partnership=partnership, of_return__isnull=False)
    return files.exclude(of_return__in=_gone(partnership))


def _gone(partnership: Partnership):
    gone = Part.objects.filter(partnership=partnership, state__in=GONE)
    return gone.values("of_return")


# --- Where it is kept meanwhile --------------------------------------------------------------
def _folder_of(partnership: Partnership) -> str:
    return f"fetching/{partnership.pk}"


def _folder(partnership: Partnership, month: Month, answer) -> str:
    """One for each state of a file, so that pieces of two are never put together."""
    state = hashlib.sha256(f"{answer.total} {answer.state}".encode()).hexdigest()[:16]
    return f"{_folder_of(partnership)}/{month.code}-{state}"
