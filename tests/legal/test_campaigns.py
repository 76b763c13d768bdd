"""Campaigns: drawn from the register, proposed on in bulk, submitted, handled, listed; self-checks; figures."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from docx import Document as Docx
from python_calamine import CalamineWorkbook

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope, Value, Window, compute
from minhchung.apps.legal import actions
from minhchung.apps.legal.models import Campaign, Item, SelfCheck
from minhchung.apps.legal.queries.standing import rows_of
from minhchung.apps.legal.rules import Proposal, State
from minhchung.apps.legal.rules.life import refused
from minhchung.apps.legal.self_checklist import self_checklist
from minhchung.apps.organisations.models import Commune, Person
from tests.documents.test_pages import signed_in
from tests.documents.test_validity import own, write
from tests.personas import NOW

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def stock(ward: Commune, units: Any) -> dict[str, Document]:
    """Documents of the ward's own, some of them in the scope of the campaign."""
    return {
        "one": own(ward, "10/QĐ-UBND", "Điều 1.", unit=units["KT"]),
        "two": own(ward, "11/QĐ-UBND", "Điều 1.", unit=units["VH-XH"]),
        "normative": own(ward, "12/2026/QĐ-UBND", "Điều 1.", unit=units["KT"]),
        "letter": own(ward, "13/UBND-KT", "V/v", unit=units["KT"]),
        "draft": own(ward, "QĐ-UBND", "Điều 1.", state="draft"),
        "older": own(ward, "14/QĐ-UBND", "Điều 1.", on=date(2024, 5, 6)),
    }


def begin(ward: Commune, **scope: Any) -> Campaign:
    wanted = actions.Scope(**{"types": ["QĐ"], "since": date(2026, 1, 1), **scope})
    return actions.start(commune=ward, title="Rà soát 2026", ground="ordered", scope=wanted, cutoff_on=NOW.date(), actor=None, at=NOW)


def drawn(campaign: Campaign, stock: dict[str, Document]) -> set[str]:
    names = {row.pk: name for name, row in stock.items()}
    return {names[pk] for pk in campaign.items.values_list("document", flat=True)}


def test_a_campaign_draws_what_lies_in_its_scope(ward: Commune, stock: dict[str, Document]) -> None:
    assert drawn(begin(ward), stock) == {"one", "two", "normative"}
    assert drawn(begin(ward, since=None), stock) == {"one", "two", "normative", "older"}
    assert drawn(begin(ward, types=[]), stock) == {"one", "two", "normative", "letter"}
    assert drawn(begin(ward, types=[], only_normative=True), stock) == {"normative"}


def test_drawing_again_adds_only_what_is_new(ward: Commune, stock: dict[str, Document]) -> None:
    campaign = begin(ward)
    assert actions.draw(campaign=campaign, actor=None, at=NOW) == 0
    own(ward, "15/QĐ-UBND", "Điều 1.")
    assert actions.draw(campaign=campaign, actor=None, at=NOW) == 1


def test_an_inherited_document_tells_whose_it_was(ward: Commune, stock: dict[str, Document], standing: Person) -> None:
    campaign = begin(ward)
    fields = Fields(code="27/QĐ-UBND", type="Quyết định", issued_on=date(2023, 5, 1), issuer="Ủy ban nhân dân phường Khê Thượng")
    old = documents.register_incoming(commune=ward, fields=fields, actor=None, at=NOW)
    actions.add_document(campaign=campaign, document=old, actor=standing, at=NOW)
    origins = {row.item.document_id: row.origin for row in rows_of(standing, campaign)}
    assert origins.pop(old.pk) == "Ủy ban nhân dân phường Khê Thượng"
    assert set(origins.values()) == {""}


def test_the_way_of_an_item_from_waiting_to_handled(ward: Commune, stock: dict[str, Document], standing: Person, head: Person) -> None:
    campaign = begin(ward)
    item = campaign.items.get(document=stock["two"])
    common: dict[str, Any] = {"campaign": campaign, "items": [item], "at": NOW}
    with pytest.raises(Refused, match="Chờ rà soát"):
        actions.submit(actor=standing, **common)
    actions.take(actor=standing, **common)
    with pytest.raises(Refused, match="phải ghi phần nào"):
        actions.propose(proposal="repeal_part", reason="Trùng", actor=standing, **common)
    actions.propose(proposal="replace", reason="Căn cứ đã hết hiệu lực", actor=standing, **common)
    actions.submit(actor=standing, **common)
    actions.send_back(reason="Nêu rõ điều khoản", actor=standing, **common)
    actions.propose(proposal="replace", reason="Điều 3 trái nghị định mới", actor=standing, **common)
    actions.submit(actor=standing, **common)
    with pytest.raises(Refused, match="Chưa chọn văn bản xử lý"):
        actions.handle(actor=standing, **common)
    actions.handle(decision=stock["one"], actor=standing, **common)
    item.refresh_from_db()
    assert (item.state, item.decision) == (State.HANDLED, stock["one"])


def test_a_unit_reviews_its_own_documents_only(ward: Commune, stock: dict[str, Document], officer: Person, units: Any) -> None:
    campaign = begin(ward)
    mine = officer.mandate(NOW.date()).units
    item = next(each for each in campaign.items.all() if each.unit_id not in mine)
    with pytest.raises(Refused, match="đơn vị khác rà soát"):
        actions.take(campaign=campaign, items=[item], actor=officer, at=NOW)


def test_many_are_proposed_on_at_once_and_a_wrong_choice_is_said_at_its_field(
    ward: Commune, stock: dict[str, Document], standing: Person
) -> None:
    campaign, client = begin(ward), signed_in(standing)
    keys = [str(pk) for pk in campaign.items.values_list("pk", flat=True)]
    address = reverse("legal:bulk", args=[campaign.pk])
    empty = client.post(address, {"step": "propose", "items": keys})
    assert empty.status_code == 422
    assert "Chưa ghi lý do" in empty.content.decode()
    assert client.post(address, {"step": "propose", "items": keys, "proposal": "keep", "reason": "Còn phù hợp"}).status_code == 302
    assert set(Item.objects.values_list("state", "proposal")) == {("proposed", "keep")}
    with pytest.raises(Refused, match="Đã đề xuất"):
        actions.take(campaign=campaign, items=list(campaign.items.all()), actor=standing, at=NOW)


def test_a_campaign_ends_only_when_every_item_has_a_proposal(ward: Commune, stock: dict[str, Document], standing: Person) -> None:
    campaign = begin(ward)
    with pytest.raises(Refused, match="Còn 3 văn bản"):
        actions.close(campaign=campaign, actor=standing, at=NOW)
    actions.propose(campaign=campaign, items=list(campaign.items.all()), proposal="keep", reason="Còn phù hợp", actor=standing, at=NOW)
    actions.close(campaign=campaign, actor=standing, at=NOW)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.draw(campaign=campaign, actor=standing, at=NOW)


def test_the_lists_hold_what_is_confirmed_and_count_what_is_not(
    ward: Commune, stock: dict[str, Document], officer: Person, standing: Person
) -> None:
    campaign = begin(ward)
    write(stock["one"], EventKind.IN_FORCE, date(2026, 3, 2), officer, standing)
    write(stock["two"], EventKind.REPEALED, date(2026, 9, 1), officer, standing)
    item = campaign.items.get(document=stock["one"])
    actions.propose(campaign=campaign, items=[item], proposal="amend", scope="Điều 3", reason="Trái luật mới", actor=standing, at=NOW)
    client = signed_in(standing)
    for name, code in (("con-hieu-luc", "10/QĐ-UBND"), ("het-hieu-luc", "11/QĐ-UBND"), ("can-xu-ly", "Sửa đổi, bổ sung Điều 3")):
        address = reverse("legal:paper", args=[campaign.pk, name])
        page = client.get(address).content.decode()
        assert code in page
        book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{address}?tep=xlsx").content))
        assert any(code in str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row)
        tables = Docx(BytesIO(client.get(f"{address}?tep=docx").content)).tables
        assert any(code in cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "1 văn bản chưa rõ hiệu lực" in client.get(reverse("legal:paper", args=[campaign.pk, "mot-phan"])).content.decode()


def test_a_self_check_with_a_fault_says_what_is_to_be_mended(ward: Commune, stock: dict[str, Document], officer: Person) -> None:
    codes = [question.code for question in self_checklist().question]
    good = {code: {"answer": "yes"} for code in codes}
    bad = {**good, codes[0]: {"answer": "no"}}
    with pytest.raises(Refused, match="Chưa trả lời"):
        actions.keep_self_check(document=stock["one"], answers={}, actor=officer, at=NOW)
    with pytest.raises(Refused, match="chưa đạt"):
        actions.keep_self_check(document=stock["one"], answers=bad, actor=officer, at=NOW)
    with pytest.raises(Refused, match="không phải văn bản đi đã ban hành"):
        actions.keep_self_check(document=stock["draft"], answers=good, actor=officer, at=NOW)
    actions.keep_self_check(document=stock["one"], answers=bad, note="Sửa căn cứ", actor=officer, at=NOW)
    assert SelfCheck.objects.get().result == SelfCheck.Result.TO_MEND


def test_the_form_of_a_self_check_is_filled_in_on_its_page(ward: Commune, stock: dict[str, Document], officer: Person) -> None:
    address, client = reverse("legal:self_check", args=[stock["one"].pk]), signed_in(officer)
    assert client.post(address, {}).status_code == 422
    sent = {question.code: "yes" for question in self_checklist().question}
    assert client.post(address, sent).status_code == 302
    assert SelfCheck.objects.get().result == SelfCheck.Result.SOUND


def parts(value: Value) -> tuple[int, int]:
    """Numerator and denominator; -1 for what is not known."""
    return int(value.numerator or 0), int(value.denominator or -1)


def test_the_figures_count_what_was_reviewed_handled_checked_and_ended(
    ward: Commune, stock: dict[str, Document], officer: Person, standing: Person
) -> None:
    campaign, scope = begin(ward), Scope(ward.pk)
    empty = {name: compute(f"legal.{name}", scope, Window(date(2020, 1, 1), date(2020, 12, 31)), NOW) for name in
             ("reviewed_share", "handled_share", "self_checked_share")}  # fmt: skip
    assert all(value.value is None and value.reason for value in empty.values())
    items = {item.document_id: item for item in campaign.items.all()}
    one, two = items[stock["one"].pk], items[stock["two"].pk]
    actions.propose(campaign=campaign, items=[one, two], proposal="repeal", reason="Hết đối tượng", actor=standing, at=NOW)
    actions.submit(campaign=campaign, items=[one], actor=standing, at=NOW)
    actions.handle(campaign=campaign, items=[one], decision=stock["normative"], actor=standing, at=NOW)
    write(stock["one"], EventKind.REPEALED, date(2026, 11, 1), officer, standing)
    actions.keep_self_check(
        document=stock["one"], answers={q.code: {"answer": "yes"} for q in self_checklist().question}, actor=officer, at=NOW
    )
    found = {
        name: compute(f"legal.{name}", scope, YEAR, NOW) for name in ("reviewed_share", "handled_share", "self_checked_share", "ended")
    }
    assert parts(found["reviewed_share"]) == (2, 3)
    assert parts(found["handled_share"]) == (1, 2)
    assert parts(found["self_checked_share"]) == (1, 3)
    assert found["ended"].value == 1


@pytest.mark.parametrize("step", ["take", "propose", "submit", "send_back", "handle"])
def test_no_step_is_taken_from_what_is_handled(step: str) -> None:
    assert refused(step, [State.HANDLED]).startswith("Không ")
    assert {each for each in Proposal if not each.changes} == {Proposal.KEEP}


def test_another_commune_sees_no_campaign(ward: Commune, stock: dict[str, Document], other_leader: Person) -> None:
    campaign = begin(ward)
    client = signed_in(other_leader)
    for address in (
        reverse("legal:campaign", args=[campaign.pk]),
        reverse("legal:item", args=[campaign.items.all()[0].pk]),
        reverse("legal:self_check", args=[stock["one"].pk]),
    ):
        assert client.get(address).status_code == 404
