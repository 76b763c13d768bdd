"""The library: every live piece once, found and filtered, with its uses; and a newer file in an older one's place."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhchung.apps.documents.actions import register_incoming
from minhchung.apps.documents.fields import Fields
from minhchung.apps.evidence import actions
from minhchung.apps.evidence.claimable import CLAIMABLE, Claimable, Place
from minhchung.apps.evidence.library import Wanted, orphans, shelf
from minhchung.apps.evidence.models import Claim, Revision
from minhchung.apps.files.jobs import read_waiting
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.evidence.papers import letter, photo, word
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def bring(place: Place, name: str, data: bytes, person: Person | None = None) -> Claim:
    return actions.claim(place=place, upload=receive(ContentFile(data, name=name)), actor=person, at=NOW)


@pytest.fixture
def other_place(ward: Commune, units: dict[str, Unit]) -> Place:
    fields = Fields(code="16/KH-UBND", issued_on=date(2026, 11, 3), subject="Kế hoạch đối thoại", unit=units["KT"])
    made = register_incoming(commune=ward, fields=fields, actor=None, at=NOW)
    return Place(ward.code, "document", str(made.pk))


@pytest.fixture
def stocked(place: Place, other_place: Place, officer: Person) -> dict[str, Claim]:
    plan = bring(place, "ke-hoach.docx", word(letter(number="7", about="Tuyên truyền cải cách hành chính")), officer)
    actions.claim(place=other_place, stored=plan.file, actor=officer, at=NOW)
    report = bring(place, "bc.docx", word(letter("BC", date(2025, 12, 2), number="8")))
    brought = {"plan": plan, "report": report, "photo": bring(place, "anh.jpg", photo(date(2026, 5, 5)))}
    read_waiting(NOW)
    return brought


def titles(person: Person, **wanted: object) -> set[str]:
    return {each.title for each in shelf(person, Wanted(**wanted)).held}  # type: ignore[arg-type]


def test_a_file_that_proves_two_things_stands_once_with_both(stocked: dict[str, Claim], leader: Person) -> None:
    held = {each.title: len(each.uses) for each in shelf(leader, Wanted()).held}
    assert held == {"ke-hoach.docx": 2, "bc.docx": 1, "anh.jpg": 1}
    page = signed_in(leader).get("/minh-chung/thu-vien/").content.decode()
    assert page.count('class="ev-held"') == 3
    assert "Kế hoạch đối thoại" in page


def test_words_without_accents_type_year_state_and_unit_narrow_it(
    stocked: dict[str, Claim], leader: Person, units: dict[str, Unit]
) -> None:
    assert titles(leader, words="ke hoach") == {"ke-hoach.docx"}
    assert titles(leader, words="8/bc") == {"bc.docx"}
    assert titles(leader, type="Báo cáo") == {"bc.docx"}
    assert titles(leader, type="Ảnh") == {"anh.jpg"}
    assert titles(leader, year=2025) == {"bc.docx"}
    assert titles(leader, unit=units["KT"].pk) == {"ke-hoach.docx"}
    Claim.objects.filter(pk=stocked["report"].pk).update(state="good", checked_at=NOW)
    assert titles(leader, state="good") == {"bc.docx"}
    assert shelf(leader, Wanted()).years == [2026, 2025]
    assert titles(leader, year=2026) == {"ke-hoach.docx", "anh.jpg"}
    assert "Không có tài liệu nào khớp" in signed_in(leader).get("/minh-chung/thu-vien/?q=khongco").content.decode()


def test_what_a_person_may_not_read_is_not_in_their_library(
    stocked: dict[str, Claim], place: Place, clerk: Person, other_leader: Person, leader: Person
) -> None:
    from minhchung.apps.documents.models import Document

    assert len(titles(clerk)) == 3
    Document.objects.filter(pk=int(place.key)).update(restricted=True)
    assert titles(clerk) == {"ke-hoach.docx"}
    assert [len(each.uses) for each in shelf(clerk, Wanted()).held] == [1]
    page = signed_in(clerk).get("/minh-chung/thu-vien/").content.decode()
    assert "Kế hoạch kiểm tra" not in page
    assert titles(other_leader) == set()
    assert titles(leader) == {"ke-hoach.docx", "bc.docx", "anh.jpg"}


def test_the_cost_of_the_library_does_not_grow_with_its_pieces(place: Place, leader: Person) -> None:
    client = signed_in(leader)
    for number in range(3):
        bring(place, f"{number}.txt", f"tep {number}".encode())
    client.get("/minh-chung/thu-vien/")
    with CaptureQueriesContext(connection) as few:
        client.get("/minh-chung/thu-vien/")
    for number in range(3, 25):
        bring(place, f"{number}.txt", f"tep {number}".encode())
    with CaptureQueriesContext(connection) as many:
        client.get("/minh-chung/thu-vien/")
    assert len(many) <= len(few)


def test_what_proves_nothing_any_more_is_listed_with_the_way_back(stocked: dict[str, Claim], officer: Person, leader: Person) -> None:
    assert not orphans(leader).exists()
    actions.withdraw(claim=stocked["plan"], actor=officer, at=NOW)
    assert not orphans(leader).exists(), "it proves another thing still"
    actions.withdraw(claim=Claim.objects.get(file=stocked["plan"].file, withdrawn_at=None), actor=officer, at=NOW)
    page = signed_in(leader).get("/minh-chung/thu-vien/?muc=mo-coi").content.decode()
    assert "ke-hoach.docx" in page
    assert f"/minh-chung/tep/{stocked['plan'].file_id}/" in page


def test_a_newer_file_takes_the_place_and_the_older_is_kept_and_readable(stocked: dict[str, Claim], officer: Person, clerk: Person) -> None:
    claim = stocked["plan"]
    old = claim.file
    actions.edit_typed(claim=claim, typed=actions.Typed(number="7/KH-UBND"), actor=officer, at=NOW)
    Claim.objects.filter(pk=claim.pk).update(state="good", checked_at=NOW)
    client = signed_in(officer)
    sent = SimpleUploadedFile("ke-hoach-2.docx", word(letter(number="9")))
    assert client.post(f"/minh-chung/{claim.pk}/thay/", {"files": sent}).status_code == 302
    claim.refresh_from_db()
    assert (claim.title, claim.state, claim.typed_number, claim.checked_at) == ("ke-hoach-2.docx", "wait", "", None)
    kept = Revision.objects.get()
    assert (kept.file, kept.state, kept.typed_number, kept.replaced_by) == (old, "good", "7/KH-UBND", officer)
    page = client.get(f"/minh-chung/{claim.pk}/").content.decode()
    assert "ke-hoach.docx" in page
    assert "Các bản" in page
    assert signed_in(clerk).get(f"/tep/{old.pk}/").status_code == 200
    assert history.verify("98001") is None


def test_the_older_file_of_withdrawn_evidence_is_held_by_nothing(stocked: dict[str, Claim], officer: Person, leader: Person) -> None:
    claim = stocked["report"]
    old = claim.file
    newer = receive(ContentFile(word(letter("BC", number="10")), name="bc2.docx"))
    actions.replace(claim=claim, upload=newer, actor=leader, at=NOW)
    assert not orphans(leader).exists()
    actions.withdraw(claim=claim, actor=leader, at=NOW)
    assert {file.pk for file in orphans(leader)} == {old.pk, claim.file_id}


def test_a_file_is_not_replaced_by_what_proves_the_same_already(stocked: dict[str, Claim], leader: Person, reader: Person) -> None:
    same = receive(ContentFile(photo(date(2026, 5, 5)), name="anh-2.jpg"))
    with pytest.raises(Refused, match="đã là minh chứng ở đây"):
        actions.replace(claim=stocked["plan"], upload=same, actor=leader, at=NOW)
    assert not Revision.objects.exists()
    with pytest.raises(Refused, match="đã là minh chứng ở đây"):
        actions.replace(claim=stocked["photo"], upload=same, actor=leader, at=NOW)
    assert signed_in(reader).post(f"/minh-chung/{stocked['plan'].pk}/thay/", {}).status_code == 403
    assert "Chưa chọn tệp mới" in signed_in(leader).post(f"/minh-chung/{stocked['plan'].pk}/thay/", {}, follow=True).content.decode()


def test_a_download_is_named_by_criterion_number_and_date(
    stocked: dict[str, Claim], leader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = signed_in(leader), f"/minh-chung/{stocked['plan'].pk}/tai/"
    assert 'filename="UBND_07-KH_12-01-2026.docx"' in client.get(address)["Content-Disposition"]
    coded = Claimable(CLAIMABLE["document"].may_claim, codes=lambda keys: dict.fromkeys(keys, "2.1.3"))
    monkeypatch.setitem(CLAIMABLE, "document", coded)
    assert 'filename="TC2.1.3_UBND_07-KH_12-01-2026.docx"' in client.get(address)["Content-Disposition"]
