"""Find the seal of a line by its number, so that no line is ever sealed twice."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_api_token"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="seal",
            index=django.contrib.postgres.indexes.GinIndex(fields=["seqs"], name="seal_of_a_line", fastupdate=False),
        ),
    ]
