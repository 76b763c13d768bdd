"""The catalogue as sources enter it, are settled by people and undone."""

from datetime import date

import pytest

from minhchung.apps.documents.models import Citation
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.refs import Ref
from minhchung.apps.procedures import actions, queries
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.importing import draft_of, stored_contents
from minhchung.apps.procedures.models import Line, Procedure, Source
from tests.personas import NOW
from tests.procedures.conftest import BASIS, DAY, WAYS, page, stored

TODAY = date(2026, 11, 20)


def content(procedure, day=TODAY):
    return queries.standing(procedure.commune_id, day, only=[procedure.pk])[0].standing.content


def test_a_page_enters_with_its_parts_and_is_found_without_accents_and_by_what_it_cites(marriage, ward):
    known = queries.standing(ward.pk, TODAY)[0]
    assert (known.procedure.code, known.procedure.local_code) == ("1.000894", "000.00.00.H24")
    assert [str(way.limit.value) for way in known.standing.content.ways] == ["3", "3"]
    assert lookup.keys_matching("dang ky ket hon", commune=ward.pk, kind="procedure") == [marriage.ref]
    assert [each.raw for each in Citation.objects.filter(kind="procedure", key=str(marriage.pk))] == ["60/2014/QH13"]


def test_the_same_file_twice_changes_nothing(bring, marriage, ward):
    with pytest.raises(Refused, match="không có gì mới"):
        bring([page("1.000894.000.00.00.H24", "Đăng ký kết hôn")])
    assert (Source.objects.count(), Line.objects.count()) == (1, 1)


def test_a_changed_page_says_only_what_is_new(bring, marriage):
    source = bring([page("1.000894.H24", "Đăng ký kết hôn", linh_vuc="Hộ tịch, quốc tịch")], on=date(2026, 11, 9))
    assert source.lines.get().said == {"field": "Hộ tịch, quốc tịch"}
    assert content(marriage).field == "Hộ tịch, quốc tịch"
    assert content(marriage, DAY).field == "Hộ tịch"


def test_a_bad_record_does_not_keep_the_good_ones_out(bring, ward):
    bring([{"ten_thu_tuc": "Không có mã"}, page("1.001193", "Đăng ký khai sinh"), page("1.001193", "Lặp lại"), "chữ"])
    assert list(Procedure.objects.values_list("code", flat=True)) == ["1.001193"]


def test_what_a_person_settled_stays_when_the_portal_still_shows_the_same(bring, ward, standing):
    def at(unit):
        return page("1.001193", "Đăng ký khai sinh", cach_thuc_thuc_hien=f"{WAYS}Trực tiếp5{unit}Miễn phí")

    bring([at("")])
    birth = Procedure.objects.get(code="1.001193")
    told = Line.objects.get().pk
    assert [each.part for each in content(birth).doubts()] == ["limit"]
    actions.mend(
        procedure=birth,
        field="ways",
        place=0,
        told=told,
        said=[("Trực tiếp", "5 ngày làm việc", "Miễn phí")],
        note="QĐ 12",
        actor=standing,
        at=NOW,
    )
    with pytest.raises(Refused):
        bring([at("")], on=TODAY, name="lan-hai.json")
    assert content(birth).doubts() == []
    bring([at(" Ngày")], on=TODAY, name="lan-ba.json")
    assert content(birth).ways[0].limit.unit == "days"


def test_a_part_that_another_source_has_changed_meanwhile_is_not_written_over(bring, marriage, standing):
    old = Line.objects.get().pk
    bring([page("1.000894", "Đăng ký kết hôn", cach_thuc_thuc_hien=f"{WAYS}Trực tiếp2 Ngày làm việcMiễn phí")], on=date(2026, 11, 9))
    with pytest.raises(Refused, match="vừa được nguồn khác cập nhật"):
        actions.mend(
            procedure=marriage, field="ways", told=old, said=[("Trực tiếp", "1 ngày", "Miễn phí")], note="nhầm", actor=standing, at=NOW
        )


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Trực tiếp", "5", "Miễn phí"), "chưa có đơn vị"),
        (("Bồ câu", "5 ngày", "Miễn phí"), "không phải cách thức"),
        (("Trực tiếp", "5 ngày"), "Chưa ghi phí"),
        (("Trực tiếp", "", "Miễn phí"), "Chưa ghi thời hạn"),
    ],
)
def test_a_person_too_has_to_say_a_whole_limit(marriage, standing, row, why):
    told = Line.objects.get().pk
    with pytest.raises(Refused, match=why):
        actions.mend(procedure=marriage, field="ways", place=0, told=told, said=[row], note="QĐ", actor=standing, at=NOW)


def test_a_decision_makes_amends_and_abolishes_and_undoing_it_gives_the_day_before(bring, marriage, ward, decision, standing):
    bring([page("1.004884", "Đăng ký lại khai sinh")], name="lai.json")
    before = [(known.procedure.code, known.standing) for known in standing_of(ward)]
    kinds = {each.read.row: each.kind.value for each in decided(decision).lines}
    source = actions.publish_decision(document=decision, on=date(2026, 11, 16), kinds=kinds, actor=standing, at=NOW)
    by_code = {known.procedure.code: known.standing for known in standing_of(ward)}
    assert {code: each.in_force for code, each in by_code.items()} == {"1.000894": True, "1.004884": False, "1.009991": True}
    assert (by_code["1.009991"].content.field, by_code["1.009991"].content.decision) == ("Hộ tịch", decision.code)
    assert [str(way.limit.value) for way in by_code["1.000894"].content.ways] == ["2"]
    assert [(known.procedure.code, known.standing) for known in standing_of(ward, date(2026, 11, 15))] == before
    gone = Procedure.objects.get(code="1.004884")
    assert not Citation.objects.filter(kind="procedure", key=str(gone.pk)).exists()
    actions.undo_source(source=source, reason="Nhập nhầm", actor=standing, at=NOW)
    assert [(known.procedure.code, known.standing) for known in standing_of(ward)] == before
    assert Citation.objects.filter(kind="procedure", key=str(gone.pk)).exists()
    with pytest.raises(Refused, match="đã được hoàn tác"):
        actions.undo_source(source=source, reason="Lần nữa", actor=standing, at=NOW)


def standing_of(ward, day=TODAY):
    return queries.standing(ward.pk, day)


def test_only_the_part_of_a_ward_is_taken_where_that_is_asked(ward, bring, standing):
    rows = (
        "Mã số\tTên\tCơ quan thực hiện\tLĩnh vực\n1.000001\tViệc của xã\tỦy ban nhân dân cấp xã\tA\n1.000002\tViệc của tỉnh\tSở Nội vụ\tA"
    )
    file = stored(ward, standing, rows.encode(), "dan.txt")
    draft = draft_of(stored_contents(file), commune=ward.pk, day=DAY, scope="ward")
    assert ([each.said.code.national for each in draft.effects], draft.left_out) == (["1.000001"], 1)


def test_certain_numbers_are_cited_and_uncertain_ones_are_not(bring):
    bring([page("1.001193", "Đăng ký khai sinh", can_cu_phap_ly=f"{BASIS}Luật Cư trú 202068/2020/QH14Nghị định 7/2025/NĐ-CP7/2025/NĐ-CP")])
    assert [each.raw for each in Citation.objects.filter(kind="procedure")] == ["7/2025/NĐ-CP"]
    assert Ref("procedure", str(Procedure.objects.get().pk)) == Procedure.objects.get().ref


def test_a_procedure_whose_only_source_is_undone_is_found_and_cites_nothing(marriage, ward, standing):
    actions.undo_source(source=Source.objects.get(), reason="Nhầm tệp", actor=standing, at=NOW)
    assert queries.standing(ward.pk, TODAY) == []
    assert lookup.keys_matching("ket hon", commune=ward.pk, kind="procedure") == []
    assert not Citation.objects.filter(kind="procedure", key=str(marriage.pk)).exists()


def test_a_whole_catalogue_enters_in_few_statements_and_is_found_by_its_newest_words(ward, bring, django_assert_max_num_queries):
    def listed(many, word, symbol):
        basis = f"{BASIS}Nghị định về hộ tịch{symbol}"
        return [page(f"1.{100000 + number}", f"Thủ tục {word} {number}", can_cu_phap_ly=basis) for number in range(many)]

    bring(listed(5, "đầu", "18/2026/NĐ-CP"))
    with django_assert_max_num_queries(60):
        bring(listed(60, "sau", "19/2026/NĐ-CP"), date(2026, 11, 5))
    assert len(lookup.keys_matching("thu tuc sau", commune=ward.pk, kind="procedure")) == 60
    assert lookup.keys_matching("thu tuc dau", commune=ward.pk, kind="procedure") == []
    assert set(Citation.objects.filter(kind="procedure").values_list("raw", flat=True)) == {"19/2026/NĐ-CP"}
