from django.db import migrations

# What `returns.lifecycle.mapping` called it when this was written.
BESIDE = ".sheets"


def drop_what_is_not_needed(apps, schema_editor):
    """Mappings of files that were sent can't change, so nothing is read beside the file any more."""
    kept = apps.get_model("returns", "Return").objects.using(schema_editor.connection.alias)
    sent = kept.exclude(layout="").filter(
        pk__in=apps.get_model("returns", "Part")
        .objects.using(schema_editor.connection.alias)
        .exclude(state="checked")
        .values("of_return")
    )
    for of_return in sent.filter(mapped__isnull=False).iterator():
        of_return.file.storage.delete(f"{of_return.file.name}{BESIDE}")


class Migration(migrations.Migration):
    dependencies = [
        ("returns", "0021_given_totals"),
    ]

    operations = [
        migrations.RunPython(drop_what_is_not_needed, migrations.RunPython.noop, elidable=True),
    ]
