"""The server is killed in the middle of work, again and again: what it acknowledged is there, and nothing is left half done."""

import contextlib
import hashlib
import http.client
import io
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from PIL import Image, ImageDraw

from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.breaking.visitor import Visitor
from tests.files.samples import NOTICE, docx_of
from tests.personas import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_on_disk")]
CUTS, SECONDS, HANDS = 2, 1, 3
PATIENCE = 120
"""Seconds until a loaded machine has surely done what is waited for."""
COMMAND = [sys.executable, "-c", "from minhchung.cli import app; app()"]


@pytest.fixture
def data(ward: Commune, units: dict[str, Unit], standing: Person, tmp_path: Path) -> Path:
    """A data folder with this ward in it, as `minhchung serve` finds it."""
    if connection.vendor != "sqlite":
        pytest.skip("the embedded database is what a power cut threatens here: run without DATABASE_URL")
    standing.password = PBKDF2PasswordHasher().encode(PASSWORD, "khong-mo-coi")  # the server does not know the quick hasher of the tests
    standing.save()
    target = sqlite3.connect(tmp_path / "minhchung.sqlite3")
    connection.ensure_connection()
    connection.connection.backup(target)
    target.close()
    return tmp_path


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MINHCHUNG_", "DJANGO_", "DATABASE_"))}
    return {**kept, "MINHCHUNG_DATA": str(data)}


@contextlib.contextmanager
def _serving(data: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`minhchung serve` in a process group of its own; whatever is left of it is killed at the end."""
    port = _free_port()
    log = (data / "serve.log").open("ab")
    command = [*COMMAND, "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, env=_environment(data), start_new_session=True, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/tai-khoan/login/", process)
        yield f"http://127.0.0.1:{port}", process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _free_port() -> int:
    """Below the ports which the system gives to clients, so that none of them takes it before the server does."""
    for port in range(20_000 + os.getpid() % 1000 * 10, 32_000):
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    def answers() -> bool:
        assert process.poll() is None, "the server ended by itself"
        try:
            urllib.request.urlopen(address, timeout=30).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, http.client.HTTPException, OSError):
            return False
        return True

    _wait_until(answers, "the server answers")


def _wait_until(holds: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, f"not within {PATIENCE} s: {what}"
        time.sleep(0.05)


def _work(base: str, hand: str, acknowledged: dict[str, bytes]) -> None:
    """Uploads one document after another until the server is gone; what it answered with a redirect counts."""
    try:
        visitor = Visitor(base, "thuongtruc", PASSWORD)
        for number in range(10_000):
            name = f"van-ban-{hand}-{number}.docx"
            content = docx_of([*NOTICE, name])
            if visitor.post("/van-ban/tai-len/", {"so": "den"}, {"files": (name, content)}) == 302:
                acknowledged[name] = content
    except (urllib.error.URLError, http.client.HTTPException, OSError, AssertionError):
        return


def _cut(data: Path, round_: int, acknowledged: dict[str, bytes]) -> None:
    before = len(acknowledged)
    with _serving(data) as (base, process):
        # The first sign-in renews the stored password (the tests' hash is a quick one), which ends the sessions begun before it.
        Visitor(base, "thuongtruc", PASSWORD)
        hands = [threading.Thread(target=_work, args=(base, f"{round_}-{hand}", acknowledged)) for hand in range(HANDS)]
        for hand in hands:
            hand.start()
        _wait_until(lambda: len(acknowledged) > before, "an upload is acknowledged")
        time.sleep(SECONDS)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for hand in hands:
            hand.join(timeout=PATIENCE)


def _run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, *words, "--data", str(data)]
    return subprocess.run(command, env=_environment(data), capture_output=True, text=True, timeout=2 * PATIENCE, check=False)


def test_what_was_acknowledged_outlives_the_process(data: Path) -> None:
    acknowledged: dict[str, bytes] = {}
    for round_ in range(CUTS):
        _cut(data, round_, acknowledged)
    with _serving(data):
        pass  # it opens again by itself
    database = sqlite3.connect(data / "minhchung.sqlite3")
    rows = dict(database.execute("SELECT name, blob_id FROM files_storedfile").fetchall())
    for name, content in acknowledged.items():
        sha256 = hashlib.sha256(content).hexdigest()
        assert rows.get(name) == sha256, name
        assert (data / "files" / sha256[:2] / sha256[2:4] / sha256).read_bytes() == content
    documents = database.execute("SELECT count(*) FROM documents_document WHERE file_id IS NOT NULL").fetchone()[0]
    assert documents == len(rows), "a document and its file are one act"
    database.close()
    for words in (("doctor",), ("history", "verify")):
        done = _run(data, *words)
        assert done.returncode == 0, done.stdout + done.stderr


PAGES, LINES = 6, 40


def _scan() -> bytes:
    """A scan of some pages: every one takes Tesseract a moment."""
    pages = []
    for number in range(PAGES):
        page = Image.new("L", (1240, 1754), 255)
        pen = ImageDraw.Draw(page)
        for line in range(LINES):
            pen.text((120, 100 + line * 40), f"Trang {number + 1} dong {line + 1} ban quet de thu", fill=0, font_size=26)
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def _blob(data: Path, sha256: str) -> tuple[str, int, str]:
    """State, tries and text of a file as the database has them."""
    database = sqlite3.connect(data / "minhchung.sqlite3", timeout=20)
    row: tuple[str, int, str] = database.execute("SELECT text_state, tries, text FROM files_blob WHERE sha256 = ?", (sha256,)).fetchone()
    database.close()
    return row


def _text_of_document(data: Path, sha256: str) -> str:
    database = sqlite3.connect(data / "minhchung.sqlite3", timeout=20)
    query = "SELECT d.text FROM documents_document d JOIN files_storedfile f ON f.id = d.file_id WHERE f.blob_id = ?"
    rows: list[tuple[str]] = database.execute(query, (sha256,)).fetchall()
    database.close()
    assert len(rows) == 1, "one upload, one document"
    return rows[0][0]


def test_a_scan_whose_reading_was_cut_off_is_read_by_itself_at_the_next_start(data: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed: nothing is read slowly enough to be cut off (apt-get install tesseract-ocr-vie)")
    content = _scan()
    sha256 = hashlib.sha256(content).hexdigest()
    with _serving(data) as (base, process):
        visitor = Visitor(base, "thuongtruc", PASSWORD)
        assert visitor.post("/van-ban/tai-len/", {"so": "den"}, {"files": ("ban-quet.tif", content)}) == 302
        _wait_until(lambda: _blob(data, sha256)[1] == 1, "reading begins")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert _blob(data, sha256)[:2] == ("wait", 1)
    with _serving(data):
        _wait_until(lambda: _blob(data, sha256)[0] != "wait", "the scan is read")
        state, _, text = _blob(data, sha256)
        assert state == "read", (data / "serve.log").read_text()[-2000:]
        assert f"Trang {PAGES}" in text
        _wait_until(lambda: _text_of_document(data, sha256) == text, "the register has the text")
    done = _run(data, "history", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
