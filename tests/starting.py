"""States of the database that tests start from: each is made once a run and copied from then on.

A test says where it starts by asking for one of the fixtures named in POINTS; without, it starts
from the migrations alone. What a test writes never reaches the next.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core import management
from django.db import connection, transaction
from django.test import override_settings

EMPTY = "empty"
OF_THE_RUN = Path(os.environ["PORTAL_TESTS_SHARED"])
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def _places() -> None:
    from demo import partnerships

    partnerships.load_places()


def _people() -> None:
    from demo import partnerships

    partnerships.load()


def _five_years() -> None:
    from partnership.models import Partnership, User
    from tests.reporting import filling

    filling.five_years(
        Partnership.objects.get(slug="middlesbrough"),
        by=User.objects.get(email="csp.officer@demo.example"),
    )


def _records() -> None:
    from demo import governance_records, prevent_register
    from partnership.models import Partnership

    middlesbrough = Partnership.objects.get(slug="middlesbrough")
    panel_meets = datetime(2024, 3, 4, 12, tzinfo=UTC)
    governance_records.load(middlesbrough, at=panel_meets)
    prevent_register.load(middlesbrough, at=panel_meets)


def _dataset(name: str) -> Callable[[], None]:
    def load() -> None:
        from importlib import import_module

        import_module(f"demo.datasets.{name}").load()

    return load


def _demonstration() -> None:
    from demo import loading

    loading.load()


@dataclass(frozen=True)
class Point:
    """What is loaded, on top of another point."""

    load: Callable[[], None]
    after: str = EMPTY


POINTS = {
    "with_places": Point(_places),
    "with_records": Point(_records, after="with_places"),
    "with_people": Point(_people, after="with_places"),
    "with_five_years": Point(_five_years, after="with_people"),
    "with_crime": Point(_dataset("crime"), after="with_people"),
    "with_asb": Point(_dataset("asb"), after="with_people"),
    "with_fires": Point(_dataset("fires"), after="with_people"),
    "with_violence": Point(_dataset("violence"), after="with_people"),
    "with_prevent": Point(_dataset("prevent"), after="with_people"),
    "with_demonstration": Point(_demonstration, after="with_people"),
}


@dataclass
class _Now:
    """Where the database of this process is: nowhere known after a test that commits."""

    base: str | None = None
    at: str | None = None
    wanted: str = EMPTY
    commits: bool = False


_now = _Now()


# --- What the tests' set-up calls ------------------------------------------------------------
def prepare(fixtures: set[str], *, has_marker: bool, commits: bool) -> None:
    """Bring the database to where the test that comes next starts from."""
    points = fixtures & POINTS.keys()
    if not (points or has_marker or fixtures & DATABASE_FIXTURES):
        return
    if _now.commits:
        _now.at = None
    _now.commits = commits
    _now.wanted = _furthest(points)
    if _now.base:
        go_to(_now.wanted)


def _furthest(points: set[str]) -> str:
    """The point that all others lead to: a fixture may ask for more than the one it uses does."""
    for name in points:
        if points <= {name, *_leading_to(name)}:
            return name
    if points:
        raise ValueError(f"a test starts from one point, not from {sorted(points)}")
    return EMPTY


def _leading_to(name: str) -> Iterator[str]:
    while (name := POINTS[name].after) in POINTS:
        yield name


def set_up() -> None:
    """The database has been migrated, and nothing else."""
    _now.base = connection.settings_dict["NAME"]
    if _is_sqlite():
        with _locked(EMPTY):
            if not _copy_of(EMPTY).exists():
                _save(EMPTY)
        _now.at = EMPTY
    go_to(_now.wanted)


def take_down() -> None:
    """Leave nothing behind on a server that outlives the run."""
    if not _is_sqlite():
        _use_database(_now.base)
        for name in (EMPTY, *POINTS):
            _on_server(f'DROP DATABASE IF EXISTS "{_clone_of(name)}" WITH (FORCE)')


@contextmanager
def database() -> Iterator[None]:
    """The tests' database, which pytest-django makes only where a test asks for it itself.

    Where all that asks is a fixture of a module, it would be the one of the settings.
    """
    of_settings = connection.settings_dict["NAME"]
    if of_settings == connection.creation._get_test_db_name():
        yield
        return
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    yield
    connection.creation.destroy_test_db(of_settings, verbosity=0)


@contextmanager
def point(name: str) -> Iterator[None]:
    """The database at another point for a while: for what is made once from it."""
    before = _now.at
    go_to(name)
    yield
    go_to(before or EMPTY)


@contextmanager
def module(name: str) -> Iterator[None]:
    """The database at a point for all tests of a module, and what the module adds to it.

    Each test undoes its own on top.
    """
    with point(name), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def migrating_once() -> Iterator[None]:
    """On SQLite, the first worker migrates and the others copy what it got."""
    call_command = management.call_command

    def migrate_or_copy(command, *arguments, **options):
        if command != "migrate" or not _is_sqlite():
            return call_command(command, *arguments, **options)
        with _locked("migrated"):
            if _copy_of("migrated").exists():
                _restore("migrated")
                return None
            printed = call_command(command, *arguments, **options)
            _save("migrated")
            return printed

    management.call_command = migrate_or_copy
    try:
        yield
    finally:
        management.call_command = call_command


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder of the run that the first worker to ask for it fills."""
    folder = OF_THE_RUN / f"made-{name}"
    with _locked(folder.name):
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder


# --- From point to point ---------------------------------------------------------------------
def go_to(name: str) -> None:
    if connection.in_atomic_block:
        if name != EMPTY:
            raise ValueError(f"a fixture of the module holds the database open; {name} cannot be")
        return
    if _now.at == name:
        return
    if _is_sqlite():
        _go_on_sqlite(name)
    else:
        _go_on_postgres(name)
    _now.at = name


def _go_on_sqlite(name: str) -> None:
    if name != EMPTY:
        with _locked(name):
            if not _copy_of(name).exists():
                go_to(POINTS[name].after)
                files = _files_of(name)
                _copy_files(_files_of(POINTS[name].after), files)
                with override_settings(STORAGES=_storages(files)):
                    POINTS[name].load()
                _save(name)
    _restore(name)
    _copy_files(_files_of(name), Path(os.environ["CSP_FILES"]))


def _go_on_postgres(name: str) -> None:
    if _now.at is None:
        _drop_current()
    database = _clone_of(name)
    if not _is_on_server(database):
        after = POINTS[name].after if name in POINTS else None
        if after:
            go_to(after)
        _use_database(_now.base)
        template = _clone_of(after) if after else _now.base
        _on_server(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        _use_database(database)
        if name in POINTS:
            POINTS[name].load()
    _use_database(database)


# --- SQLite ----------------------------------------------------------------------------------
def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _copy_of(name: str) -> Path:
    return OF_THE_RUN / f"{name}.sqlite3"


def _files_of(name: str) -> Path:
    return OF_THE_RUN / f"files-{name}"


def _copy_files(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)


def _storages(folder: Path) -> dict:
    from django.conf import settings

    default = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(folder)},
    }
    return settings.STORAGES | {"default": default}


def _save(name: str) -> None:
    partial = _copy_of(name).with_suffix(".partial")
    copy = sqlite3.connect(partial)
    connection.ensure_connection()
    connection.connection.backup(copy)
    copy.close()
    partial.rename(_copy_of(name))


def _restore(name: str) -> None:
    copy = sqlite3.connect(_copy_of(name))
    connection.ensure_connection()
    copy.backup(connection.connection)
    copy.close()


@contextmanager
def _locked(name: str) -> Iterator[None]:
    """Held by one worker of the run at a time."""
    with (OF_THE_RUN / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- PostgreSQL ------------------------------------------------------------------------------
def _use_database(name: str) -> None:
    from django.conf import settings

    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _clone_of(name: str) -> str:
    return f"{_now.base}_{name}"


def _drop_current() -> None:
    current = connection.settings_dict["NAME"]
    _use_database(_now.base)
    if current != _now.base:
        _on_server(f'DROP DATABASE IF EXISTS "{current}" WITH (FORCE)')


def _is_on_server(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _on_server(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
