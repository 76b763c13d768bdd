"""Pages of a round: each person at the own part, the city at what was handed in and nothing else, papers read back."""

import hashlib
import io
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import docx
import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.actions import store
from minhchung.apps.files.queries import visible_ids
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import is_visible
from minhchung.apps.indexes import actions
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.rounds.locking import prepare
from minhchung.apps.indexes.rounds.models import Explanation, Round
from minhchung.apps.indexes.rounds.queries import files_under_appraisal, rounds
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Commune, Person, Province, Unit
from tests.home.test_today import assign
from tests.indexes.rounds import DAYS, SCORED, appraise_all, declare_round, leaf_of
from tests.indexes.sets import BODY, small_set
from tests.personas import NOW, make_person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
At = Callable[[Person], Client]


@pytest.fixture
def at() -> At:
    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def mark_address(found: Round, code: str) -> str:
    return reverse("indexes:round_mark", args=[found.pk, leaf_of(found.index, code).pk])


def pages_of(found: Round) -> list[str]:
    leaf = leaf_of(found.index, "1.2").pk
    names = ("round", "round_marks", "explanations", "comparison")
    return [
        *(reverse(f"indexes:{name}", args=[found.pk]) for name in names),
        reverse("indexes:round_leaf", args=[found.pk, leaf]),
        *(reverse("indexes:round_paper", args=[found.pk, f"{name}-xlsx"]) for name in ("tu-cham", "tham-dinh", "giai-trinh")),
    ]


def test_a_unit_fills_a_row_where_it_stands(a_round: Round, head: Person, at: At) -> None:
    client, leaf = at(head), leaf_of(a_round.index, "1.3")
    page = client.get(reverse("indexes:round_marks", args=[a_round.pk])).content.decode()
    assert f'id="tc-{leaf.pk}"' in page
    assert page.count('class="mark-form"') == 4, "its own leaves, and the one it supports; the survey is closed"
    refused = client.post(mark_address(a_round, "1.3"), {"points": "1.75", "column": "self", "seen": ""}, headers=HTMX)
    assert refused.status_code == 422
    assert "điểm theo quy tắc là 1,5" in refused.content.decode()
    sent = {"points": "1.75", "column": "self", "seen": "", "reason": "Thêm một nhiệm vụ"}
    saved = client.post(mark_address(a_round, "1.3"), sent, headers=HTMX)
    row = saved.content.decode()
    assert (saved.status_code, row.count("<tr"), "Sửa 1,75" in row, 'hx-swap-oob="true"' in row) == (200, 2, True, True)
    again = client.post(mark_address(a_round, "1.3"), {**sent, "points": "1.25"}, headers=HTMX)
    assert again.status_code == 422, "the mark it saw is not the newest any more"
    plain = client.post(mark_address(a_round, "1.1"), {"points": "2", "column": "self", "seen": "", "reason": "KH 15"})
    assert plain["Location"].endswith(f"#tc-{leaf_of(a_round.index, '1.1').pk}")


def test_the_form_of_a_stage_that_is_over_writes_nothing(a_round: Round, standing: Person, at: At) -> None:
    client = at(standing)
    actions.consolidate(round=a_round, actor=standing, at=NOW)
    sent = {"points": "1.50", "column": "self", "seen": ""}
    answer = client.post(mark_address(a_round, "1.3"), sent, headers=HTMX)
    assert (answer.status_code, "vừa chuyển bước" in answer.content.decode()) == (422, True)
    assert not a_round.marks.exists()


def test_the_table_narrows_to_a_unit_and_to_what_lacks_points(a_round: Round, standing: Person, units: dict[str, Unit], at: At) -> None:
    client, address = at(standing), reverse("indexes:round_marks", args=[a_round.pk])
    actions.score_self(round=a_round, criterion=leaf_of(a_round.index, "1.3"), points=Decimal("1.50"), actor=None, at=NOW)
    assert [client.get(address, query).content.decode().count("data-row-key") for query in (
        {}, {"don_vi": units["KT"].pk}, {"con_thieu": "on"}, {"don_vi": units["PVHCC"].pk},
    )] == [5, 1, 3, 0]  # fmt: skip


def test_the_pages_ask_no_more_for_more_leaves(
    scored: Index, ward: Commune, standing: Person, head: Person, appraiser: Person, at: At
) -> None:
    def small() -> dict[str, Round]:
        return {
            "few": declare_round(scored, "Ít", DAYS),
            "open": actions.open_round(index=scored, title="Mở", dates=DAYS, actor=None, at=NOW),
        }

    counts: dict[str, list[int]] = {}
    for make in (small, partial(grown, ward)):
        found = make()
        for person, name, of in ((head, "round_marks", "open"), (head, "round", "open"), (standing, "comparison", "few"),
                                 (appraiser, "round_marks", "few"), (appraiser, "round", "few")):  # fmt: skip
            client = at(person)
            client.get("/")
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(f"indexes:{name}", args=[found[of].pk])).status_code == 200
            counts.setdefault(f"{person.username} {name}", []).append(len(asked))
    assert [pair for pair in counts.items() if pair[1][1] > pair[1][0]] == []


def grown(ward: Commune) -> dict[str, Round]:
    """The rounds of another year whose set has twenty leaves more."""
    field = {"code": "3", "title": "Thêm", "max": "10", "children": [
        {"code": f"3.{number}", "title": f"Tiêu chí {number}", "max": "0.5", "lead": "VHXH", "source": "evidence",
         "rule": {"shape": "yes_no", "when": "co_doi_thoai"}, "evidence": [{"text": f"Văn bản {number}"}]}
        for number in range(20)
    ]}  # fmt: skip
    body = small_set(id="lon-2027", year=2027, nodes=[*BODY["nodes"], field])
    pack = actions.add_pack(commune=ward, pack=body, source="", actor=None, at=NOW)
    bigger = actions.adopt(commune=ward, pack=pack, actor=None, at=NOW)
    scored = actions.open_round(index=bigger, title="Nhiều", dates=DAYS, actor=None, at=NOW)
    for leaf in bigger.criteria.exclude(code="2.2"):
        actions.score_self(round=scored, criterion=leaf, points=Decimal("0.25"), reason="Có", actor=None, at=NOW)
    actions.consolidate(round=scored, actor=None, at=NOW)
    actions.approve_round(round=scored, actor=None, at=NOW)
    scored.refresh_from_db()
    actions.lock_round(round=scored, prepared=prepare(scored, at=NOW), actor=None, at=NOW)
    return {"few": scored, "open": actions.open_round(index=bigger, title="Mở", dates=DAYS, actor=None, at=NOW)}


def test_a_whole_round_in_the_browser(
    scored: Index, minutes: Claim, standing: Person, leader: Person, appraiser: Person, head: Person, at: At
) -> None:
    ward, boss, city = at(standing), at(leader), at(appraiser)
    days = {name: f"{getattr(DAYS, name):%d/%m/%Y}" for name in DAYS.__dataclass_fields__}
    ward.post(reverse("indexes:rounds"), {"title": "Tự chấm 2026", **days})
    found = Round.objects.get()
    for code, points in SCORED.items():
        ward.post(mark_address(found, code), {"points": points, "column": "self", "seen": "", "reason": "Có hồ sơ"})
    step = lambda slug: reverse("indexes:round_step", args=[found.pk, slug])  # noqa: E731
    assert city.get(reverse("indexes:round", args=[found.pk])).status_code == 404, "nothing is handed in yet"
    ward.post(step("tong-hop"), {"sure": "on"})
    assert ward.post(step("phe-duyet"), {"sure": "on"}).status_code == 403
    boss.post(step("phe-duyet"), {"sure": "on"})
    assert ward.post(step("khoa"), {}).status_code == 422
    ward.post(step("khoa"), {"sure": "on"})
    found.refresh_from_db()
    assert found.state == "locked"
    leaf = leaf_of(scored, "1.2").pk
    for code, points in SCORED.items():
        sent = {"points": str(Decimal(points) - Decimal("0.25")), "column": "appraised1", "seen": "", "reason": "Thiếu", "ve": "tiep"}
        assert city.post(mark_address(found, code), sent).status_code == 302
    city.post(reverse("indexes:ask_explanation", args=[found.pk, leaf]), {"asked": "Biên bản nào?"})
    city.post(step("het-lan-1"), {"sure": "on"})
    city.post(step("mo-giai-trinh"), {"sure": "on"})
    asked = reverse("indexes:explanation", args=[Explanation.objects.get().pk])
    assert at(head).post(asked, {"answer": ""}).status_code == 422
    file = SimpleUploadedFile("bien-ban-ky.txt", "Biên bản đã ký ngày 12/11/2026".encode())
    assert at(head).post(asked, {"answer": "Gửi biên bản đã ký", "files": file}).status_code == 302
    answered = city.get(asked).content.decode()
    assert ("Gửi biên bản đã ký" in answered, "bien-ban-ky.txt" in answered) == (True, True)
    city.post(mark_address(found, "1.2"), {"points": "0.75", "column": "appraised2", "seen": "", "reason": "Đủ"})
    city.post(step("het-lan-2"), {"sure": "on"})
    assert city.post(step("cong-bo"), {"total": "6.00"}).status_code == 422
    city.post(step("cong-bo"), {"total": "6.00", "rank": "20", "decision_number": "12/QĐ-SNV"})
    found.refresh_from_db()
    assert (found.state, found.published_total, found.decision_number) == ("published", Decimal("6.00"), "12/QĐ-SNV")
    published = {mark.criterion.code: mark.points for mark in found.marks.filter(column="published").select_related("criterion")}
    assert published == {"1.1": Decimal("1.5"), "1.2": Decimal("0.75"), "1.3": Decimal(1), "2.1": Decimal("2.5")}


def test_the_city_sees_scores_and_evidence_of_what_was_handed_in_and_nothing_else(
    declared: Round, a_round: Round, minutes: Claim, ward: Commune, units: dict[str, Unit], appraiser: Person, leader: Person, at: At
) -> None:
    city, leaf = at(appraiser), leaf_of(declared.index, "1.2")
    assert [each.pk for each in rounds(appraiser, on=NOW.date())] == [declared.pk]
    for address in pages_of(declared):
        expected = 404 if "so-sanh" in address else 200
        assert (address, city.get(address).status_code) == (address, expected)
    for address in pages_of(a_round):
        assert city.get(address).status_code == 404
    page = city.get(reverse("indexes:round_leaf", args=[declared.pk, leaf.pk])).content.decode()
    served = reverse("files:serve", args=[minutes.file_id])
    assert served in page
    assert city.get(served).status_code == 200
    loose = store(commune=ward, received=receive(ContentFile(b"nhap", name="nhap.txt")), actor=leader, at=NOW)
    work = assign(ward, "Lập danh sách", [units["KT"]], due="2026-12-18")
    for address in (
        reverse("files:serve", args=[loose.pk]), reverse("assignments:detail", args=[work.pk]),
        reverse("indexes:criterion", args=[leaf.pk]),
        reverse("evidence:detail", args=[minutes.pk]), reverse("assignments:register"), reverse("dossiers:overview"),
    ):  # fmt: skip
        assert (address, city.get(address).status_code) == (address, 404)
    assert not is_visible(appraiser, Ref("criterion", str(leaf.pk)))
    assert is_visible(appraiser, Ref("round", str(declared.pk)))
    assert files_under_appraisal(appraiser, [minutes.file_id or 0, loose.pk]) == {minutes.file_id}


def test_the_city_is_not_told_how_the_ward_came_to_its_points(scored: Index, minutes: Claim, appraiser: Person, at: At) -> None:
    found = actions.open_round(index=scored, title="Nội bộ", dates=DAYS, actor=None, at=NOW)
    plan = leaf_of(scored, "1.1")
    for code, points in SCORED.items():
        actions.score_self(round=found, criterion=leaf_of(scored, code), points=Decimal(points), reason="Có hồ sơ", actor=None, at=NOW)
    actions.consolidate(round=found, actor=None, at=NOW)
    actions.score_consolidated(round=found, criterion=plan, points=Decimal("1.25"), reason="Đơn vị chấm cao", actor=None, at=NOW)
    actions.approve_round(round=found, actor=None, at=NOW)
    found.refresh_from_db()
    actions.lock_round(round=found, prepared=prepare(found, at=NOW), actor=None, at=NOW)
    for address in (reverse("indexes:round_leaf", args=[found.pk, plan.pk]), reverse("indexes:round_marks", args=[found.pk])):
        page = at(appraiser).get(address).content.decode()
        assert "1,25" in page
        assert "1,75" not in page


def test_evidence_of_linked_work_is_handed_in_too_without_the_work(
    scored: Index, ward: Commune, units: dict[str, Unit], appraiser: Person, at: At
) -> None:
    work: Assignment = assign(ward, "Tổ chức hội nghị đối thoại", [units["KT"]], due="2026-12-18")
    talk = leaf_of(scored, "1.2")
    actions.link_assignment(criterion=talk, requirement=talk.requirements.get(), assignment=work, actor=None, at=NOW)
    upload = receive(ContentFile("Biên bản ngày 12/11/2026".encode(), name="cua-viec.txt"))
    claim = evidence.claim(place=Place(ward.code, "assignment", str(work.pk)), upload=upload, actor=None, at=NOW)
    found = declare_round(scored, "Chấm", DAYS)
    page = at(appraiser).get(reverse("indexes:round_leaf", args=[found.pk, talk.pk])).content.decode()
    assert ("cua-viec.txt" in page, "Tổ chức hội nghị" in page) == (True, False)
    assert at(appraiser).get(reverse("files:serve", args=[claim.file_id])).status_code == 200
    evidence.withdraw(claim=claim, reason="Nhầm", actor=None, at=NOW)
    assert "cua-viec.txt" in at(appraiser).get(reverse("indexes:round_leaf", args=[found.pk, talk.pk])).content.decode()


def test_once_published_the_files_close_and_the_points_stay(declared: Round, minutes: Claim, appraiser: Person, at: At) -> None:
    appraise_all(declared)
    for act in (actions.end_first_appraisal, actions.open_explaining, actions.end_second_appraisal):
        act(declared=declared, actor=appraiser, at=NOW)
    actions.publish_round(round=declared, total=None, rank=None, decision=None, decision_number="1/QĐ", actor=None, at=NOW)
    page = at(appraiser).get(reverse("indexes:round_leaf", args=[declared.pk, leaf_of(declared.index, "1.2").pk]))
    assert (page.status_code, f"/tep/{minutes.file_id}/" in page.content.decode()) == (200, False)
    assert at(appraiser).get(reverse("files:serve", args=[minutes.file_id])).status_code == 404
    locked = declared.locks.get()
    assert visible_ids(appraiser, [locked.workbook_id, locked.paper_id]) == set()


def test_another_ward_and_the_city_of_another_province_see_nothing(
    declared: Round, minutes: Claim, other_leader: Person, other_clerk: Person, at: At
) -> None:
    elsewhere = make_person("thamdinhkhac", "Tôn Nữ Hạ", Role.APPRAISER, province=Province.objects.create(code="97", name="Tỉnh khác"))
    actions.ask_explanation(declared=declared, criterion=leaf_of(declared.index, "1.2"), asked="Gì?", actor=None, at=NOW)
    lock = declared.locks.get()
    for person in (other_leader, other_clerk, elsewhere):
        client = at(person)
        asked = reverse("indexes:explanation", args=[Explanation.objects.get().pk])
        for address in (*pages_of(declared), asked, *(reverse("files:serve", args=[pk]) for pk in (lock.workbook_id, minutes.file_id))):
            assert (person.username, address, client.get(address).status_code) == (person.username, address, 404)
        assert client.post(mark_address(declared, "1.2"), {"points": "1"}).status_code == 404


def test_the_ward_opens_the_declaration_as_it_was_written(declared: Round, head: Person, at: At) -> None:
    lock = declared.locks.get()
    response = at(head).get(reverse("files:serve", args=[lock.workbook_id]))
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == lock.workbook.blob_id
    shown = at(head).get(reverse("indexes:round", args=[declared.pk])).content.decode()
    assert (lock.workbook.blob_id in shown, lock.paper.blob_id in shown) == (True, True)
    rows = read_xlsx(content)
    assert rows["1.1"][2:3] + rows["1.1"][6:8] == [2, None, 1.75]


def read_xlsx(content: bytes) -> dict[str, list[object]]:
    """Code → the cells of its row."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return {str(row[0]): list(row) for row in sheet.iter_rows(values_only=True) if row[0]}


def paper(client: Client, found: Round, slug: str) -> bytes:
    return client.get(reverse("indexes:round_paper", args=[found.pk, slug])).content


def test_the_papers_read_back_as_they_were_written(declared: Round, head: Person, at: At) -> None:
    client = at(head)
    talk = leaf_of(declared.index, "1.2")
    actions.ask_explanation(declared=declared, criterion=talk, asked="Biên bản <nào> & ở đâu?", actor=None, at=NOW)
    appraise_all(declared)
    own = read_xlsx(paper(client, declared, "tu-cham-xlsx"))
    assert [own[code][7] for code in SCORED] == [1.75, 0.75, 1.25, 2.75]
    assert (own["1"][7], own["1.3"][6], own["2.2"][7]) == (3.75, 1.5, None)
    assert own["1.3"][3] == "Nhiệm vụ phải làm: 4\nNhiệm vụ đã làm: 3"
    city = read_xlsx(paper(client, declared, "tham-dinh-xlsx"))
    assert city["1.1"][3:4] + city["1.1"][5:9] == [1.75, 1.5, None, "Thiếu chữ ký", 1.5]
    asked = read_xlsx(paper(client, declared, "giai-trinh-xlsx"))
    assert asked["1.2"] == ["1.2", "Đối thoại", 1, 0.75, 0.5, "Biên bản <nào> & ở đâu?", "Chưa giải trình", ""]
    lost = read_xlsx(paper(client, declared, "diem-mat-xlsx"))
    assert lost["Phòng Văn hóa - Xã hội"][:5] == ["Phòng Văn hóa - Xã hội", "Lê Thùy Dương", 7, 5.0, 2.0]
    assert lost["1.3 Hoàn thành nhiệm vụ"][4] == 1.0
    assert lost["Cộng"][4] == 2.5


@pytest.mark.parametrize("name", ["tu-cham", "tham-dinh", "giai-trinh", "diem-mat"])
def test_the_word_papers_are_wide_in_times_with_the_head_on_every_page(declared: Round, head: Person, name: str, at: At) -> None:
    actions.ask_explanation(declared=declared, criterion=leaf_of(declared.index, "1.2"), asked="a < b & c", actor=None, at=NOW)
    made = docx.Document(io.BytesIO(paper(at(head), declared, f"{name}-docx")))
    section = made.sections[0]
    assert (section.orientation, round(section.page_width.mm), round(section.page_height.mm)) == (WD_ORIENT.LANDSCAPE, 297, 210)
    normal = made.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(13))
    table = made.tables[1]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, *[False] * (len(table.rows) - 1)]
    cells = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
    if name == "tu-cham":
        assert cells["1.1"][7] == "1,75"
    if name == "giai-trinh":
        assert cells["1.2"][5] == "a < b & c"
