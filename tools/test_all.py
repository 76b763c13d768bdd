"""`make test`: the suite on SQLite, on PostgreSQL, and the browser journeys. Names at the end what could not run, and why.

As root, the browser is installed through apt-get while the first suite runs. LibreOffice, Tesseract and Java are used when
present, else named.

Finding eleven thousand tests takes each worker longer than many of the tests take: the first part finds them all and writes down
which files hold tests with a database; the second looks into these files only, the third into those that speak of the browser's mark.

On PostgreSQL the tests marked `once` are left out: minutes of a processor for what no database changes (every role at every address,
every form sent empty, the words of the whole history, numbers out of the lake). Every act, every address and every template is met there
by other tests.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "worksteal"]
OPTIONAL = {
    "soffice": "LibreOffice: reading .doc files",
    "tesseract": "Tesseract (tesseract-ocr-vie): reading scans",
}


def ensure_chromium() -> str | None:
    """The browser's path, installed through apt-get when allowed; None when there is none."""
    if not shutil.which("chromium") and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing chromium through apt-get …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
    return shutil.which("chromium")


def run(title: str, command: list[str]) -> bool:
    print(f"\n=== {title}", flush=True)
    begun = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    print(f"{title}: {time.monotonic() - begun:.0f} s", flush=True)
    return passed


def files_of_journeys() -> list[str]:
    """The files that name the mark of the browser journeys: no test has it otherwise."""
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/**/*.py") if "mark.e2e" in path.read_text("utf-8"))


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="minhchung-suite-") as folder:
        return _main(Path(folder) / "files-with-a-database")


def _main(with_database: Path) -> int:
    not_run: list[str] = []
    chromium = ThreadPoolExecutor().submit(ensure_chromium)
    os.environ["FILES_WITH_A_DATABASE"] = str(with_database)  # tests/conftest.py writes it
    passed = {"SQLite": run("The suite on SQLite", [*PYTEST, "-m", "not e2e"])}
    del os.environ["FILES_WITH_A_DATABASE"]
    if importlib.util.find_spec("pgserver") is None:
        not_run.append("the suite on PostgreSQL: the pgserver wheel does not exist for this Python (3.11 or 3.12 have it)")
    else:
        files = with_database.read_text("utf-8").splitlines() if with_database.exists() else []  # not there: look everywhere
        postgresql = [sys.executable, "tools/with_postgresql.py", *PYTEST, "-m", "database and not e2e and not once", *files]
        passed["PostgreSQL"] = run("The parts with a database on PostgreSQL", postgresql)
    if chromium.result():
        passed["browser"] = run("The journeys in a real browser", [*PYTEST, "-m", "e2e", *files_of_journeys()])
    else:
        not_run.append("the browser journeys (tests marked e2e): chromium is missing, install it with apt-get install chromium")
    not_run += [f"tests of {what}: {program} is not installed" for program, what in OPTIONAL.items() if not shutil.which(program)]
    print("\n=== Summary")
    for name, ok in passed.items():
        print(f"{name}: {'passed' if ok else 'FAILED'}")
    for line in not_run:
        print(f"Not run: {line}")
    return 0 if all(passed.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
