"""Signing times read from result PDFs: what is kept, what is refused, what is not kept."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from minhchung.apps.dossiers.models import ResultSignature
from minhchung.apps.files.models import Blob
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.files.samples import blank_pdf, signed_pdf
from tests.personas import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SIGNED_AT = datetime(2026, 10, 22, 14, 30, tzinfo=ZONE)
NAME = f"kq {small_lake.DONE} Nguyen Van A.pdf"


def sent(data: bytes, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def test_the_moment_is_kept_and_the_file_is_not(lake: Commune, at: At, clerk: Person) -> None:
    address = reverse("dossiers:signatures")
    html = at(clerk).post(address, {"files": [sent(signed_pdf("UBND phường Vân Khê", SIGNED_AT))]}, follow=True).content.decode()
    kept = ResultSignature.objects.get()
    assert (kept.code, kept.signed_at, kept.signer) == (small_lake.DONE, SIGNED_AT, "UBND phường Vân Khê")
    assert "Đã ghi giờ ký của 1 kết quả" in html
    assert not Blob.objects.exists()
    assert "Nguyen Van A" not in at(clerk).get(address).content.decode(), "names of files may name people"
    page = at(clerk).get(reverse("dossiers:dossier", args=[small_lake.DONE])).content.decode()
    assert "Ký kết quả" in page
    assert "muộn hơn 2 giờ" in page, "ended at 16:30 in the system"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (sent(blank_pdf()), "không có chữ ký số"),
        (sent(b"PK not a pdf"), "không phải PDF"),
        (sent(signed_pdf("UBND", SIGNED_AT), "ket-qua.pdf"), "không thấy mã hồ sơ"),
        (sent(signed_pdf("UBND", SIGNED_AT, change=True)), "không còn nguyên vẹn"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_file_and_the_others_are_kept(
    lake: Commune, at: At, clerk: Person, file: SimpleUploadedFile, said: str
) -> None:
    file.seek(0)
    good = sent(signed_pdf("UBND", SIGNED_AT), f"{small_lake.LATE}.pdf")
    html = at(clerk).post(reverse("dossiers:signatures"), {"files": [file, good]}).content.decode()
    assert said in html
    assert [each.code for each in ResultSignature.objects.all()] == [small_lake.LATE]


def test_the_same_file_again_changes_nothing_and_another_replaces(lake: Commune, at: At, clerk: Person) -> None:
    address, first = reverse("dossiers:signatures"), signed_pdf("UBND", SIGNED_AT)
    at(clerk).post(address, {"files": [sent(first)]})
    assert "không có gì mới để ghi" in at(clerk).post(address, {"files": [sent(first)]}, follow=True).content.decode()
    at(clerk).post(address, {"files": [sent(signed_pdf("UBND", SIGNED_AT + timedelta(hours=1)))]})
    assert [each.signed_at for each in ResultSignature.objects.all()] == [SIGNED_AT + timedelta(hours=1)]


def test_a_moment_in_the_future_is_refused(lake: Commune, at: At, clerk: Person) -> None:
    response = at(clerk).post(reverse("dossiers:signatures"), {"files": [sent(signed_pdf("UBND", NOW + timedelta(days=1)))]}, follow=True)
    assert "chưa tới" in response.content.decode()
    assert not ResultSignature.objects.exists()


def test_nothing_chosen_and_no_right_are_told(lake: Commune, at: At, clerk: Person, officer: Person) -> None:
    response = at(clerk).post(reverse("dossiers:signatures"), {})
    assert response.status_code == 422
    assert "Chưa chọn tệp nào" in response.content.decode()
    assert at(officer).get(reverse("dossiers:signatures")).status_code == 403
