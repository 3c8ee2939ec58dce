"""All the SQL, a module a noun; SQLite and PostgreSQL alike."""
