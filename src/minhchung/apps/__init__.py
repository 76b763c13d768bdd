"""The Django apps, one folder per noun (layers: see pyproject.toml, importlinter)."""
