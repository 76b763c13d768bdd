"""Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL 16 (the pgserver wheel; no system install).

python tools/with_postgresql.py pytest -q
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pgserver


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="minhchung-pg-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL refuses to run as root and steps down to a user of its own
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": server.get_uri()}, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
