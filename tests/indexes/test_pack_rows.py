"""Rows of a draft on its pages: everything a leaf holds, rows added, moved and coded; what the set says of itself; whose set it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from minhchung.apps.indexes import actions
from minhchung.apps.indexes.drafting import body_of_draft, seen
from minhchung.apps.indexes.models import PackDraft, StoredPack
from minhchung.apps.indexes.packs import pack_of
from minhchung.apps.indexes.rules.groups import group_of, not_for
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.exchange import draft_of
from minhchung.scoring.packs import Band, Requirement
from tests.guards.test_rights import signed_in
from tests.indexes.sets import small_set
from tests.indexes.test_pack_pages import HEAD, NOON, at, drafted, row_data, row_url, send
from tests.scoring.exchange.annexes import numbered_excel

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ward: Commune, units: dict[str, Unit], standing: Person) -> Client:
    return signed_in(standing)


@pytest.fixture
def draft(client: Client, ward: Commune, standing: Person) -> PackDraft:
    """1 (1.1, 1.2, 1.3) and 2 (2.1, 2.2), all in order."""
    return actions.start_draft(commune=ward, name="thu.yaml", draft=draft_of(small_set()), actor=standing, at=NOON)


def tree(draft: PackDraft) -> list[str]:
    draft.refresh_from_db()
    return ["  " * (node.level - 1) + node.code for node in body_of_draft(draft).nodes]


def press(client: Client, draft: PackDraft, button: str, *codes: str, **more: str) -> str:
    """Marks the rows and presses the button; where the answer leads, or what the page says."""
    nodes = body_of_draft(draft).nodes
    data = {f"thay{place}": seen(node) for place, node in enumerate(nodes)} | {button: "1", **more}
    answer = client.post(reverse("indexes:draft_rows", args=[draft.pk]), {**data, "dong": [str(at(draft, code)) for code in codes]})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def add(client: Client, draft: PackDraft, query: str, **typed: str) -> str:
    address = f"{reverse('indexes:add_draft_row', args=[draft.pk])}{query}"
    shown = client.get(address).context["form"]
    data = {"tai": shown.initial["place"], "place": shown.initial["place"], "title": "Dòng mới", "max": "1"} | typed
    answer = client.post(address, data)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_everything_a_leaf_holds_is_typed_on_its_page_and_kept(client: Client, draft: PackDraft) -> None:
    typed = row_data(draft, "1.2", lead="KT", supporting="VHXH", deadline="30/11/2026", not_applicable="rescale",
                     zero_denominator="unknown", missing="zero", self_scored="", citation="Điều 5", note="Xem lại") | {
        "mc": "3", "mc0-text": "Biên bản hội nghị", "mc0-kind": "document", "mc0-document": "biên bản; Báo cáo", "mc0-signed": "on",
        "mc0-in_year": "", "mc0-before": "15/11/2026",
        "mc1-text": "Danh sách dự họp", "mc1-kind": "list", "mc1-in_year": "on", "mc1-covers": "units",
        "mc1-rows": "10", "mc2-kind": "document", "mc2-in_year": "on",
    }  # fmt: skip
    assert client.post(row_url(draft, "1.2"), typed).status_code == 302
    pack = body_of_draft(drafted()).pack()
    leaf = pack.leaf("1.2")
    assert leaf is not None
    assert (leaf.lead, leaf.supporting, leaf.deadline, leaf.self_scored) == ("KT", ("VHXH",), date(2026, 11, 30), False)
    assert (leaf.not_applicable, leaf.zero_denominator, leaf.missing) == ("rescale", "unknown", "zero")
    assert (leaf.citation, leaf.note) == ("Điều 5", "Xem lại")
    assert leaf.evidence == (
        Requirement(text="Biên bản hội nghị", document=("BB", "BC"), in_year=False, before=date(2026, 11, 15), signed=True),
        Requirement(text="Danh sách dự họp", kind="list", covers="units", rows=10),
    )
    shown = client.get(row_url(draft, "1.2")).content.decode()
    assert "văn bản, Biên bản hoặc Báo cáo, năm nào cũng được, không sau 15/11/2026, đã ký số" in shown
    assert "danh sách, đủ các đơn vị, từ 10 dòng" in client.get(reverse("indexes:draft", args=[draft.pk])).content.decode()


def test_a_row_saved_as_it_stands_says_what_it_said(client: Client, draft: PackDraft) -> None:
    before = body_of_draft(draft).pack()
    for node in body_of_draft(draft).nodes:
        form = client.get(row_url(draft, node.code)).context["form"]
        sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
        sent |= {"seen": seen(node), "dang": str(getattr(node.rule, "shape", "")), "mc": str(form.evidence.count)}
        for block in form.evidence.blocks:
            sent |= {f"{block.prefix}-{name}": value for name in block.fields if (value := block[name].value()) not in (None, "", False)}
        assert client.post(row_url(draft, node.code), sent).status_code == 302, node.code
    assert body_of_draft(drafted()).pack() == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"lead": "KT", "supporting": "KT"}, "Đơn vị chủ trì không đồng thời là đơn vị phối hợp"),
        ({"mc0-rows": "5", "mc0-kind": "photo"}, "không đếm dòng được"),
        ({"mc0-document": "Tờ rơi"}, "“Tờ rơi” không phải loại văn bản"),
        ({"mc0-kind": "portal", "mc0-document": "Báo cáo"}, "không có loại văn bản"),
        ({"mc0-text": "", "mc0-signed": "on"}, "Tên tài liệu còn trống"),
        ({"mc0-before": "32/13/2026"}, "32/13/2026"),
        ({"max": "0.0625"}, "quá 3 số lẻ"),
        ({"place": "in:4:khong-con"}, "mục đã chọn không còn ở chỗ cũ"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field_with_the_fold_open(
    client: Client, draft: PackDraft, typed: dict[str, str], words: str
) -> None:
    body = draft.body
    answer = client.post(row_url(draft, "1.2"), row_data(draft, "1.2") | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "field-error" in page
    if any(name.startswith("mc0-") and name != "mc0-text" for name in typed) and "Tên tài liệu" not in words:
        assert '<details class="fold" open><summary>Điều kiện' in page
    draft.refresh_from_db()
    assert draft.body == body


def test_evidence_is_left_out_by_its_mark(client: Client, draft: PackDraft) -> None:
    client.post(row_url(draft, "1.2"), row_data(draft, "1.2") | {"mc0-text": "", "mc0-drop": "on"})
    assert body_of_draft(drafted()).nodes[at(draft, "1.2")].evidence == ()


def test_a_row_is_added_with_the_code_that_follows_and_the_sum_shows_at_once(client: Client, draft: PackDraft) -> None:
    assert add(client, draft, "?trong=0", title="Tiêu chí thêm", max="0.125").endswith("/dong/4/")
    assert tree(draft) == ["1", "  1.1", "  1.2", "  1.3", "  1.4", "2", "  2.1", "  2.2"]
    page = client.get(reverse("indexes:draft", args=[draft.pk])).content.decode()
    assert "cộng 5,125" in page
    assert "1 việc chưa rõ" not in page
    assert add(client, draft, "?sau=1", code="1.1b").endswith("/dong/2/")
    assert tree(draft)[:4] == ["1", "  1.1", "  1.1b", "  1.2"]
    assert "Mã 1.1b đã có" in add(client, draft, "?trong=0", code="1.1b")
    for lacking in ({"title": ""}, {"max": ""}):
        assert "còn trống" in add(client, draft, "", **lacking) or "bắt buộc" in add(client, draft, "", **lacking)


def test_a_new_heading_leads_to_its_first_row_and_bonus_stands_outside(client: Client, draft: PackDraft) -> None:
    assert add(client, draft, "", title="Lĩnh vực mới", **{"muc-lon": "1"}).endswith("/them/?trong=6") is False
    address = add(client, draft, "", place="top:inside", title="Lĩnh vực mới", **{"muc-lon": "1"})
    assert "/them/?trong=" in address
    add(client, draft, f"?{address.partition('?')[2]}", title="Con đầu tiên")
    add(client, draft, "", place="top:bonus", title="Được khen")
    nodes = {node.title: node for node in body_of_draft(drafted()).nodes}
    assert nodes["Con đầu tiên"].level == 2
    assert (nodes["Được khen"].code, nodes["Được khen"].part) == ("T1", "bonus")
    assert "chưa ghi mức tối đa của điểm thưởng" in client.get(reverse("indexes:draft", args=[draft.pk])).content.decode()


def test_rows_step_up_and_down_and_stay_marked(client: Client, draft: PackDraft) -> None:
    assert press(client, draft, "len", "1.3").endswith("?dong=2#dong-2")
    assert tree(draft)[:4] == ["1", "  1.1", "  1.3", "  1.2"]
    assert press(client, draft, "xuong", "1").endswith("?dong=3#dong-3")
    assert tree(draft) == ["2", "  2.1", "  2.2", "1", "  1.1", "  1.3", "  1.2"]
    marked = client.get(f"{reverse('indexes:draft', args=[draft.pk])}?dong=3").content.decode()
    assert 'name="dong" value="3" checked' in marked
    assert "Dòng này đã ở cuối mục" in press(client, draft, "xuong", "1")
    assert "Mỗi lần đưa lên một dòng" in press(client, draft, "len", "1.1", "1.2")


def test_rows_go_under_another_heading(client: Client, draft: PackDraft) -> None:
    press(client, draft, "chuyen", "1.1", "1.3", vao="in:4:2")
    assert tree(draft) == ["1", "  1.2", "2", "  2.1", "  2.2", "  1.1", "  1.3"]
    assert "vào chính nó" in press(client, draft, "chuyen", "2", vao="in:2:2")
    assert "không còn ở chỗ cũ" in press(client, draft, "chuyen", "1.2", vao="in:4:2")
    assert "Chưa chọn mục chuyển đến" in press(client, draft, "chuyen", "1.2")
    typed = row_data(draft, "1.3", place="in:0:1", title="Về chỗ cũ")
    assert client.post(row_url(draft, "1.3"), typed)["Location"].endswith("#dong-2")
    assert tree(draft)[:3] == ["1", "  1.2", "  1.3"]
    assert body_of_draft(draft).pack().leaf("1.3") is not None


def test_two_annexes_of_a_year_are_two_sets_unless_a_person_says_otherwise(client: Client, ward: Commune, standing: Person) -> None:
    annex = numbered_excel()
    for _ in range(2):
        client.post(send(client, annex.name, annex.data), {"year": "2026"})
    found = list(PackDraft.objects.order_by("pk"))
    assert [body_of_draft(each).head["id"] for each in found] == ["bo-tieu-chi-2026", "bo-tieu-chi-2026-2"]
    stored = actions.add_pack(commune=ward, pack=small_set(), source="", actor=standing, at=NOON)
    second = reverse("indexes:draft_head", args=[found[1].pk])
    taken = client.post(second, {**HEAD, "id": "thu-2026"})
    assert taken.status_code == 422
    assert "Mã này là của “Bộ tiêu chí thử năm 2026”" in taken.content.decode()
    assert client.post(second, {**HEAD, "id": "", "follows": stored.identity}).status_code == 302
    found[1].refresh_from_db()
    assert body_of_draft(found[1]).head["id"] == "thu-2026"
    assert "Lưu thành bản 2 của “Bộ tiêu chí thử năm 2026”" in client.get(reverse("indexes:draft", args=[found[1].pk])).content.decode()


def test_what_the_set_says_of_itself_is_typed_and_stays_when_saved_again(client: Client, draft: PackDraft) -> None:
    address = reverse("indexes:draft_head", args=[draft.pk])
    typed = HEAD | {"scale": "10", "units": "VHXH | Phòng Văn hóa\nKT | Phòng Kinh tế", "bands": "Xuất sắc | 9,5\nTốt | 8",
                    "groups": "Phường\nXã, đặc khu",
                    "step": "0.125", "decimals": "3", "least": "0", "most": "12", "valid_to": "31/12/2026", "level": "commune",
                    "not_applicable": "rescale", "zero_denominator": "zero", "missing": "unknown", "sources": "QD1 | Quyết định 1",
                    "bonus": "2", "penalty": "1.5"}  # fmt: skip
    assert client.post(address, typed).status_code == 302
    form = client.get(address).context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    assert client.post(address, again).status_code == 302
    client.post(reverse("indexes:keep_draft", args=[draft.pk]))
    pack = pack_of(StoredPack.objects.get())
    assert pack.bands == (Band(label="Xuất sắc", min=Decimal("9.5")), Band(label="Tốt", min=Decimal(8)))
    assert (pack.groups, pack.step, pack.decimals, pack.bounds) == (("Phường", "Xã, đặc khu"), Decimal("0.125"), 3, (0, 12))
    assert pack.bonus is not None
    assert pack.penalty is not None
    assert (pack.bonus.cap, pack.penalty.cap, pack.valid_to) == (2, Decimal("1.5"), date(2026, 12, 31))
    assert (pack.policies.not_applicable, pack.policies.zero_denominator) == ("rescale", "zero")
    assert pack.sources == {"QD1": "Quyết định 1"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"bands": "Xuất sắc 90"}, "Dòng “Xuất sắc 90” chưa đúng"),
        ({"bands": "Tốt | tám"}, "Dòng “Tốt | tám” chưa đúng"),
        ({"least": "0"}, "Ghi cả hai mức"),
        ({"valid_to": "31/12/2025"}, "Ngày hết hiệu lực ở trước"),
        ({"id": "có dấu"}, "Mã chỉ gồm chữ không dấu"),
        ({"id": ""}, "Mã chỉ gồm chữ không dấu"),
        ({"sources": "không mã"}, "chưa đúng. Ghi mã không dấu"),
    ],
)
def test_what_the_set_says_wrong_is_said_at_its_field(client: Client, draft: PackDraft, typed: dict[str, str], words: str) -> None:
    answer = client.post(reverse("indexes:draft_head", args=[draft.pk]), HEAD | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_commune_falls_in_the_group_that_names_its_kind() -> None:
    assert group_of("Phường Vân Khê", ("Xã, đặc khu", "Khối phường")) == "Khối phường"
    assert group_of("Đặc khu Cát Hải", ("Phường", "Xã, đặc khu")) == "Xã, đặc khu"
    assert group_of("Vân Khê", ("Phường",)) == ""
    assert "Phường Vân Khê là phường" in not_for("Phường Vân Khê", ("Xã", "Đặc khu"))
    assert not_for("Phường Vân Khê", ("Nhóm A", "Nhóm B")) == not_for("Phường Vân Khê", ()) == not_for("Xã Hạ", ("Xã",)) == ""


def test_a_set_for_other_communes_warns_before_it_is_taken(client: Client, ward: Commune, standing: Person) -> None:
    for_wards, for_others = (
        actions.add_pack(commune=ward, pack=small_set(id=name, groups=groups), source="", actor=standing, at=NOON)
        for name, groups in (("cho-phuong", ("Phường", "Xã")), ("cho-xa", ("Xã, đặc khu",)))
    )
    warned = client.get(reverse("indexes:pack", args=[for_others.pk])).content.decode()
    assert "Bộ này ghi cho nhóm Xã, đặc khu" in warned
    page = client.get(reverse("indexes:pack", args=[for_wards.pk]))
    assert "Bộ này ghi cho nhóm" not in page.content.decode()
    assert page.context["form"].initial["group"] == "Phường"
    client.post(reverse("indexes:adopt", args=[for_wards.pk]), {"group": "Phường"})
    assert for_wards.indexes.get().group == "Phường"
