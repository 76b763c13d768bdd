from django.db import migrations


def keep_letters(apps, schema_editor):
    """The last letter of each card gets its row; earlier ones stand in the history alone."""
    letters = apps.get_model("dossiers", "ApologyLetter")
    for card in apps.get_model("dossiers", "DossierCard").objects.filter(apology_on__isnull=False):
        letters.objects.create(card=card, number=card.apology_number, on=card.apology_on, due_on=card.apology_due_on)


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0004_slips_profiles_letters'),
    ]

    operations = [
        migrations.RunPython(keep_letters, migrations.RunPython.noop),
    ]
