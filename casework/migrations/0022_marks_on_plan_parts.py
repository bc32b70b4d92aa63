"""Parts of the plan are opened to companions and to guests by a mark each; so far one mark opened them to both."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"
PARTS = ("objective", "action", "intervention")


def _mark(words: str) -> models.BooleanField:
    return models.BooleanField(default=False, verbose_name=words)


def _inherited() -> models.BooleanField:
    return models.BooleanField(default=False, editable=False, help_text="As its intervention is")


class Migration(migrations.Migration):
    """What was opened stays open to companions, for whom the person agreed; guests are asked about anew."""

    dependencies = [("casework", "0021_oversight_stays")]

    operations = [
        *(migrations.RenameField(part, "shared", "for_companions") for part in (*PARTS, "session")),
        *(migrations.AlterField(part, "for_companions", _mark("companions may read this")) for part in PARTS),
        *(migrations.AddField(part, "for_guests", _mark("guests may read this")) for part in PARTS),
        migrations.AddField("session", "for_guests", _inherited()),
        migrations.AddConstraint(
            "intervention",
            models.CheckConstraint(
                name="treatment_is_opened_to_nobody",
                condition=models.Q(
                    models.Q(("type__in", ("psychology", "medical")), _negated=True),
                    models.Q(("for_companions", False), ("for_guests", False)),
                    _connector="OR",
                ),
            ),
        ),
        migrations.RunSQL((SQL / "plan_marks.sql").read_text(), migrations.RunSQL.noop),
    ]
