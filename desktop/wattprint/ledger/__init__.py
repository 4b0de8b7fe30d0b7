"""The SQLite file: schema, migrations, the one place for SQL; typed rows out."""
