"""A product is a thing handed in with evidence; only such products meet a counted target."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Occurrence, Product
from minhchung.apps.assignments.proof import count_of
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from tests.assignments.conftest import Assigning, only, with_paper
from tests.files.conftest import own_store
from tests.files.samples import notice_docx
from tests.personas import NOW

__all__ = ["own_store"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def work(assign: Assigning) -> Occurrence:
    return only(assign("KT", count_target=3, count_unit="thủ tục"))


def page_of(client: Client, occurrence: Occurrence) -> str:
    return client.get(reverse("assignments:occurrence", args=[occurrence.pk]), follow=True).content.decode()


def test_a_product_with_evidence_is_one_event_and_evidence_of_the_work(work: Occurrence, officer: Person) -> None:
    product = actions.hand_in(occurrence=work, title="Đề xuất A", brought=with_paper(work), actor=officer, at=NOW)
    claim = product.claims.get()
    assert (claim.kind, claim.key, claim.claimed_by) == ("occurrence", str(work.pk), officer)
    event = history.of(Ref("occurrence", str(work.pk))).first()
    assert event is not None
    assert event.act == "assignments.hand_in"
    assert event.after["evidence"] == [claim.pk]
    assert event.after["sha256"] == [claim.file.blob_id]
    assert not history.of(Ref("occurrence", str(work.pk))).filter(act="evidence.claim").exists()


def test_whoever_judges_a_product_sees_its_evidence_and_no_other(
    work: Occurrence, officer: Person, standing: Person, client: Client
) -> None:
    first = actions.hand_in(occurrence=work, title="Đề xuất A", brought=with_paper(work), actor=officer, at=NOW)
    second = actions.hand_in(occurrence=work, title="Đề xuất B", brought=with_paper(work), actor=officer, at=NOW)
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(reverse("assignments:judge_product", args=[first.pk])).content.decode()
    assert reverse("evidence:detail", args=[first.claims.get().pk]) in html
    assert reverse("evidence:detail", args=[second.claims.get().pk]) not in html


def test_a_counted_product_says_in_what_it_is_counted(work: Occurrence, officer: Person, client: Client) -> None:
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert "Tính bằng thủ tục; cần 3." in client.get(reverse("assignments:hand_in", args=[work.pk])).content.decode()


def test_one_file_for_two_products_is_claimed_once(work: Occurrence, officer: Person) -> None:
    brought = with_paper(work)
    first, second = (actions.hand_in(occurrence=work, title=title, brought=brought, actor=officer, at=NOW) for title in ("A", "B"))
    assert list(first.claims.all()) == list(second.claims.all())
    assert Claim.objects.count() == 1


def test_a_product_without_evidence_is_not_accepted_until_it_has_some(work: Occurrence, officer: Person, standing: Person) -> None:
    product = actions.hand_in(occurrence=work, title="Đề xuất A", quantity=3, actor=officer, at=NOW)
    with pytest.raises(Refused, match="“Đề xuất A” chưa có minh chứng"):
        actions.judge_product(product=product, good=True, actor=standing, at=NOW)
    actions.submit(occurrence=work, actor=officer, at=NOW)
    with pytest.raises(Refused, match="“Đề xuất A” chưa có minh chứng"):
        actions.accept(occurrence=work, actor=standing, at=NOW)
    actions.prove_product(product=product, brought=with_paper(work), actor=officer, at=NOW)
    actions.accept(occurrence=work, actor=standing, at=NOW)
    product.refresh_from_db()
    assert product.state == Product.State.ACCEPTED


def test_it_may_be_found_wanting_without_evidence(work: Occurrence, officer: Person, standing: Person) -> None:
    product = actions.hand_in(occurrence=work, title="Đề xuất A", actor=officer, at=NOW)
    actions.judge_product(product=product, good=False, reason="Thiếu tệp", actor=standing, at=NOW)
    assert Product.objects.get().state == Product.State.RETURNED


@pytest.mark.parametrize("lost", ["withdrawn", "found wanting"])
def test_an_accepted_product_whose_evidence_is_gone_does_not_count(work: Occurrence, officer: Person, standing: Person, lost: str) -> None:
    product = actions.hand_in(occurrence=work, title="Đề xuất A", quantity=3, brought=with_paper(work), actor=officer, at=NOW)
    actions.judge_product(product=product, good=True, actor=standing, at=NOW)
    count = count_of(work)
    assert count is not None
    assert count.met
    if lost == "withdrawn":
        evidence.withdraw(claim=product.claims.get(), actor=officer, at=NOW)
    else:
        evidence.verify(claim=product.claims.get(), good=False, reason="Sai kỳ", actor=standing, at=NOW)
    count = count_of(work)
    assert count is not None
    assert (count.done, count.need) == (0, 3)


def test_only_live_evidence_of_this_very_work_is_linked(work: Occurrence, assign: Assigning, officer: Person) -> None:
    other = only(assign("KT", title="Việc khác"))
    theirs = actions.hand_in(occurrence=other, title="B", brought=with_paper(other), actor=officer, at=NOW).claims.get()
    with pytest.raises(Refused, match="của việc khác"):
        actions.hand_in(occurrence=work, title="A", brought=actions.Brought(claims=[theirs]), actor=officer, at=NOW)
    assert not work.products.exists()


def test_another_units_officer_proves_nothing_here(work: Occurrence, officer: Person, clerk: Person) -> None:
    product = actions.hand_in(occurrence=work, title="A", actor=officer, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.prove_product(product=product, brought=with_paper(work), actor=clerk, at=NOW)


def test_another_wards_file_is_refused(work: Occurrence, officer: Person, other_ward: Commune) -> None:
    brought = with_paper(work)
    StoredFile.objects.update(commune=other_ward)
    stored = StoredFile.objects.get()
    with pytest.raises(Refused, match="không thuộc phường"):
        actions.hand_in(occurrence=work, title="A", brought=actions.Brought(pieces=[Piece(stored=stored)]), actor=officer, at=NOW)
    assert brought
    assert not Product.objects.exists()


def test_files_and_a_registered_document_come_with_the_product_in_one_form(
    at: Callable[[Person], Client], work: Occurrence, directive: Document, officer: Person, own_store: Path
) -> None:
    address = reverse("assignments:hand_in", args=[work.pk])
    sent = {"title": "Đề xuất A", "quantity": "2", "files": [SimpleUploadedFile("a.docx", notice_docx())], "van_ban": [directive.pk]}
    answer = at(officer).post(address, sent, follow=True)
    assert "đã nộp sản phẩm" in answer.content.decode()
    assert Product.objects.get().claims.count() == 2
    html = page_of(at(officer), work)
    assert "a.docx" in html
    assert "chưa có minh chứng<" not in html


def test_a_bad_file_hands_nothing_in_and_keeps_what_was_typed(
    at: Callable[[Person], Client], work: Occurrence, officer: Person, own_store: Path
) -> None:
    files = [SimpleUploadedFile("a.docx", notice_docx()), SimpleUploadedFile("c.html", b"<html>")]
    answer = at(officer).post(reverse("assignments:hand_in", args=[work.pk]), {"title": "Đề xuất A", "quantity": "1", "files": files})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "c.html" in html
    assert 'value="Đề xuất A"' in html
    assert not Product.objects.exists()
    assert not StoredFile.objects.exists()


def test_searching_for_a_document_keeps_what_was_typed_and_hands_nothing_in(
    at: Callable[[Person], Client], work: Occurrence, directive: Document, officer: Person
) -> None:
    address = reverse("assignments:hand_in", args=[work.pk])
    html = (
        at(officer).post(address, {"title": "Đề xuất A", "quantity": "2", "q": "", "van_ban": [directive.pk], "tim": "1"}).content.decode()
    )
    assert 'value="Đề xuất A"' in html
    assert f'value="{directive.pk}" checked' in html
    assert not Product.objects.exists()


def test_a_bare_product_says_so_and_its_page_takes_evidence(
    at: Callable[[Person], Client], work: Occurrence, officer: Person, own_store: Path
) -> None:
    product = actions.hand_in(occurrence=work, title="Đề xuất A", actor=officer, at=NOW)
    assert "chưa có minh chứng<" in page_of(at(officer), work)
    address = reverse("assignments:prove_product", args=[product.pk])
    empty = at(officer).post(address, {})
    assert (empty.status_code, "chưa có minh chứng nào được chọn" in empty.content.decode()) == (422, True)
    at(officer).post(address, {"files": [SimpleUploadedFile("a.docx", notice_docx())]})
    assert product.claims.count() == 1


def test_the_form_of_reporting_says_beforehand_what_is_still_short(
    at: Callable[[Person], Client], work: Occurrence, officer: Person
) -> None:
    address = reverse("assignments:act_occurrence", args=[work.pk, "hoan-thanh"])
    html = at(officer).get(address).content.decode()
    assert "Mới đạt 0/3 thủ tục" in html
    actions.hand_in(occurrence=work, title="Đề xuất A", quantity=2, actor=officer, at=NOW)
    html = at(officer).get(address).content.decode()
    assert "Mới đạt 0/3 thủ tục" in html
    assert "1 sản phẩm chưa có minh chứng" in html
    actions.hand_in(occurrence=work, title="Đề xuất B", quantity=3, brought=with_paper(work), actor=officer, at=NOW)
    html = at(officer).get(address).content.decode()
    assert "Mới đạt 0/3 thủ tục; 3 thủ tục đã nộp đang chờ đánh giá" in html
