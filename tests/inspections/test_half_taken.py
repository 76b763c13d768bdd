"""A confirmation put down half done: whoever goes on finds it, nobody overwrites it unseen; and several closing days in one notice."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.inspections import actions
from minhchung.apps.inspections.models import HalfTaken, InspectedUnit, Inspection
from minhchung.apps.inspections.presenting import report_due
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.inspections.conftest import registered
from tests.inspections.test_seed_002 import taken, typed
from tests.personas import NOW

pytestmark = pytest.mark.django_db
At = Callable[[Person], Client]
HEAD = """THÔNG BÁO
Kết luận kiểm tra cải cách hành chính năm 2026

II. TỒN TẠI, HẠN CHẾ

1. Phòng Kinh tế

- Sổ theo dõi chưa ghi đủ 12 tháng.

2. Phòng Văn hóa - Xã hội

- Chưa lập hồ sơ công việc điện tử.

III. YÊU CẦU

1. Phòng Kinh tế

Ghi đủ sổ theo dõi của 12 tháng.

2. Phòng Kinh tế, Phòng Văn hóa - Xã hội

Lập hồ sơ công việc điện tử.

"""
REPORT = "Đề nghị các đơn vị gửi báo cáo kết quả khắc phục về Đoàn kiểm tra"


def keep(browser: Client, document: Document, values: dict[str, Any]) -> Any:
    return browser.post(reverse("inspections:keep_half_taken", args=[document.pk]), values)


def page(browser: Client, document: Document) -> Any:
    return browser.get(reverse("inspections:take", args=[document.pk]))


def test_what_was_put_down_stands_in_the_form_of_whoever_goes_on(notice: Document, standing: Person, leader: Person, at: At) -> None:
    begun = typed(standing, notice, t0_take=False, t1_message="Viết lại cho rõ.", y0_due_on="31/02/2026")
    assert keep(at(standing), notice, begun).status_code == 302
    assert not Inspection.objects.exists()
    found = page(at(leader), notice)
    form = found.context["form"]
    assert (form["t0_take"].value(), form["t1_message"].value(), form["y0_due_on"].value()) == (False, "Viết lại cho rõ.", "31/02/2026")
    assert form["t1_take"].value() is True
    assert f"{standing.full_name} đã lưu dở" in found.content.decode()
    assert [(each.act, each.actor_name) for each in HistoryEvent.objects.filter(act__contains="half")] == [
        ("inspections.keep_half_taken", standing.full_name)
    ]


def test_confirming_ends_what_was_half_done(notice: Document, standing: Person, at: At) -> None:
    browser = at(standing)
    keep(browser, notice, typed(standing, notice))
    made = taken(browser, standing, notice, seen="1")
    assert made.conclusion == notice
    assert not HalfTaken.objects.exists()


def test_a_page_that_was_overtaken_says_so_and_replaces_only_when_pressed_again(
    notice: Document, standing: Person, leader: Person, at: At
) -> None:
    mine = typed(standing, notice, t1_message="Của tôi.")
    keep(at(leader), notice, typed(leader, notice, t1_message="Của lãnh đạo."))
    for answer in (keep(at(standing), notice, mine), at(standing).post(reverse("inspections:take", args=[notice.pk]), mine)):
        assert answer.status_code == 422
        assert f"{leader.full_name} đã lưu dở văn bản này lúc" in answer.content.decode()
        assert answer.context["form"]["t1_message"].value() == "Của tôi."
        assert answer.context["seen"] == 1
    assert HalfTaken.objects.get().fields["t1_message"] == ["Của lãnh đạo."]
    assert not Inspection.objects.exists()
    keep(at(standing), notice, {**mine, "seen": "1"})
    kept = HalfTaken.objects.get()
    assert (kept.fields["t1_message"], kept.version, kept.by) == (["Của tôi."], 2, standing)


def test_another_reading_of_the_text_takes_nothing_of_what_was_half_done(notice: Document, standing: Person, at: At) -> None:
    browser = at(standing)
    keep(browser, notice, typed(standing, notice, t1_message="Của bản trước."))
    Document.objects.filter(pk=notice.pk).update(text=notice.text + "\nThêm một dòng.")
    again = page(browser, notice)
    assert again.context["form"]["t1_message"].value() != "Của bản trước."
    assert "bản lưu dở không dùng được" in again.content.decode()


def test_what_is_half_done_may_be_dropped_and_begun_anew(notice: Document, standing: Person, at: At) -> None:
    browser = at(standing)
    keep(browser, notice, typed(standing, notice, t0_take=False))
    assert "Kết luận đang nhận dở:" in browser.get(reverse("inspections:list")).content.decode()
    assert "Nhận tiếp kết luận kiểm tra" in browser.get(reverse("documents:detail", args=[notice.pk])).content.decode()
    browser.post(reverse("inspections:drop_half_taken", args=[notice.pk]), {"seen": "1"})
    assert page(browser, notice).context["form"]["t0_take"].value() is True
    with pytest.raises(Refused, match="Không còn bản nhận dở"):
        actions.drop_half_taken(document=notice, seen=0, actor=standing, at=NOW)


def test_a_notice_that_was_taken_is_not_put_down_any_more(notice: Document, standing: Person, at: At) -> None:
    begun = typed(standing, notice)
    taken(at(standing), standing, notice)
    with pytest.raises(Refused, match="đã được nhận thành cuộc kiểm tra"):
        actions.keep_half_taken(document=notice, digest="", fields={}, seen=0, actor=standing, at=NOW)
    assert begun


def notice_of(ward: Commune, closing: str) -> Document:
    subject = "Kết luận kiểm tra cải cách hành chính năm 2026"
    return registered(ward, HEAD + closing, subject=subject, number=77, issued_on=date(2026, 6, 18))


def test_each_unit_has_the_closing_day_the_notice_names_for_it(ward: Commune, units: dict[str, Unit], standing: Person, at: At) -> None:
    closing = f"{REPORT} trước ngày 08/7/2026; riêng Phòng Kinh tế trước ngày 01/7/2026./."
    made = taken(at(standing), standing, notice_of(ward, closing))
    assert (made.due_on, {each.unit.short: each.due_on for each in made.inspectedunits.all()}) == (
        date(2026, 7, 8), {"KT": date(2026, 7, 1), "VH-XH": None},
    )  # fmt: skip
    last = {each.unit.short: report_due(made, each).on for each in InspectedUnit.objects.select_related("unit")}  # type: ignore[union-attr]
    assert last == {"KT": date(2026, 6, 30), "VH-XH": date(2026, 7, 7)}
    found = Occurrence.objects.values_list("duty__assignment__requirements__order", "duty__holdings__unit__short", "due_on")
    assert sorted(found) == [(1, "KT", date(2026, 6, 30)), (2, "VH-XH", date(2026, 7, 7)), (3, "KT", date(2026, 6, 30))]
    assert list(made.requirements.filter(order__gt=1).values_list("text", flat=True)) == ["Lập hồ sơ công việc điện tử."] * 2


def test_a_second_report_is_a_demand_with_a_day_of_its_own(ward: Commune, units: dict[str, Unit], standing: Person, at: At) -> None:
    closing = f"{REPORT} lần 1 trước ngày 08/7/2026, lần 2 trước ngày 01/9/2026./."
    made = taken(at(standing), standing, notice_of(ward, closing))
    last = made.requirements.order_by("order").last()
    assert last is not None
    assert (last.due_on, last.due_inclusive, sorted(unit.short for unit in last.units.all())) == (date(2026, 9, 1), False, ["KT", "VH-XH"])
    assert made.due_on == date(2026, 7, 8)
    assert Assignment.objects.count() == 3


def test_a_day_typed_for_one_demand_is_its_own_and_its_words_tell_it(
    ward: Commune, units: dict[str, Unit], standing: Person, at: At
) -> None:
    closing = f"{REPORT} trước ngày 08/7/2026./."
    document = notice_of(ward, closing)
    changes = {"y0_due_on": "20/6/2026", "y0_due_inclusive": "0", "y0_cooperating": [units["VP"].pk, units["KT"].pk]}
    made = taken(at(standing), standing, document, **changes)
    first = made.requirements.get(order=1)
    assert (first.due_text, first.due_on, [unit.short for unit in first.cooperating.all()]) == (
        "trước ngày 20/6/2026",
        date(2026, 6, 20),
        ["VP"],
    )
    assert Occurrence.objects.filter(duty__assignment=first.assignment, due_on=date(2026, 6, 19)).count() == 2
    unit = at(standing).get(reverse("inspections:requirements", args=[made.pk])).content.decode()
    assert "phối hợp:" in unit
    assert "hạn riêng: trước ngày 20/6/2026" in unit


def test_two_people_never_hold_two_half_done_versions_of_one_notice(notice: Document, standing: Person) -> None:
    for seen in (0, 1, 2):
        actions.keep_half_taken(document=notice, digest="d", fields={"title": ["T"]}, seen=seen, actor=standing, at=NOW)
    assert HalfTaken.objects.get().version == 3
    HalfTaken.objects.update(version=F("version") + 1)
    with pytest.raises(Refused, match="đã lưu dở văn bản này"):
        actions.keep_half_taken(document=notice, digest="d", fields={}, seen=3, actor=standing, at=NOW)
