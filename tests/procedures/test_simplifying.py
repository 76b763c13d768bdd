"""Papers the State holds, workflows beside limits, quotas of a unit, the ward's own tables."""

from datetime import date
from decimal import Decimal

import pytest

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope, Window, compute
from minhchung.apps.procedures import actions
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.law import held_of, norms_of, usual_held
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.queries.simplifying import by_unit, droppable
from minhchung.apps.procedures.rules import Component, Content
from minhchung.apps.procedures.rules.held import Held, matches
from minhchung.apps.procedures.rules.workflows import Step, compared
from tests.personas import NOW

EIGHT = Decimal(8)
TODAY = date(2026, 11, 20)


def limits(*said: dict[str, str]) -> Content:
    return Content.of({"ways": [{"kind": "direct", "limit": each} for each in said]})


DAYS = {"value": "3", "unit": "working_days"}


@pytest.mark.parametrize(
    ("hours", "content", "fits", "words"),
    [
        (("4", "20"), limits(DAYS), True, "bằng thời hạn"),
        (("4", "16"), limits(DAYS), False, "thời hạn là 3 ngày làm việc (24 giờ)"),
        (("24",), limits(DAYS, {"value": "2", "unit": "working_days"}), False, "2 ngày làm việc (16 giờ)"),
        (("24",), limits({"value": "3", "raw": "3", "doubt": "?"}), None, "còn chưa rõ"),
        (("24",), limits({"value": "3", "unit": "days"}), None, "không đổi ra giờ làm việc được"),
        (("24",), Content(), None, "chưa có thời hạn để so"),
        ((None, "4"), limits(DAYS), None, "Bước 1 chưa ghi số giờ"),
        ((), limits(DAYS), None, "chưa có bước nào"),
    ],
)
def test_steps_add_up_to_the_limit_or_it_is_said_why_that_cannot_be_told(hours, content, fits, words):
    steps = [Step("Bước", hours=None if each is None else Decimal(each)) for each in hours]
    found = compared(steps, content, hours_a_day=EIGHT)
    assert (found.fits, words in found.words) == (fits, True), found.words


BIRTH = Held("birth", "Giấy khai sinh", ("giấy khai sinh",), "CSDL hộ tịch", "Nghị quyết", since=date(2026, 1, 1), until=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("- Bản sao Giấy Khai sinh của trẻ", date(2026, 3, 1), True),
        ("Giấy khai sinh", date(2025, 12, 31), False),
        ("Giấy khai sinh", date(2026, 7, 1), False),
        ("Tờ khai đăng ký, kèm giấy khai sinh", date(2026, 3, 1), False),
        ("Giấy khai sinhx", date(2026, 3, 1), False),
    ],
)
def test_a_held_paper_is_told_by_its_words_on_its_days_and_never_in_what_the_applicant_declares(name, day, found):
    assert bool(matches([Component(name=name)], [BIRTH], day)) is found


def test_every_row_of_the_law_data_says_where_and_who_and_that_it_is_unconfirmed():
    assert all(each.words and each.held_in and "chưa xác nhận" in each.source for each in usual_held().values())


def test_a_row_of_the_wards_own_takes_the_place_of_the_packaged_one(ward, standing):
    given = {"name": "Giấy khai sinh", "words": ["giấy khai sinh"], "held_in": "Hộ tịch", "since": None, "source": "QĐ 1"}
    actions.set_held_paper(commune=ward, key="birth", until=date(2026, 1, 1), **given, actor=standing, at=NOW)
    rows = {each.key: each for each in held_of(ward.pk)}
    assert (len(rows), rows["birth"].source, rows["birth"].holds_on(TODAY)) == (len(usual_held()), "QĐ 1", False)
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        actions.set_held_paper(commune=ward, key="x", **{**given, "since": TODAY}, until=date(2026, 1, 1), actor=standing, at=NOW)


def test_a_quota_counts_procedures_once_and_only_what_still_stands(marriage, units, ward, decision, standing):
    said = {"unit": units["KT"], "before": "a", "after": "b", "reason": "c", "actor": standing, "at": NOW}
    first = actions.propose(procedure=marriage, kind="time", **said)
    actions.propose(procedure=marriage, kind="step", **said)
    counts = {each.unit.short: each for each in by_unit(ward.pk, 2026, TODAY)}
    assert (counts["KT"].proposed, counts["KT"].lacks, counts["VP"].lacks) == (1, 2, 3)
    actions.send_proposal(simplification=first, document=decision, actor=standing, at=NOW)
    with pytest.raises(Refused, match="không chuyển sang"):
        actions.carry_out_proposal(simplification=first, actor=standing, at=NOW)
    actions.decide_proposal(simplification=first, approved=False, document=decision, actor=standing, at=NOW)
    assert by_unit(ward.pk, 2026, TODAY)[2].sent == 0
    actions.set_norm(commune=ward, name="proposals_per_unit", number=1, source="KH 5", actor=standing, at=NOW)
    assert (norms_of(ward.pk)["proposals_per_unit"].own, by_unit(ward.pk, 2026, TODAY)[2].lacks) == (True, 0)


def test_what_was_proposed_to_be_dropped_is_not_offered_again(marriage, units, ward, standing):
    (offered,) = droppable(ward.pk, TODAY)
    name = offered.match.component.name
    said = {"before": "Nộp", "after": "Không nộp", "reason": offered.match.reason}
    actions.propose(procedure=marriage, unit=units["VP"], kind="paper", component=name, **said, actor=standing, at=NOW)
    assert droppable(ward.pk, TODAY) == []


def test_figures_count_what_decisions_did_and_not_what_a_list_only_states(bring, marriage, ward, decision, standing):
    kinds = {each.read.row: each.kind for each in decided(decision).lines}
    actions.publish_decision(document=decision, on=date(2026, 11, 16), kinds=kinds, actor=standing, at=NOW)
    window = Window(date(2026, 11, 1), date(2026, 11, 30))
    found = {name: compute(f"procedures.{name}", Scope(ward.pk), window, NOW).value for name in ("in_force", "new", "abolished")}
    assert found == {"in_force": 2, "new": 1, "abolished": 1}
    assert Procedure.objects.count() == 3


def test_a_ward_without_a_catalogue_has_no_number_of_procedures(ward):
    found = compute("procedures.in_force", Scope(ward.pk), Window(TODAY, TODAY), NOW)
    assert (found.value, bool(found.reason)) == (None, True)
