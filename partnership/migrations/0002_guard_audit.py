"""Has the database refuse to change or remove audit events, except in tests (see `audit`)."""

from __future__ import annotations

from django.db import migrations

from partnership import audit


def install(apps, schema_editor):
    if audit.is_guarded_from_the_start():
        audit.install_guard(schema_editor.connection)


def remove(apps, schema_editor):
    audit.remove_guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
