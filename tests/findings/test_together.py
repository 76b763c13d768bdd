"""One corrective work for several findings: each goes through its own gates, all of them or none."""

import re

import pytest

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.findings import actions
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.together import Planning, close_together, evaluate_together, link_together, mend_together, plan_together
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(ward: Commune, units: dict[str, Unit], inspector: Person, officer: Person, leader: Person) -> list[Finding]:
    """Untouched, explained, planned."""
    made = [actions.add(commune=ward, message=f"Thiếu sổ {name}", units=[units["KT"]], actor=inspector, at=NOW) for name in "ABC"]
    for each in made[1:]:
        actions.explain(finding=each, cause="skill", side="", note="", actor=officer, at=NOW)
    actions.plan(finding=made[2], plan="Lập sổ C", closing_test="Có sổ C", actor=leader, at=NOW)
    return [Finding.objects.get(pk=each.pk) for each in made]


def acts_of(finding: Finding) -> list[str]:
    events = HistoryEvent.objects.filter(kind="finding", key=str(finding.pk)).order_by("position")
    return [act.partition(".")[2] for act in events.values_list("act", flat=True)]


def test_every_history_tells_its_own_life_and_what_stands_is_kept(three: list[Finding], draft: Draft, standing: Person) -> None:
    made = mend_together(three, Planning("not-kept", "", "", "Lập đủ sổ", "Có đủ sổ"), draft, actor=standing, at=NOW)
    assert [acts_of(each) for each in three] == [
        ["add", "explain", "plan", "give_work"],
        ["add", "explain", "plan", "link_work"],
        ["add", "explain", "plan", "link_work"],
    ]
    now = [Finding.objects.get(pk=each.pk) for each in three]
    assert [(each.state, each.cause, each.plan) for each in now] == [
        ("working", "not-kept", "Lập đủ sổ"),
        ("working", "skill", "Lập đủ sổ"),
        ("working", "skill", "Lập sổ C"),
    ]
    assert made.wording == "Thiếu sổ A\nThiếu sổ B\nThiếu sổ C"


def test_one_refusal_undoes_all(three: list[Finding], draft: Draft, standing: Person) -> None:
    Finding.objects.filter(pk=three[2].pk).update(state="evaluated", evaluation="Đã xem")
    late = [Finding.objects.get(pk=each.pk) for each in three]
    events = HistoryEvent.objects.count()
    with pytest.raises(Refused, match="đã đánh giá xong"):
        mend_together(late, Planning("not-kept", "", "", "Lập đủ sổ", "Có đủ sổ"), draft, actor=standing, at=NOW)
    assert (Assignment.objects.count(), HistoryEvent.objects.count()) == (0, events)
    assert Finding.objects.get(pk=three[0].pk).state == "open"


def test_the_page_ticks_what_the_address_chose_and_asks_no_more_than_is_missing(
    three: list[Finding], units: dict[str, Unit], standing: Person, officer: Person
) -> None:
    client = signed_in(standing)
    assert signed_in(officer).get("/ra-soat/giao/").status_code == 403
    text = client.get("/ra-soat/giao/").content.decode()
    assert (text.count('name="findings"'), _ticked(text)) == (3, 0)
    assert _ticked(client.get(f"/ra-soat/giao/?don-vi={units['KT'].pk}").content.decode()) == 3
    assert 'name="cause"' in text
    only_planned = client.get("/ra-soat/giao/?loc=cho-giao").content.decode()
    assert only_planned.count('name="findings"') == 1
    assert 'name="cause"' not in only_planned
    assert 'name="plan"' not in only_planned
    typed = {"cause": "skill", "note": "", "plan": "Lập sổ", "closing_test": "Có sổ", "title": "Lập sổ", "due_on": "10/12/2026"}
    nothing = client.post("/ra-soat/giao/", {**typed, "lead": [units["KT"].pk]})
    assert "Chưa chọn phát hiện nào." in nothing.content.decode()
    chosen = [each.pk for each in three[:2]]
    answer = client.post("/ra-soat/giao/", {**typed, "lead": [units["KT"].pk], "findings": chosen})
    assert answer["Location"] == f"/viec/{Assignment.objects.get().pk}/"
    assert sorted(Finding.objects.filter(state="working").values_list("pk", flat=True)) == sorted(chosen)


def _ticked(page: str) -> int:
    """How many findings are chosen before anybody pressed anything."""
    return len(re.findall(r'name="findings" value="\d+" checked', page))


def test_findings_of_another_ward_cannot_be_smuggled_in(
    three: list[Finding], other_ward: Commune, units: dict[str, Unit], standing: Person, other_leader: Person
) -> None:
    theirs = actions.add(commune=other_ward, message="Của phường khác", units=[], actor=other_leader, at=NOW)
    typed = {
        "cause": "skill",
        "plan": "Lập sổ",
        "closing_test": "Có sổ",
        "title": "Lập sổ",
        "due_on": "10/12/2026",
        "lead": [units["KT"].pk],
    }
    assert signed_in(standing).post("/ra-soat/giao/", {**typed, "findings": [theirs.pk]}).status_code == 422
    assert Finding.objects.get(pk=theirs.pk).state == "open"


TOGETHER = Planning("not-kept", "", "", "Lập đủ sổ", "Có đủ sổ")


def test_cause_and_plan_of_several_keep_what_stands(three: list[Finding], leader: Person) -> None:
    actions.set_test(finding=three[0], closing_test="Đếm sổ A", actor=leader, at=NOW)
    plan_together([Finding.objects.get(pk=each.pk) for each in three[:2]], TOGETHER, actor=leader, at=NOW)
    now = [Finding.objects.get(pk=each.pk) for each in three[:2]]
    assert [(each.state, each.cause, each.closing_test) for each in now] == [
        ("planned", "not-kept", "Đếm sổ A"),
        ("planned", "skill", "Có đủ sổ"),
    ]


def test_work_given_already_mends_several_and_a_second_time_is_refused_by_name(
    three: list[Finding], draft: Draft, standing: Person
) -> None:
    made = mend_together(three[:1], TOGETHER, draft, actor=standing, at=NOW)
    link_together(three[1:], TOGETHER, made, actor=standing, at=NOW)
    assert [each.works.get().assignment for each in three] == [made] * 3
    again = [Finding.objects.get(pk=each.pk) for each in three]
    with pytest.raises(Refused, match=f"{again[0].label}: Việc {made.number} đã gắn"):
        link_together(again, TOGETHER, made, actor=standing, at=NOW)


def test_one_that_may_not_end_keeps_all_open_and_is_named(
    three: list[Finding], draft: Draft, standing: Person, inspector: Person, leader: Person
) -> None:
    mend_together(three, TOGETHER, draft, actor=standing, at=NOW)
    found = [Finding.objects.get(pk=each.pk) for each in three]
    with pytest.raises(Refused, match=f"{found[0].label}: Việc .* chưa xong"):
        evaluate_together(found, effective=True, note="Đã xem.", actor=inspector, at=NOW)
    Occurrence.objects.update(state="accepted", closed_at=NOW)
    evaluate_together(found, effective=True, note="Đã xem.", actor=inspector, at=NOW)
    Finding.objects.filter(pk=found[2].pk).update(state="working")
    with pytest.raises(Refused, match=f"{found[2].label}: Chưa đánh giá hiệu lực"):
        close_together([Finding.objects.get(pk=each.pk) for each in found], note="", actor=leader, at=NOW)
    assert not Finding.objects.filter(state="closed").exists()


def test_a_step_for_many_shows_each_person_the_own_ones_and_how_many_wait_for_others(
    three: list[Finding], draft: Draft, standing: Person, inspector: Person, leader: Person, head: Person, reader: Person
) -> None:
    keys = ",".join(str(each.pk) for each in three)
    assert signed_in(reader).get("/ra-soat/cung-luc/ke-hoach/").content.decode().count('name="findings"') == 0
    page = signed_in(leader).get(f"/ra-soat/cung-luc/ke-hoach/?ma={keys}").content.decode()
    assert page.count('name="findings"') == 2, "the third is planned"
    assert "2 tồn tại khác đang chờ bước này ở người khác" in signed_in(head).get(f"/ra-soat/cung-luc/ke-hoach/?ma={keys}").content.decode()
    mend_together(three, TOGETHER, draft, actor=standing, at=NOW)
    Occurrence.objects.update(state="accepted", closed_at=NOW)
    assert signed_in(inspector).get(f"/ra-soat/cung-luc/danh-gia/?ma={keys}").content.decode().count('name="findings"') == 3
    assert signed_in(leader).get(f"/ra-soat/cung-luc/danh-gia/?ma={keys}").content.decode().count('name="findings"') == 2, "he planned one"
    answer = signed_in(inspector).post(
        f"/ra-soat/cung-luc/danh-gia/?ma={keys}", {"findings": [three[0].pk], "effective": "1", "note": "Đã xem sổ A."}
    )
    assert answer.status_code == 302
    assert list(Finding.objects.filter(state="evaluated").values_list("pk", flat=True)) == [three[0].pk]
    assert signed_in(inspector).get("/ra-soat/cung-luc/khong-co/").status_code == 404


def test_the_page_that_links_work_asks_for_no_more_than_is_missing(
    three: list[Finding], draft: Draft, standing: Person, officer: Person
) -> None:
    made = mend_together(three[:1], TOGETHER, draft, actor=standing, at=NOW)
    address = f"/ra-soat/gan/{made.pk}/?ma={three[2].pk}"
    assert signed_in(officer).get(address).status_code == 403
    client = signed_in(standing)
    page = client.get(address).content.decode()
    assert page.count('name="findings"') == 1
    assert 'name="plan"' not in page
    assert client.post(address, {"findings": [three[2].pk]}).status_code == 302
    assert three[2].works.get().assignment == made
