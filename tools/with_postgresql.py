"""Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL 16 (the pgserver wheel; no system install).

python tools/with_postgresql.py pytest -q
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pgserver
from pgserver import postgres_server

PATIENCE = 300
"""Seconds for the start; pgserver itself gives up after ten, which a loaded machine needs now and then."""


def main(command: list[str]) -> int:
    control = postgres_server.pg_ctl
    postgres_server.pg_ctl = lambda arguments, **more: control(arguments, **{**more, "timeout": PATIENCE})
    os.environ["PGCTLTIMEOUT"] = str(PATIENCE)
    with tempfile.TemporaryDirectory(prefix="minhchung-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL refuses to run as root and steps down to a user of its own
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")  # nothing here is to outlive the machine
        server.psql("SELECT pg_reload_conf();")
        try:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": server.get_uri()}, check=False).returncode
        finally:
            with contextlib.suppress(OSError, subprocess.SubprocessError):  # it is thrown away either way
                server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
