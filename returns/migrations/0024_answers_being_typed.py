from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("returns", "0019_cells_put_right_and_files_held"),
    ]

    operations = [
        migrations.AddField(
            model_name="return",
            name="answers",
            field=models.JSONField(default=dict),
        ),
    ]
