"""A line made for another case's manager is no line of whoever caused it: it would tell what they may not know."""

from django.db import migrations

OWN = """
ALTER POLICY own_lines ON access_event
  USING (user_id = (SELECT access_actor_user()) AND ground <> 'national_number');
"""
BACK = "ALTER POLICY own_lines ON access_event USING (user_id = (SELECT access_actor_user()));"


class Migration(migrations.Migration):
    dependencies = [("access", "0004_seal_of_a_line")]

    operations = [migrations.RunSQL(OWN, BACK)]
