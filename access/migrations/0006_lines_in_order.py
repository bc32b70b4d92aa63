"""Lines in the order in which they are sealed: by transaction, then by number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_lines_for_somebody_else"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="event", name="trail_by_transaction"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["xid", "seq"], name="trail_in_order"),
        ),
    ]
