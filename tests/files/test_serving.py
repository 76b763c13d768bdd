"""A file is opened only by whom a subject of their own commune shows it to."""

from collections.abc import Callable

import pytest
from django.test import Client

from minhchung.apps.documents.actions import register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.files import queries
from minhchung.apps.files.actions import store
from minhchung.apps.files.models import StoredFile
from minhchung.apps.files.receiving import Received
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.files.samples import blank_pdf
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Given = Callable[..., Received]


@pytest.fixture
def loose(given: Given, ward: Commune, officer: Person) -> StoredFile:
    return store(commune=ward, received=given(blank_pdf(), "Báo cáo “quý”.pdf"), actor=officer, at=NOW)


def test_a_file_nothing_links_to_is_for_its_uploader_and_the_coordinators(
    loose: StoredFile,
    officer: Person,
    leader: Person,
    standing: Person,
    head: Person,
    admin: Person,
    other_leader: Person,
    appraiser: Person,
) -> None:
    seeing = [bool(queries.visible_ids(person, [loose.pk])) for person in (officer, leader, standing, head, admin, other_leader, appraiser)]
    assert seeing == [True, True, True, False, False, False, False]


def test_a_file_of_a_registered_document_is_open_to_the_ward_and_to_no_other(
    given: Given, ward: Commune, officer: Person, head: Person, reader: Person, other_clerk: Person, client: Client
) -> None:
    document = register_incoming(commune=ward, upload=given(blank_pdf()), fields=Fields(code="12/TB-UBND"), actor=officer, at=NOW)
    address = f"/tep/{document.file_id}/"
    for person, status in ((officer, 200), (head, 200), (reader, 200), (other_clerk, 404)):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code == status
    client.logout()
    assert client.get(address).status_code == 302


def test_a_file_of_a_restricted_document_follows_the_document(
    given: Given, ward: Commune, units: dict[str, Unit], officer: Person, head: Person, leader: Person, clerk: Person
) -> None:
    fields = Fields(code="12/TB-UBND", restricted=True, unit=units["VH-XH"])
    document = register_incoming(commune=ward, upload=given(blank_pdf()), fields=fields, actor=officer, at=NOW)
    assert [bool(queries.visible_ids(person, [document.file_id])) for person in (officer, head, leader, clerk)] == [True, True, True, False]


def test_a_served_file_cannot_run(loose: StoredFile, officer: Person, client: Client) -> None:
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(f"/tep/{loose.pk}/")
    assert shown["Content-Security-Policy"].startswith("sandbox")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20")
    assert b"".join(shown.streaming_content) == blank_pdf() or shown.streaming
    assert client.get(f"/tep/{loose.pk}/?tai=1")["Content-Disposition"].startswith("attachment")


def test_text_is_saved_and_never_shown_in_place(given: Given, ward: Commune, officer: Person, client: Client) -> None:
    stored = store(commune=ward, received=given(b"ghi chu", "ghi chu.txt"), actor=officer, at=NOW)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/tep/{stored.pk}/")["Content-Disposition"].startswith("attachment")


def test_a_row_whose_bytes_are_gone_is_not_found(loose: StoredFile, officer: Person, client: Client) -> None:
    from pathlib import Path

    from minhchung.apps.files import vault

    Path(vault.store().path(vault.place(loose.blob_id))).unlink()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/tep/{loose.pk}/").status_code == 404
