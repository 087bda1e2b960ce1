"""Names of code that stand in the database or in migrations: the code still answers to them."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string
from django_tasks.base import Task

from partnership.audit import stored_name
from returns.catalogue.disclosure_rules import Rule
from returns.catalogue.findings import Check, Finding
from returns.mapping.sheets import Sign
from returns.reading.published_rows import Cited
from tests.conftest import ROOT

APPS = {
    one.label: Path(one.path)
    for one in apps.get_app_configs()
    if Path(one.path).parent == ROOT and (Path(one.path) / "migrations").is_dir()
}
# What stands in the queue of a portal that is running.
TASKS = {
    "partnership.tasks.do_file_work",
    "partnership.tasks.mail_notices",
    "reporting.tasks.make_files",
    "returns.fetching.tasks.fetch_street_files",
    "returns.tasks.read_upload",
}
# The code of the project that migrations use. A move changes them here and in the migrations,
# where they are code and nothing more.
IN_MIGRATIONS = {
    "partnership.audit",
    "partnership.models.LowerCaseEmailField",
    "partnership.models.readable_under_white",
    "partnership.models.records.PortalPath",
    "reporting.packs.models.where_files_go",
    "returns.models.where_bytes_go",
    "returns.models.where_emails_go",
}
# What secret addresses are signed with: under another salt, every address given out is dead.
SALTS = {"returns.calendar-address", "scrutiny.clock-address", "partnership.group-calendar"}


# --- Secret addresses ------------------------------------------------------------------------
def test_every_salt_stays():
    files = (file for app in APPS.values() for file in app.rglob("*.py"))
    found = {
        keyword.value.value
        for file in files
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(one, ast.Call)
        for keyword in one.keywords
        if keyword.arg == "salt" and isinstance(keyword.value, ast.Constant)
    }
    assert found == SALTS


# --- The queue -------------------------------------------------------------------------------
def test_every_task_has_a_name_that_stays():
    """In `reporting.tasks` and the like: a task that is declared elsewhere is not to be moved."""
    packages = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests"}
    files = (file for package in packages for file in (ROOT / package).rglob("*.py"))
    assert {name for file in files for name in tasks_in(file)} == TASKS
    assert all(isinstance(import_string(name), Task) for name in TASKS)


def tasks_in(file: Path, *, below: Path = ROOT) -> Iterator[str]:
    """The dotted names of the functions there that are declared as tasks."""
    module = ".".join(file.relative_to(below).with_suffix("").parts)
    for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            how = [dotted(getattr(by, "func", by)) for by in one.decorator_list]
            if any(by.rpartition(".")[2] == "task" for by in how):
                yield f"{module}.{one.name}"


def test_a_task_declared_anywhere_is_found(tmp_path):
    file = tmp_path / "drugs.py"
    file.write_text("@task\ndef one(): ...\n@django_tasks.task(priority=1)\ndef two(): ...\n")
    assert set(tasks_in(file, below=tmp_path)) == {"drugs.one", "drugs.two"}


# --- Migrations ------------------------------------------------------------------------------
def test_the_code_that_migrations_use_is_known_and_there():
    files = (file for path in APPS.values() for file in (path / "migrations").glob("*.py"))
    named = {name for file in files for name in project_names(file.read_text(encoding="utf-8"))}
    assert named == IN_MIGRATIONS
    for name in named:
        package, _, last = name.rpartition(".")
        assert hasattr(importlib.import_module(package), last), name


def project_names(source: str) -> Iterator[str]:
    """The dotted names of the project's own code in a migration."""
    tree = ast.parse(source)
    within = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    for one in ast.walk(tree):
        if isinstance(one, ast.ImportFrom):
            found = [f"{one.module}.{each.name}" for each in one.names]
        elif isinstance(one, ast.Attribute) and id(one) not in within:
            found = [dotted(one)]
        else:
            continue
        yield from (name for name in found if name.partition(".")[0] in APPS)


def dotted(node: ast.AST) -> str:
    """ "a.b.c" of such an expression; blank for any other."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def test_names_are_found_however_a_migration_imports_them():
    source = "from returns import models\nfile(upload_to=reporting.packs.models.where_files_go)\n"
    assert set(project_names(source)) == {"returns.models", "reporting.packs.models.where_files_go"}


# --- The audit -------------------------------------------------------------------------------
AUDITED = frozenset((ROOT / "tests" / "names_of_audited_models.txt").read_text().split())


def test_every_model_keeps_the_name_that_audit_events_have_for_it():
    """Nobody can change an event: a model that is renamed says its earlier name itself."""
    assert AUDITED - {stored_name(model) for model in own_models()} == set()


def own_models() -> Iterator[type[models.Model]]:
    for label in APPS:
        yield from apps.get_app_config(label).get_models()


def test_a_renamed_model_that_says_its_earlier_name_keeps_it():
    class Renamed(models.Model):
        class Meta:
            app_label = "reporting"
            abstract = True

    Renamed.audit_name = "reporting.version"
    assert stored_name(Renamed) == "reporting.version"


# --- Check reports, rules and mappings -------------------------------------------------------
# Members of enums and fields of dataclasses that JSON in the database goes by.
MEMBERS = {
    Check: (
        "READABLE RECOGNISED HEADINGS NOT_PERSONAL MONTHS AREAS CATEGORIES DEFINED NATIONAL CITED"
        " COUNTS ONCE TOTALS COMPLETE NEGATIVE PLACED USUAL REPLACES CHANGES NEW FILLED DAYS WHOLE"
        " CHOSEN FITS APART KNOWN NOT_HELD"
    ),
    Rule: "NONE THRESHOLD NHS",
    Sign: "NONE NOT_SUPPLIED HIDDEN",
}
FIELDS = {
    Finding: "check severity message todo file sheet row column value",
    Cited: (
        "series breakdown category start months count share known publication table published_on"
        " sampled_on link note is_revised disputed_because"
    ),
}


@pytest.mark.parametrize("kind", MEMBERS, ids=lambda kind: kind.__name__)
def test_stored_members_of_enums_are_there(kind):
    assert set(MEMBERS[kind].split()) - set(kind.__members__) == set()


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
def test_stored_fields_are_there(kind):
    assert FIELDS[kind].split() == [field.name for field in fields(kind)]
