"""Commands: in a process of their own, as a ward runs them, or in this one on the test's database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

COMMAND = "from minhchung.cli import app; app()"
SETUP = ("setup", "--commune", "00004", "--username", "quantri", "--full-name", "Vũ Đình Khải")


def run(data: Path, *arguments: str, program: str = COMMAND, **more: str) -> subprocess.CompletedProcess[str]:
    """`minhchung …` with a data folder of its own; nothing of the test suite's settings leaks in. `more`: variables on top."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MINHCHUNG_") and key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, env={**kept, "MINHCHUNG_DATA": str(data), "DATABASE_URL": "", **more}, capture_output=True, text=True, check=False
    )


def here(monkeypatch: pytest.MonkeyPatch, module: str, *arguments: str) -> Result:
    """A command of `minhchung.cli.<module>` on the database of the test, for which Django stands already."""
    from minhchung.cli import app

    monkeypatch.setattr(f"minhchung.cli.{module}.start_ready", lambda data: None)
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})
