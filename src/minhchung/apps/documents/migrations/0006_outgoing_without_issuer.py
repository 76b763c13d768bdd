"""Outgoing documents that entered without an issuer are the ward's own (fields.assumed_issuer)."""

from django.db import migrations

from minhchung.apps.documents.rules import issuer_key, numbered, own_issuer


def name_the_issuer(apps, schema_editor):
    rows = apps.get_model("documents", "Document").objects.filter(direction="out", issuer="").select_related("commune")
    for row in rows.only("pk", "symbol", "commune__name").iterator(chunk_size=500):
        # a year or a blank number leaves the issuer's letters where they stand in the symbol
        parts = numbered(f"1{row.symbol}" if row.symbol.startswith("-") else f"1/{row.symbol}")
        row.issuer = own_issuer(parts, row.commune.name)[:200]
        row.issuer_folded = issuer_key(row.issuer)[:200]
        row.save(update_fields=["issuer", "issuer_folded"])


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0005_book_of_arrivals"),
        ("organisations", "0002_numbering_arrivals"),
    ]

    operations = [migrations.RunPython(name_the_issuer, migrations.RunPython.noop)]
