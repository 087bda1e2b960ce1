"""Whoever wanted no reminders wants no mail of that group of notices."""

from django.db import migrations


def carry_over(apps, schema_editor):
    choices = apps.get_model("partnership", "MailChoice")
    for refused in apps.get_model("returns", "NoReminders").objects.all():
        choices.objects.get_or_create(
            user_id=refused.user_id,
            group="reminders",
            defaults={"mailed": "never", "since": refused.since},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0014_what_notices_say"),
        ("returns", "0013_names_of_origins"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="NoReminders"),
    ]
