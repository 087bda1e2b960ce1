"""Tasks that wait, or were done, are called by the names of `reporting.tasks`, which stay."""

from __future__ import annotations

from django.db import migrations

BEFORE, AFTER = "reporting.pack_files.make_files", "reporting.tasks.make_files"


def rename(apps, schema_editor):
    _rename(apps, schema_editor, BEFORE, AFTER)


def rename_back(apps, schema_editor):
    _rename(apps, schema_editor, AFTER, BEFORE)


def _rename(apps, schema_editor, old, new):
    queue = apps.get_model("django_tasks_database", "DBTaskResult").objects
    queue.using(schema_editor.connection.alias).filter(task_path=old).update(task_path=new)


class Migration(migrations.Migration):
    dependencies = [
        # Any state of the queue's table will do: it has had the name from the first.
        ("django_tasks_database", "0001_initial"),
        ("reporting", "0003_slide_templates"),
    ]

    operations = [migrations.RunPython(rename, rename_back)]
