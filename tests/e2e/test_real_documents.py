"""The real documents beside the checkout, entered through the page as an official would."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from minhchung.apps.assignments.models import Proposal
from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.e2e.conftest import Office

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_each_source_document_dropped_into_the_page_shows_what_it_asks_for(
    shared: Path, ward: Commune, units: dict[str, Unit], standing: Person, office: Office
) -> None:
    papers = sorted((shared / "readings" / "texts").glob("seed_*.txt"))
    assert len(papers) == 5
    desk = office(standing)
    for paper in papers:
        desk.go("/van-ban/tai-len/")
        desk.drop(paper.name, paper.read_bytes())
        desk.press("Tải lên và vào sổ")
        desk.press("Đọc thành nhiệm vụ")
        desk.reads("ý chỉ đạo: 0 nhận, 0 bỏ")
        document = Document.objects.latest("pk")
        found = Proposal.objects.filter(document=document).count()
        assert found > 0, paper.name
        expect(desk.page.locator("#y-chi-dao article")).to_have_count(found)
        expect(desk.page.locator("#giay .clause").first).to_be_visible()


def test_a_signed_pdf_tells_its_number_its_day_and_who_signed(
    shared: Path, ward: Commune, units: dict[str, Unit], standing: Person, office: Office
) -> None:
    paper = shared / "data" / "signed_pdf" / "hanoi_tb_453_flag.pdf"
    if not paper.is_file():
        pytest.skip("the signed PDF is not among the shared files: this test did not run")
    desk = office(standing)
    desk.go("/van-ban/tai-len/")
    desk.drop(paper.name, paper.read_bytes())
    desk.press("Tải lên và vào sổ")
    desk.page.wait_for_url("**/doc/")
    document = Document.objects.get()
    assert document.number == 453
    assert document.issued_on is not None
    assert document.issued_on.isoformat() == "2026-04-29"
    desk.go(f"/van-ban/{document.pk}/")
    main = desk.page.locator("main")
    expect(main).to_contain_text("29/4/2026")
    assert document.file is not None
    signers = {each.signer for each in document.file.blob.signatures.all()}
    assert signers
    for signer in signers:
        expect(main).to_contain_text(signer)
