"""Questions and answers about a text are read by those who read that text."""

from django.db import migrations, models

SEEN = """
ALTER POLICY seen ON casework_noteresponse USING (casework_tier_of(note_id) >= greatest(2, tier)
  AND (agency_id = (SELECT access_actor_agency()) OR casework_originator(note_id) = (SELECT access_actor_agency())));
"""
BACK = SEEN.replace("greatest(2, tier)", "2")
TIERS = [(0, "Nothing"), (1, "Knows that it exists"), (2, "Gist"), (3, "Summary"), (4, "Full text")]


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_knocks_at_notes")]

    operations = [
        migrations.AddField(
            model_name="noteresponse",
            name="tier",
            field=models.PositiveSmallIntegerField(
                choices=TIERS,
                db_default=2,
                default=2,
                editable=False,
                help_text="The tier at which whoever asked reads the note",
            ),
        ),
        migrations.RunSQL(SEEN, BACK),
    ]
