"""Notes are read by the moment they were recorded: an order by the day it happened would tell what a gist hides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_roles_change_hands")]

    operations = [
        migrations.RemoveIndex("note", "notes_of_a_case"),
        migrations.AddIndex("note", models.Index(fields=["case", "-recorded_at", "-id"], name="notes_of_a_case")),
    ]
