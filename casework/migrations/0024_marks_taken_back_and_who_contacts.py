"""A wrong mark of a condition is taken back; who contacts a relative unasked is a member, not words."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_agreements_in_force'),
        ('casework', '0023_not_pursued'),
    ]

    operations = [
        migrations.AddField(
            model_name='relationship',
            name='contact_member',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agencymembership', verbose_name='who contacts them without asking'),
        ),
        migrations.AlterField(
            model_name='contactcondition',
            name='kept',
            field=models.CharField(choices=[('kept', 'Kept'), ('partly', 'Partly kept'), ('not_kept', 'Not kept'), ('touched', 'Spoken about'), ('none', 'Not touched')], max_length=8, verbose_name='kept?'),
        ),
    ]
