"""One row per file and commune, only after the bytes are safe; nothing lies after a crash."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from minhchung.apps.files import vault
from minhchung.apps.files.actions import store
from minhchung.apps.files.jobs import sweep
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Given = Callable[..., Received]


def test_the_same_file_is_stored_once_in_a_commune(given: Given, notice: bytes, ward: Commune, officer: Person, head: Person) -> None:
    first = store(commune=ward, received=given(notice, "a.docx"), actor=officer, at=NOW)
    again = store(commune=ward, received=given(notice, "b.docx"), actor=head, at=NOW)
    assert again.pk == first.pk
    assert again.name == "a.docx"
    assert HistoryEvent.objects.get(kind="file", key=str(first.pk), position=2).note == "Tệp đã có trong kho, không lưu lần hai."


def test_two_communes_hold_one_blob_under_their_own_names(
    given: Given, notice: bytes, ward: Commune, other_ward: Commune, officer: Person, other_clerk: Person
) -> None:
    store(commune=ward, received=given(notice, "a.docx"), actor=officer, at=NOW)
    store(commune=other_ward, received=given(notice, "b.docx"), actor=other_clerk, at=NOW)
    assert Blob.objects.count() == 1
    assert sorted(StoredFile.objects.values_list("commune", "name")) == [("98001", "a.docx"), ("98002", "b.docx")]


def test_a_known_file_is_not_read_again(given: Given, notice: bytes, ward: Commune, officer: Person) -> None:
    store(commune=ward, received=given(notice), actor=officer, at=NOW)
    again = given(notice)
    assert again.known
    assert "sáng kiến" in again.text


def test_a_file_that_could_not_be_read_gets_its_text_once_it_can(given: Given, notice: bytes, ward: Commune, officer: Person) -> None:
    received = given(notice)
    Blob.objects.create(sha256=received.sha256, size=received.size, media_type=received.media_type, text_state=Blob.TextState.FAILED)
    again = given(notice)
    assert not again.known
    stored = store(commune=ward, received=again, actor=officer, at=NOW)
    assert stored.blob.text_state == Blob.TextState.READ


def test_no_row_is_written_when_the_bytes_are_gone(given: Given, notice: bytes, ward: Commune, officer: Person) -> None:
    received = given(notice)
    Path(vault.store().path(vault.place(received.sha256))).unlink()
    with pytest.raises(Refused, match="tải lại tệp"):
        store(commune=ward, received=received, actor=officer, at=NOW)
    assert not StoredFile.objects.exists()
    assert not Blob.objects.exists()


def test_who_only_looks_on_stores_nothing(given: Given, notice: bytes, ward: Commune, reader: Person, other_clerk: Person) -> None:
    for person in (reader, other_clerk):
        with pytest.raises(PermissionDenied):
            store(commune=ward, received=given(notice), actor=person, at=NOW)


def test_the_sweep_takes_only_old_bytes_without_a_row(given: Given, notice: bytes, own_store: Path, ward: Commune, officer: Person) -> None:
    kept = store(commune=ward, received=given(notice), actor=officer, at=NOW)
    orphan, young = given(b"ban nhap thu nhat", "a.txt"), given(b"ban nhap thu hai", "b.txt")
    leftover = own_store / "incoming" / "tmpabc"
    leftover.write_bytes(b"nua tep")
    aged = (NOW - timedelta(days=2)).timestamp()
    for path in (_path(kept.blob_id), _path(orphan.sha256), leftover):
        os.utime(path, (aged, aged))
    os.utime(_path(young.sha256), (NOW.timestamp(), NOW.timestamp()))
    assert sweep(NOW) == 2
    assert vault.holds(kept.blob_id)
    assert vault.holds(young.sha256)
    assert not vault.holds(orphan.sha256)
    assert not leftover.exists()
    assert sweep(NOW) == 0


def test_the_sweep_puts_back_bytes_that_arrive_while_it_looks(given: Given, own_store: Path) -> None:
    received = given(b"ban nhap", "a.txt")
    assert not vault.remove_unless_fresh(received.sha256, before=NOW.replace(year=2020))
    assert vault.holds(received.sha256)


def _path(sha256: str) -> Path:
    return Path(vault.store().path(vault.place(sha256)))


KILLED = """
import os, signal, django
django.setup()
from django.core.files.base import ContentFile
from minhchung.apps.files.receiving import receive
received = receive(ContentFile(b"bien ban ban giao", name="bien-ban.txt"))
print(received.sha256, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_between_bytes_and_row_leaves_bytes_and_no_row(tmp_path: Path, migrated: Callable[[Path], None]) -> None:
    migrated(tmp_path / "data")
    own = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = {**own, "MINHCHUNG_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "minhchung.site.settings.testing"}
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    sha256 = killed.stdout.split()[-1]
    assert (tmp_path / "data" / "files" / vault.place(sha256)).read_bytes() == b"bien ban ban giao"
    assert not list((tmp_path / "data" / "files" / "incoming").iterdir())
    with sqlite3.connect(tmp_path / "data" / "minhchung.sqlite3") as database:
        assert database.execute("select count(*) from files_blob").fetchone() == (0,)
