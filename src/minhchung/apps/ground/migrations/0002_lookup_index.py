"""The full-text index of the search rows: FTS5 kept by triggers on SQLite, a GIN index on PostgreSQL. No extension is used."""

from django.db import migrations

SQLITE_MAKE = [
    "CREATE VIRTUAL TABLE ground_lookup_index USING fts5(folded, content='ground_lookuprow', content_rowid='id', tokenize='unicode61')",
    """CREATE TRIGGER ground_lookup_insert AFTER INSERT ON ground_lookuprow BEGIN
         INSERT INTO ground_lookup_index(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER ground_lookup_delete AFTER DELETE ON ground_lookuprow BEGIN
         INSERT INTO ground_lookup_index(ground_lookup_index, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER ground_lookup_update AFTER UPDATE ON ground_lookuprow BEGIN
         INSERT INTO ground_lookup_index(ground_lookup_index, rowid, folded) VALUES ('delete', old.id, old.folded);
         INSERT INTO ground_lookup_index(rowid, folded) VALUES (new.id, new.folded); END""",
]
SQLITE_DROP = [
    "DROP TRIGGER ground_lookup_insert",
    "DROP TRIGGER ground_lookup_delete",
    "DROP TRIGGER ground_lookup_update",
    "DROP TABLE ground_lookup_index",
]
POSTGRESQL_MAKE = ["CREATE INDEX ground_lookup_index ON ground_lookuprow USING gin (to_tsvector('simple', folded))"]
POSTGRESQL_DROP = ["DROP INDEX ground_lookup_index"]


def make(apps, schema_editor):
    for statement in SQLITE_MAKE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_MAKE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in SQLITE_DROP if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_DROP:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
