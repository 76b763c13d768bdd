"""Criteria sets by the browser: brought in, looked through, mended, kept, copied, compared, replaced."""

import io
from copy import deepcopy
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.drafting import body_of_draft, draft_page, seen
from minhchung.apps.indexes.models import Criterion, Index, PackDraft, StoredPack
from minhchung.apps.indexes.packs import pack_of
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.exchange import draft_of, read_workbook, write_workbook
from minhchung.scoring.exchange.typing_in import typed_values
from minhchung.scoring.loading import dump, parse
from tests.guards.test_rights import signed_in
from tests.indexes.sets import BODY, small_set
from tests.scoring.exchange.annexes import levels_word, numbered_excel

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
HEAD = {"title": "Bộ chỉ số 2026", "year": "2026", "sample": "no", "provenance": "Quyết định 12/QĐ-UBND", "valid_from": "01/01/2026",
        "scale": "6.5", "id": "cchc-2026", "units": "VP | Văn phòng"}  # fmt: skip


@pytest.fixture
def client(ward: Commune, units: dict[str, Unit], standing: Person) -> Client:
    return signed_in(standing)


def send(client: Client, name: str, content: bytes) -> str:
    """Uploads; the address the answer leads to, "" when the page came back."""
    answer = client.post(reverse("indexes:upload_pack"), {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code in (302, 422)
    return answer["Location"] if answer.status_code == 302 else ""


def drafted() -> PackDraft:
    return PackDraft.objects.get(ended_at=None)


def at(draft: PackDraft, code: str) -> int:
    return next(index for index, node in enumerate(body_of_draft(draft).nodes) if node.code == code)


def row_data(draft: PackDraft, code: str, **typed: str) -> dict[str, str]:
    node = body_of_draft(draft).nodes[at(draft, code)]
    begin = {"seen": seen(node), "code": node.code, "title": node.title, "max": str(node.max), "source": node.source or "evidence",
             "self_scored": "on" * node.self_scored, "mc": str(len(node.evidence))}  # fmt: skip
    for place, each in enumerate(node.evidence):
        begin |= {f"mc{place}-text": each.text, f"mc{place}-kind": each.kind, f"mc{place}-in_year": "on" * each.in_year}
    if node.rule is not None and "dang" not in typed:
        begin |= {"dang": str(node.rule.shape), **{f"p_{name}": said for name, said in typed_values(node.rule).items()}}  # type: ignore[attr-defined]
    return begin | typed


def row_url(draft: PackDraft, code: str) -> str:
    return reverse("indexes:draft_row", args=[draft.pk, at(draft, code)])


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_our_own_files_go_straight_to_the_look_through_and_come_back_the_same(client: Client, kind: str) -> None:
    pack = small_set()
    content = dump(pack).encode() if kind == "yaml" else write_workbook(pack)
    assert send(client, f"bo.{kind}", content) == reverse("indexes:draft", args=[drafted().pk])
    answer = client.post(reverse("indexes:keep_draft", args=[drafted().pk]))
    stored = StoredPack.objects.get()
    assert answer["Location"] == reverse("indexes:pack", args=[stored.pk])
    assert pack_of(stored) == pack
    assert not PackDraft.objects.filter(ended_at=None).exists()
    assert parse(client.get(reverse("indexes:pack_yaml", args=[stored.pk])).content.decode(), "x") == pack
    assert read_workbook(client.get(reverse("indexes:pack_workbook", args=[stored.pk])).content, "x").pack() == pack


def test_an_annex_is_read_under_columns_that_a_person_confirms(client: Client) -> None:
    annex = numbered_excel()
    address = send(client, annex.name, annex.data)
    assert address == reverse("indexes:draft_columns", args=[drafted().pk])
    page = client.get(address).content.decode()
    assert 'value="evidence" selected' in page
    assert client.get(reverse("indexes:draft", args=[drafted().pk]))["Location"] == address
    client.post(address, {"year": "2026"})
    shown = draft_page(body_of_draft(drafted()))
    assert [row.node.code for row in shown.rows if row.is_leaf] == ["1.1.1", "1.1.2", "1.2", "2.1"]
    assert shown.unclear == 1
    page = client.get(reverse("indexes:draft", args=[drafted().pk])).content.decode()
    assert "1 tiêu chí chưa rõ cách chấm" in page
    assert "Chấm theo hướng dẫn của Sở Tư pháp" in page


def test_another_meaning_of_a_column_is_read_and_without_a_title_it_says_so(client: Client) -> None:
    annex = numbered_excel()
    address = send(client, annex.name, annex.data)
    same = {"bang": "Phụ lục", "bang_truoc": "Phụ lục", "dau": "4", "year": "2026"}
    client.post(address, {**same, "c0": "mark", "c1": "title", "c2": "max", "c3": "how", "c4": "note", "c5": "lead"})
    nodes = body_of_draft(drafted()).nodes
    assert not any(node.evidence for node in nodes)
    assert any("Kế hoạch CCHC" in node.note for node in nodes)
    answer = client.post(address, {**same, "c0": "mark", "c1": "title", "year": "hai nghìn"})
    assert "Chưa ghi đúng năm chấm điểm" in answer.content.decode()
    answer = client.post(address, {**same, "c0": "mark", "c2": "max"})
    assert answer.status_code == 422
    assert "Chưa chọn cột nào là “Tiêu chí (thành phần)”" in answer.content.decode()


def test_a_word_annex_goes_the_same_way(client: Client) -> None:
    annex = levels_word()
    client.post(send(client, annex.name, annex.data), {"year": "2026"})
    assert [row.shape for row in draft_page(body_of_draft(drafted())).rows if row.is_leaf] == ["Theo bậc tỷ lệ", "Cộng từng nội dung"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("anh.png", b"x", "không phải tệp .xlsx, .docx hoặc .yaml"),
        ("bo.yaml", b"id: [", "sai cú pháp YAML"),
        ("bo.yaml", b"\xff\xfe\x00", "không phải văn bản UTF-8"),
        ("bo.xlsx", b"khong phai zip", "không phải bảng tính .xlsx"),
        ("bo.docx", b"khong phai zip", "không phải tệp .xlsx hoặc .docx"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(client: Client, name: str, content: bytes, words: str) -> None:
    answer = client.post(reverse("indexes:upload_pack"), {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PackDraft.objects.exists()


def test_a_spoilt_workbook_comes_back_with_what_is_wrong_beside_each_row(client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(small_set())))
    page = book["Tiêu chí"]
    heads = next(row for row in page.iter_rows(max_row=5) if row[0].value == "Cấp")
    column = next(cell.column for cell in heads if cell.value == "Điểm tối đa")
    page.cell(heads[0].row + 2, column).value = "hai"
    target = io.BytesIO()
    book.save(target)
    send(client, "bo.xlsx", target.getvalue())
    draft = drafted()
    page_text = client.get(reverse("indexes:draft", args=[draft.pk])).content.decode()
    assert "Tải lại tệp có cột" in page_text
    assert client.post(reverse("indexes:keep_draft", args=[draft.pk])).status_code == 422
    marked = openpyxl.load_workbook(io.BytesIO(client.get(reverse("indexes:draft_errors", args=[draft.pk])).content))
    assert any("“hai” không phải số" in str(cell.value) for row in marked["Tiêu chí"].iter_rows() for cell in row)
    client.post(row_url(draft, "1.1"), row_data(draft, "1.1", max="2"))
    assert client.post(reverse("indexes:keep_draft", args=[draft.pk])).status_code == 302


def test_a_leaf_is_mended_the_set_described_and_kept(client: Client) -> None:
    annex = numbered_excel()
    client.post(send(client, annex.name, annex.data), {"year": "2026"})
    draft = drafted()
    assert "Tự kiểm tra" not in client.get(f"{row_url(draft, '2.1')}?dang=levels").content.decode()
    sent = row_data(draft, "2.1", dang="levels", p_options="Đầy đủ | 2\nMột phần | 50%", t_choice="Mức rà soát")
    assert client.post(row_url(draft, "2.1"), sent).status_code == 302
    body = body_of_draft(drafted())
    variable = next(each for each in body.variables if each.name == "tc_2_1_muc_dat")
    assert (variable.title, variable.choices) == ("Mức rà soát", ("Đầy đủ", "Một phần"))
    for code in ("1.1.1", "1.1.2", "1.2"):
        assert client.post(row_url(draft, code), row_data(drafted(), code)).status_code == 302, code
    refused = client.post(reverse("indexes:keep_draft", args=[draft.pk]))
    assert refused.status_code == 422
    assert "chưa ghi văn bản ban hành" in refused.content.decode()
    answer = client.post(reverse("indexes:draft_head", args=[draft.pk]), HEAD)
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.post(reverse("indexes:keep_draft", args=[draft.pk])).status_code == 302
    pack = pack_of(StoredPack.objects.get())
    assert (pack.id, pack.sample, pack.scale, len(pack.leaves)) == ("cchc-2026", False, Decimal("6.5"), 4)
    assert {variable.name for variable in pack.variables} == {read.name for _, read in pack.inputs()}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"dang": ""}, "Chưa chọn dạng chấm"),
        ({"dang": "levels", "p_options": "Tốt"}, "cần hai phần"),
        ({"dang": "per_item"}, "Điểm mỗi nội dung còn trống"),
        ({"dang": "yes_no", "max": ""}, "Điểm tối đa còn trống"),
        ({"dang": "yes_no", "source": ""}, "Chưa chọn số liệu lấy từ đâu"),
    ],
)
def test_a_leaf_typed_wrong_says_so_at_its_field_and_changes_nothing(client: Client, typed: dict[str, str], words: str) -> None:
    send(client, "bo.yaml", dump(small_set()).encode())
    draft = drafted()
    answer = client.post(row_url(draft, "1.2"), row_data(draft, "1.2", **typed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert drafted().body == draft.body


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(client: Client) -> None:
    send(client, "bo.yaml", dump(small_set()).encode())
    draft = drafted()
    mine, theirs = row_data(draft, "1.2", title="Của tôi"), row_data(draft, "1.2", title="Của người khác")
    other = row_data(draft, "1.3", title="Dòng khác")
    assert client.post(row_url(draft, "1.2"), theirs).status_code == 302
    assert client.post(row_url(draft, "1.2"), mine).status_code == 409
    assert client.post(row_url(draft, "1.3"), other).status_code == 302
    titles = [node.title for node in body_of_draft(drafted()).nodes]
    assert "Của người khác" in titles
    assert "Dòng khác" in titles


def test_rows_are_left_out_or_made_headings_together(client: Client) -> None:
    send(client, "bo.yaml", dump(small_set()).encode())
    draft = drafted()
    address = reverse("indexes:draft_rows", args=[draft.pk])
    assert client.post(address, {"bo": "1"}).status_code == 422
    shown = {f"thay{row.index}": row.seen for row in draft_page(body_of_draft(draft)).rows}
    client.post(address, {**shown, "dong": [at(draft, "1.2"), at(draft, "2.2")], "bo": "1"})
    assert [node.code for node in body_of_draft(drafted()).nodes] == ["1", "1.1", "1.3", "2", "2.1"]
    assert client.post(address, {**shown, "dong": [at(draft, "1.2")], "bo": "1"}).status_code == 409
    shown = {f"thay{row.index}": row.seen for row in draft_page(body_of_draft(drafted())).rows}
    client.post(address, {**shown, "dong": [1], "muc-lon": "1"})
    assert [node.level for node in body_of_draft(drafted()).nodes] == [1, 2, 3, 1, 2]


def test_a_draft_ends_once(ward: Commune, standing: Person) -> None:
    draft = actions.start_draft(commune=ward, name="bo.yaml", draft=draft_of(small_set()), actor=standing, at=NOON)
    actions.drop_draft(draft=draft, actor=standing, at=NOON)
    with pytest.raises(Refused, match="đã được lưu hoặc bỏ"):
        actions.drop_draft(draft=draft, actor=standing, at=NOON)
    with pytest.raises(Refused, match="đã được lưu hoặc bỏ"):
        actions.add_pack(commune=ward, pack=small_set(), source="", draft=draft, actor=standing, at=NOON)
    assert not StoredPack.objects.exists()


def kept(ward: Commune, person: Person, **changes: object) -> StoredPack:
    return actions.add_pack(commune=ward, pack=small_set(**changes), source="", actor=person, at=NOON)


def test_a_set_is_copied_for_another_year_and_edited_into_its_next_version(client: Client, ward: Commune, standing: Person) -> None:
    stored = kept(ward, standing)
    assert "đã là của năm 2026" in client.post(reverse("indexes:copy_pack", args=[stored.pk]), {"year": "2026"}).content.decode()
    client.post(reverse("indexes:copy_pack", args=[stored.pk]), {"year": "2027"})
    client.post(reverse("indexes:keep_draft", args=[drafted().pk]))
    copied = StoredPack.objects.get(year=2027)
    assert (copied.identity, copied.version) == ("thu-2027", 1)
    client.post(reverse("indexes:edit_pack", args=[stored.pk]))
    draft = drafted()
    client.post(row_url(draft, "1.2"), row_data(draft, "1.2", title="Đối thoại với dân"))
    client.post(reverse("indexes:keep_draft", args=[draft.pk]))
    newer = StoredPack.objects.get(identity="thu-2026", version=2)
    assert "Đối thoại với dân" in client.get(reverse("indexes:compare_packs", args=[newer.pk]), {"voi": stored.pk}).content.decode()
    assert pack_of(stored) == small_set()


def changed_nodes() -> list[dict[str, object]]:
    nodes = deepcopy(BODY["nodes"])
    nodes[0]["children"][1] |= {"code": "1.9", "title": "Đối thoại với người dân"}
    del nodes[0]["children"][2]
    return list(nodes)


def test_a_set_is_replaced_leaf_by_leaf_only_as_a_person_says(client: Client, ward: Commune, standing: Person) -> None:
    index = actions.adopt(commune=ward, pack=kept(ward, standing), actor=standing, at=NOON)
    talk = Criterion.objects.get(index=index, code="1.2")
    newer = kept(ward, standing, nodes=changed_nodes())
    address = reverse("indexes:replace_pack", args=[newer.pk])
    page = client.get(address).content.decode()
    assert "không có mục nào giống" in page
    old = [leaf.code for leaf in small_set().leaves]
    chosen = {f"l{place}": {"1.2": "1.9", "1.3": ""}.get(code, code) for place, code in enumerate(old)}
    assert client.post(address, chosen).status_code == 422, "without the set that is replaced nothing happens"
    twice = client.post(address, {**chosen, "l2": "1.9", "thay": str(index.pack_id)})
    assert "đã nhận từ 1.2" in twice.content.decode()
    assert Index.objects.get().pack_id == index.pack_id
    assert client.post(address, {**chosen, "thay": str(index.pack_id)}).status_code == 302
    assert Criterion.objects.get(index=index, code="1.9").pk == talk.pk
    assert Criterion.objects.get(index=index, code="1.3").archived_at is not None


def test_a_version_shows_what_is_odd_and_the_template_is_a_set_that_loads(client: Client, ward: Commune, standing: Person) -> None:
    stored = kept(ward, standing, scale="100")
    page = client.get(reverse("indexes:pack", args=[stored.pk])).content.decode()
    assert "các lĩnh vực cộng lại 10, thang điểm là 100" in page
    assert read_workbook(client.get(reverse("indexes:blank_workbook")).content, "x").pack().leaf("1.1") is not None


def test_reading_a_long_set_takes_no_more_queries(
    client: Client, ward: Commune, standing: Person, django_assert_max_num_queries: object
) -> None:
    """Rows of a draft are no rows of the database."""
    leaf = BODY["nodes"][0]["children"][1]
    many = [{**leaf, "code": f"1.{number}", "title": "Tên rất dài " * 30} for number in range(200)]
    pack = small_set(nodes=[{"code": "1", "title": "Chỉ đạo", "max": "200", "children": many}], scale="200")
    draft = actions.start_draft(commune=ward, name="dai.yaml", draft=draft_of(pack), actor=standing, at=NOON)
    with django_assert_max_num_queries(25):
        assert client.get(reverse("indexes:draft", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize(
    ("change", "words"), [({"code": "1.1"}, "Mã 1.1 dùng cho nhiều tiêu chí"), ({"max": "0"}, "Tiêu chí 1.2 có điểm tối đa")]
)
def test_a_set_that_cannot_be_scored_by_is_kept_but_not_taken_for_the_year(
    client: Client, ward: Commune, standing: Person, change: dict[str, str], words: str
) -> None:
    nodes = deepcopy(BODY["nodes"])
    nodes[0]["children"][1] |= change
    odd = kept(ward, standing, nodes=nodes)
    answer = client.post(reverse("indexes:adopt", args=[odd.pk]))
    assert answer.status_code == 409
    assert words in answer.content.decode()
    index = actions.adopt(commune=ward, pack=kept(ward, standing), actor=standing, at=NOON)
    with pytest.raises(Refused, match=words):
        actions.replace_pack(index=index, pack=odd, moved={}, actor=standing, at=NOON)


def test_a_unit_that_lost_its_name_stays_with_its_leaf(client: Client) -> None:
    send(client, "bo.yaml", dump(small_set(units={})).encode())
    draft = drafted()
    client.post(row_url(draft, "1.2"), row_data(draft, "1.2", lead="KT", title="Đối thoại khác"))
    node = body_of_draft(drafted()).nodes[at(draft, "1.2")]
    assert (node.title, node.lead) == ("Đối thoại khác", "KT")
