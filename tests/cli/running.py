"""Commands in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = "from minhchung.cli import app; app()"
SETUP = ("setup", "--commune", "00004", "--username", "quantri", "--full-name", "Vũ Đình Khải")


def run(data: Path, *arguments: str, program: str = COMMAND, **more: str) -> subprocess.CompletedProcess[str]:
    """`minhchung …` with a data folder of its own; nothing of the test suite's settings leaks in. `more`: variables on top."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MINHCHUNG_") and key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, env={**kept, "MINHCHUNG_DATA": str(data), "DATABASE_URL": "", **more}, capture_output=True, text=True, check=False
    )
