from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("returns", "0022_sheets_beside_sent_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="return",
            name="answers",
            field=models.JSONField(default=dict),
        ),
    ]
