"""The rules of controlled documents; nothing here knows of Django."""
