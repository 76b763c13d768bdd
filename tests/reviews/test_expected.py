"""The page of documents that must exist: what it lists, narrows and hides, and settling one by hand."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from minhchung.apps.documents.models import Document
from minhchung.apps.indexes import actions as indexes
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans.models import ItemUnit, Plan, PlanItem
from tests.assignments.conftest import at
from tests.indexes.sets import small_set
from tests.personas import NOW

__all__ = ["at"]
pytestmark = pytest.mark.django_db
At = Callable[[Person], Client]
PAGE = reverse("reviews:expected")


@pytest.fixture
def item(ward: Commune, units: dict[str, Unit]) -> PlanItem:
    plan = Plan.objects.create(commune=ward, year=2026, kind="cchc", state="in_force", title="Kế hoạch CCHC", added_at=NOW)
    values = {"task": "Kiểm tra công vụ", "product": "Kế hoạch kiểm tra công vụ", "deadline_kind": "date", "deadline_on": date(2026, 6, 30)}
    made = PlanItem.objects.create(plan=plan, position=1, number="17", **values)
    ItemUnit.objects.create(item=made, unit=units["VP"], part="lead")
    return made


def paper(ward: Commune, **values: object) -> Document:
    usual = {"direction": "out", "state": "issued", "series": "KH", "symbol": "KH-UBND", "number": 8, "issued_on": date(2026, 5, 4)}
    return Document.objects.create(commune=ward, **{**usual, "added_at": NOW, **values})


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_what_lacks_stands_with_who_asks_for_it(item: PlanItem, reader: Person, units: dict[str, Unit], at: At) -> None:
    page = text(at(reader), PAGE)
    for words in ("Kế hoạch kiểm tra công vụ", "Mục 17: Kiểm tra công vụ", "Quá hạn chưa có", "chưa giao ai"):
        assert words in page
    assert "Gắn văn bản" not in page, "who only looks on settles nothing"
    assert "Không có văn bản nào khớp" in text(at(reader), f"{PAGE}?loc=da-co")
    assert "Không có văn bản nào khớp" not in text(at(reader), f"{PAGE}?loc=chua-giao&don-vi={units['VP'].pk}")
    assert "Mục 17" not in text(at(reader), f"{PAGE}?don-vi={units['KT'].pk}")


def test_a_document_found_is_named_unless_it_is_restricted(item: PlanItem, ward: Commune, reader: Person, standing: Person, at: At) -> None:
    paper(ward, subject="Kiểm tra công vụ năm 2026", restricted=True)
    assert "8/KH-UBND" in text(at(standing), PAGE)
    page = text(at(reader), PAGE)
    assert "8/KH-UBND" not in page
    assert "1 văn bản nội bộ" in page


def test_one_is_tied_and_found_again(item: PlanItem, ward: Commune, standing: Person, officer: Person, at: At) -> None:
    other = paper(ward, subject="Chấn chỉnh kỷ luật, kỷ cương")
    address = reverse("reviews:settle_expected", args=["plan_item", item.pk])
    assert at(officer).get(address).status_code == 403
    client = at(standing)
    assert "Chấn chỉnh kỷ luật" in text(client, address)
    empty = client.post(address, {})
    assert empty.status_code == 422
    assert "một trong hai" in empty.content.decode()
    assert client.post(address, {"document": other.pk}).status_code == 302
    assert "gắn tay" in text(client, PAGE)
    assert client.post(address, {"reason": "Theo kế hoạch của thành phố"}).status_code == 302
    assert "Theo kế hoạch của thành phố" in text(client, PAGE)
    assert client.post(address, {"tim-lai": "1"}).status_code == 302
    assert "Quá hạn chưa có" in text(client, PAGE)


def test_of_the_documents_offered_the_type_outranks_a_chance_word(item: PlanItem, ward: Commune, standing: Person, at: At) -> None:
    paper(ward, subject="Phụ cấp công vụ, tiền xăng xe, sửa chữa trụ sở, điện nước của nhà văn hóa", series="CV", symbol="UBND", number=9)
    paper(ward, subject="Chấn chỉnh kỷ luật, kỷ cương")
    page = text(at(standing), reverse("reviews:settle_expected", args=["plan_item", item.pk]))
    assert page.index("Chấn chỉnh kỷ luật") < page.index("tiền xăng xe")


def test_another_wards_items_are_not_there(item: PlanItem, other_leader: Person, appraiser: Person, at: At) -> None:
    assert "Mục 17" not in text(at(other_leader), PAGE)
    assert at(other_leader).get(reverse("reviews:settle_expected", args=["plan_item", item.pk])).status_code == 404
    assert at(appraiser).get(PAGE).status_code == 404


def test_leaves_of_the_index_ask_for_their_documents(ward: Commune, reader: Person, at: At) -> None:
    pack = indexes.add_pack(commune=ward, pack=small_set(), source="", actor=None, at=NOW)
    index = indexes.adopt(commune=ward, pack=pack, actor=None, at=NOW)
    asked = index.criteria.get(code="1.2").requirements.get()
    asked.text, asked.conditions = "Quyết định công khai dự toán, nếu có", {}
    asked.save()
    assert "công khai dự toán" not in text(at(reader), PAGE)
    asked.text = "Quyết định công khai dự toán"
    asked.save()
    assert "Tiêu chí 1.2" in text(at(reader), PAGE)
    asked.conditions = {"kind": "list"}
    asked.save()
    assert "Tiêu chí 1.2" not in text(at(reader), PAGE)
