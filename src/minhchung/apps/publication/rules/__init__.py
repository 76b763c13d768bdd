"""How copies of procedures are read, paired and compared; nothing here knows of Django."""
