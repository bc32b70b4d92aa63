"""What became of a missed contact: the letter, the explanation, and who may note them."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0015_emergency_leaves_its_line'),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='explained_on',
            field=models.DateField(blank=True, null=True, verbose_name='explained'),
        ),
        migrations.AddField(
            model_name='contact',
            name='explanation',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='explained_contact', to='casework.note'),
        ),
        migrations.AddField(
            model_name='contact',
            name='letter_by',
            field=models.CharField(blank=True, choices=[('by_hand', 'By hand'), ('letter', 'Letter'), ('registered', 'Registered letter'), ('message', 'Message or e-mail'), ('spoken', 'Spoken, with a witness')], max_length=10, verbose_name='how the letter was sent'),
        ),
        migrations.AddField(
            model_name='contact',
            name='letter_on',
            field=models.DateField(blank=True, null=True, verbose_name='letter sent'),
        ),
        migrations.RunSQL((SQL / "missed.sql").read_text(), migrations.RunSQL.noop),
    ]
