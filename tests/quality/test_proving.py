"""A version in force as evidence of what a leaf asks for: its own file, stored once, by one press."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from docx import Document as Written

from minhchung.apps.evidence.models import Claim
from minhchung.apps.files import vault
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.acts import Refused
from minhchung.apps.indexes.models import Index, RequiredEvidence
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality import actions
from minhchung.apps.quality.models import Version
from tests.indexes.conftest import scored
from tests.indexes.rounds import leaf_of
from tests.personas import NOW
from tests.plans.conftest import browse

__all__ = ["browse", "scored"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
Through = Callable[..., Version]


@pytest.fixture
def version(ward: Commune, birth: Procedure, units: dict, through: Through) -> Version:
    return through(actions.generate(commune=ward, procedures=[birth], owner=units["VH-XH"], actor=None, at=NOW))


@pytest.fixture
def asked(scored: Index) -> RequiredEvidence:
    return leaf_of(scored, "1.2").requirements.get()


def test_one_press_makes_the_docx_of_a_version_in_force_the_evidence(
    version: Version, asked: RequiredEvidence, standing: Person, browse: Callable[..., Client]
) -> None:
    desk, page = browse(standing), f"/iso/ban/{version.pk}/"
    offered = desk.get(page, {"q": asked.criterion.code}).content.decode()
    assert f'value="requirement:{asked.pk}"' in offered and "chưa là minh chứng ở đâu" in offered
    assert desk.post(f"{page}lam-minh-chung/", {"subject": f"requirement:{asked.pk}"})["Location"] == page
    made = Claim.objects.get()
    assert (made.kind, made.key, made.file) == ("requirement", str(asked.pk), version.papers.get())
    with vault.opened(made.file.blob_id) as stream:
        cells = [cell.text for table in Written(BytesIO(stream.read())).tables for row in table.rows for cell in row.cells]
    assert any("Giấy chứng sinh" in cell for cell in cells)
    shown = desk.get(page, {"q": asked.criterion.code}).content.decode()
    assert asked.text[:40] in shown and f'value="requirement:{asked.pk}"' not in shown, "what it proves already is offered no more"
    again = desk.post(f"{page}lam-minh-chung/", {"subject": f"requirement:{asked.pk}"}, follow=True)
    assert "đã là minh chứng ở đây rồi" in again.content.decode() and Claim.objects.count() == 1 == version.papers.count()


def test_a_signed_scan_proves_in_the_place_of_the_docx(
    version: Version, asked: RequiredEvidence, head: Person, standing: Person, browse: Callable[..., Client]
) -> None:
    desk = browse(head)
    refused = desk.post(f"/iso/ban/{version.pk}/ban-ky/")
    assert refused.status_code == 422 and "Chưa chọn tệp" in refused.content.decode()
    scan = ContentFile("Bản quét đã ký".encode(), name="ban-ky.txt")
    desk.post(f"/iso/ban/{version.pk}/ban-ky/", {"file": scan})
    browse(standing).post(f"/iso/ban/{version.pk}/lam-minh-chung/", {"subject": f"requirement:{asked.pk}"})
    assert Claim.objects.get().file.name == "ban-ky.txt"
    with pytest.raises(Refused, match="đã gắn với bản này"):
        twice = receive(ContentFile("Bản quét đã ký".encode(), name="ban-ky.txt"))
        actions.bring_signed(version=version, upload=twice, actor=head, at=NOW)


def test_only_a_version_in_force_proves_and_only_where_the_person_may_bring_evidence(
    version: Version, asked: RequiredEvidence, leader: Person, reader: Person, standing: Person, browse: Callable[..., Client]
) -> None:
    address, given = f"/iso/ban/{version.pk}/lam-minh-chung/", {"subject": f"requirement:{asked.pk}"}
    assert browse(reader).post(address, given).status_code == 403
    assert browse(standing).post(address, {"subject": "requirement:999999"}).status_code == 404
    actions.withdraw(version=version, reason="Không còn dùng", actor=leader, at=NOW)
    assert "không phải bản đang có hiệu lực" in browse(standing).post(address, given, follow=True).content.decode()
    assert not Claim.objects.exists()
