"""A QR code brings a signed-in phone to exactly one subject, for half an hour."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.pointing import LASTS, pointed_by, token_for
from minhchung.apps.ground import clock
from minhchung.apps.organisations.models import Person
from tests.evidence.papers import photo
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(place: Place) -> str:
    return f"/minh-chung/dien-thoai/{token_for(place, now=clock.now())}/"


def test_the_desk_shows_a_code_and_until_when(place: Place, officer: Person) -> None:
    client, path = signed_in(officer), f"/minh-chung/ma-qr/{place.kind}/{place.key}/"
    page = client.get(path).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert "30 phút" in page
    assert (
        f"/minh-chung/ma-qr/{place.kind}/{place.key}/" in signed_in(officer).get(f"/minh-chung/cua/document/{place.key}/").content.decode()
    )


def test_a_name_no_phone_can_open_is_said(place: Place, officer: Person) -> None:
    client = signed_in(officer)
    path = f"/minh-chung/ma-qr/{place.kind}/{place.key}/"
    assert "chỉ máy này hiểu" in client.get(path, headers={"host": "localhost:8000"}).content.decode()
    assert "chỉ máy này hiểu" not in client.get(path).content.decode()


def test_a_photo_is_brought_to_the_one_subject(address: str, place: Place, officer: Person) -> None:
    client = signed_in(officer)
    assert 'capture="environment"' in client.get(address).content.decode()
    files = [SimpleUploadedFile("image.jpg", photo(NOW.date())), SimpleUploadedFile("xau.html", b"<html>")]
    page = client.post(address, {"files": files}, follow=True).content.decode()
    assert "Đã nộp 1 minh chứng" in page
    assert "xau.html" in page
    made = Claim.objects.get()
    assert (made.kind, made.key, made.claimed_by) == (place.kind, place.key, officer)
    assert client.post(address, {}).status_code == 422


def test_it_is_no_right_and_no_password(address: str, reader: Person, clerk: Person, other_leader: Person) -> None:
    out = Client().get(address)
    assert out.status_code == 302
    assert "/tai-khoan/login/" in out["Location"]
    assert [signed_in(person).get(address).status_code for person in (reader, clerk, other_leader)] == [403, 403, 404]
    assert not Claim.objects.exists()


def test_it_runs_out(place: Place, officer: Person) -> None:
    now = clock.now()
    good = token_for(place, now=now - LASTS + timedelta(seconds=5))
    over = token_for(place, now=now - LASTS - timedelta(seconds=5))
    client = signed_in(officer)
    assert client.get(f"/minh-chung/dien-thoai/{good}/").status_code == 200
    late = client.post(f"/minh-chung/dien-thoai/{over}/", {"files": [SimpleUploadedFile("a.jpg", photo(None))]})
    assert late.status_code == 410
    assert "Mã đã hết hạn" in late.content.decode()
    assert not Claim.objects.exists()


def test_a_token_that_was_changed_leads_nowhere(place: Place, officer: Person) -> None:
    token = token_for(place, now=NOW)
    assert pointed_by(token).key == place.key
    for bad in (token[:-2] + "xx", "x" + token, "abc", token.replace(":", "")):
        assert pointed_by(bad) is None
        assert signed_in(officer).get(f"/minh-chung/dien-thoai/{bad}/").status_code == 404
