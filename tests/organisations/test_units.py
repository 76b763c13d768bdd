"""Acts on units, aliases and groups."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from minhchung.apps.ground import history, lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations import actions, passing
from minhchung.apps.organisations.models import Commune, Person, Unit, UnitAlias, UnitGroup
from minhchung.apps.organisations.naming import chosen, match_units
from minhchung.apps.organisations.queries import written_names
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def read_as(ward: Commune, name: str, on: date = TODAY) -> str | None:
    """The short name of the unit a written name means in the ward."""
    names = written_names(ward)
    taken = chosen(match_units(name, names.units, on, bodies=names.bodies, commune_name=ward.name))
    return Unit.objects.get(pk=taken.unit_id).short if taken else None


def add(ward: Commune, admin: Person, name: str, short: str, **more: Any) -> Unit:
    return actions.add_unit(commune=ward, name=name, short=short, valid_from=more.pop("valid_from", TODAY), actor=admin, at=NOW, **more)


def test_a_new_unit_stands_last_is_found_and_recorded(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    unit = add(ward, admin, "  Phòng  Nội vụ ", "NV")
    assert (unit.name, ward.units.last()) == ("Phòng Nội vụ", unit)
    assert [ref.key for ref in lookup.keys_matching("noi vu", commune=ward.pk, kind="unit")] == [str(unit.pk)]
    event = HistoryEvent.objects.get()
    assert (event.act, event.actor, event.after) == (
        "organisations.add_unit",
        admin,
        {"name": "Phòng Nội vụ", "short": "NV", "valid_from": "2026-11-20"},
    )


@pytest.mark.parametrize(
    ("name", "short", "field", "said"),
    [
        ("Phòng Kinh Tế", "KT2", "name", "đã dùng cho Phòng Kinh tế"),
        ("Trung tâm Dịch vụ hành chính công phường Vân Khê", "X", "name", "đã dùng cho Trung tâm Phục vụ hành chính công"),
        ("Phòng Nội vụ", "VP", "short", "đã dùng cho Văn phòng HĐND và UBND. Dùng “NV”?"),
        ("Phòng Nội vụ", "VHXH", "short", "đã dùng cho Phòng Văn hóa - Xã hội"),
        ("", "NV", "name", "Ghi tên đầy đủ"),
        ("Phòng Nội vụ", " ", "short", "Ghi tên viết tắt"),
    ],
)
def test_a_name_that_already_names_another_unit_is_refused_at_its_field(
    ward: Commune, admin: Person, name: str, short: str, field: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        add(ward, admin, name, short)
    assert said in refusal.value.message_dict[field][0]
    assert not HistoryEvent.objects.exists()


def test_only_the_administrator_of_the_ward_adds_units(
    ward: Commune, leader: Person, head: Person, reader: Person, other_clerk: Person, appraiser: Person
) -> None:
    for person in (leader, head, reader, other_clerk, appraiser):
        with pytest.raises(PermissionDenied):
            add(ward, person, "Phòng Nội vụ", "NV")
    assert not Unit.objects.filter(short="NV").exists()


def test_a_renamed_unit_keeps_its_old_name_as_a_dated_alias(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    unit = actions.rename_unit(unit=units["KT"], name="Phòng Kinh tế và Hạ tầng", on=date(2026, 10, 1), actor=admin, at=NOW)
    alias = UnitAlias.objects.get(unit=unit, text="Phòng Kinh tế")
    assert alias.until == date(2026, 9, 30)
    assert read_as(ward, "Phòng Kinh tế phường") == "KT"
    assert read_as(ward, "Phòng Kinh tế và Hạ tầng") == "KT"
    actions.rename_unit(unit=unit, name="Phòng Kinh tế", on=TODAY, actor=admin, at=NOW)
    assert list(unit.aliases.values_list("text", flat=True)) == ["Phòng Kinh tế và Hạ tầng"]


def test_a_correction_does_not_keep_the_wrong_name(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    unit = actions.rename_unit(unit=units["KT"], name="Phòng Kinh tế tổng hợp", on=TODAY, correction=True, actor=admin, at=NOW)
    assert not unit.aliases.exists()
    assert HistoryEvent.objects.get().note.startswith("Sửa lỗi viết")


@pytest.mark.parametrize(
    ("name", "on", "field"),
    [
        ("Phòng Kinh tế", TODAY, "name"),
        ("Phòng Kinh doanh", date(2026, 11, 21), "on"),
        ("Phòng Kinh doanh", date(2025, 6, 30), "on"),
        ("Trung tâm PVHCC", TODAY, "name"),
    ],
)
def test_a_rename_is_refused_at_the_field_that_is_wrong(admin: Person, units: dict[str, Unit], name: str, on: date, field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.rename_unit(unit=units["KT"], name=name, on=on, actor=admin, at=NOW)
    assert list(refusal.value.message_dict) == [field]


def test_a_new_short_name_keeps_the_old_one_as_an_alias(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    actions.edit_unit(unit=units["PVHCC"], short="TTHCC", order=1, actor=admin, at=NOW)
    assert ward.units.first() == Unit.objects.get(short="TTHCC")
    assert read_as(ward, "PVHCC") == "TTHCC"


@pytest.mark.parametrize(
    ("short", "text", "said"),
    [
        ("DVSNC", "Trung tâm Dịch vụ Hành chính công", "Trung tâm Phục vụ hành chính công"),
        ("DVSNC", "Trung tâm Dịch vụ công", "chỉ gồm chữ chung"),
        ("DVSNC", "Trung tâm", "chỉ gồm chữ chung"),
        ("KT", "Phòng chuyên môn", "chỉ gồm chữ chung"),
        ("KT", "phòng VHXH", "đang được đọc là Phòng Văn hóa - Xã hội"),
        ("DVSNC", "Văn  phòng", "đã là tên gọi khác của Văn phòng HĐND và UBND"),
        ("KT", "   ", "Ghi tên gọi khác"),
    ],
)
def test_an_alias_that_names_another_unit_or_nobody_is_refused(
    admin: Person, units: dict[str, Unit], short: str, text: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.add_alias(unit=units[short], text=text, actor=admin, at=NOW)
    assert said in refusal.value.message_dict["text"][0]


def test_an_alias_is_read_until_it_is_taken_away(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    assert read_as(ward, "Bộ phận Một cửa") is None
    alias = actions.add_alias(unit=units["PVHCC"], text="Bộ phận Một cửa", actor=admin, at=NOW)
    assert read_as(ward, "bộ phận một cửa phường") == "PVHCC"
    actions.remove_alias(alias=alias, actor=admin, at=NOW)
    assert read_as(ward, "Bộ phận Một cửa") is None
    with pytest.raises(Refused, match="đã được bỏ"):
        actions.remove_alias(alias=alias, actor=admin, at=NOW)
    assert history.verify(ward.pk) is None


def test_another_ward_has_its_own_aliases(ward: Commune, other_ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    actions.add_alias(unit=units["PVHCC"], text="Bộ phận Một cửa", actor=admin, at=NOW)
    assert read_as(other_ward, "Bộ phận Một cửa") is None


def test_a_unit_where_people_hold_roles_is_not_closed(admin: Person, officer: Person, units: dict[str, Unit]) -> None:
    with pytest.raises(Refused, match="còn 1 người giữ vai trò"):
        actions.close_unit(unit=units["KT"], last_day=TODAY, reason="Giải thể", actor=admin, at=NOW)


def test_a_closed_unit_is_no_longer_read_and_not_closed_twice(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    actions.close_unit(unit=units["DVSNC"], last_day=date(2026, 11, 19), reason="QĐ 88/QĐ-UBND", actor=admin, at=NOW)
    assert read_as(ward, "Trung tâm Dịch vụ sự nghiệp công") is None
    assert read_as(ward, "Trung tâm Dịch vụ sự nghiệp công", date(2026, 11, 19)) == "DVSNC"
    with pytest.raises(Refused, match="đã thôi hoạt động"):
        actions.close_unit(unit=units["DVSNC"], last_day=TODAY, reason="lần hai", actor=admin, at=NOW)


def make_group(ward: Commune, admin: Person, name: str, wordings: list[str], units: list[Unit]) -> UnitGroup:
    return actions.add_group(commune=ward, name=name, wordings=wordings, every=not units, units=units, actor=admin, at=NOW)


def test_a_wording_names_one_group_only(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    make_group(ward, admin, "Mọi đơn vị", ["các phòng, đơn vị"], [])
    with pytest.raises(ValidationError, match="đã thuộc nhóm “Mọi đơn vị”"):
        make_group(ward, admin, "Khác", ["Các đơn vị, phòng thuộc phường"], [units["KT"]])


@pytest.mark.parametrize(
    ("wordings", "every", "shorts", "said"),
    [
        ([], True, [], "ít nhất một cách gọi"),
        (["các"], True, [], "không có chữ nào chỉ đơn vị"),
        (["các phòng"], False, [], "không chọn cả hai"),
        (["các phòng"], True, ["KT"], "không chọn cả hai"),
    ],
)
def test_a_group_that_says_nothing_is_refused(
    ward: Commune, admin: Person, units: dict[str, Unit], wordings: list[str], every: bool, shorts: list[str], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        actions.add_group(
            commune=ward, name="Nhóm", wordings=wordings, every=every, units=[units[short] for short in shorts], actor=admin, at=NOW
        )


def test_a_group_holds_no_unit_of_another_ward(ward: Commune, admin: Person, units: dict[str, Unit], other_units: dict[str, Unit]) -> None:
    with pytest.raises(ValidationError, match="không thuộc Phường Vân Khê"):
        make_group(ward, admin, "Nhóm", ["các phòng"], [other_units["KT"]])


def test_an_edited_group_tells_what_changed(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    group = make_group(ward, admin, "Phòng", ["các phòng"], [units["KT"]])
    actions.edit_group(
        group=group, name="Phòng", wordings=["các phòng"], every=False, units=[units["KT"], units["VH-XH"]], actor=admin, at=NOW
    )
    event = HistoryEvent.objects.latest("position")
    assert (event.before, event.after) == ({"units": ["KT"]}, {"units": ["VH-XH", "KT"]})
    actions.remove_group(group=group, actor=admin, at=NOW)
    assert not UnitGroup.objects.exists()


def test_the_name_of_a_merged_unit_may_be_borne_again(ward: Commune, admin: Person, units: dict[str, Unit]) -> None:
    actions.hand_over(commune=ward, from_unit=units["KT"], to_unit=units["VP"], on=date(2026, 11, 2), closes=True, actor=admin, at=NOW)
    assert read_as(ward, "Phòng Kinh tế") == "VP"
    add(ward, admin, "Phòng Kinh tế", "KTM")
    assert read_as(ward, "Phòng Kinh tế") == "KTM"


def test_a_unit_that_still_holds_work_is_not_closed(admin: Person, units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch) -> None:
    held = passing.Passing(
        "test", "phần việc đang làm", kind="unit", of_unit=lambda unit, on: ["1", "2"] if unit == units["KT"] else [], of_person=None
    )
    monkeypatch.setitem(passing.PASSING, "test", held)
    with pytest.raises(Refused, match="còn giữ 2 phần việc đang làm"):
        actions.close_unit(unit=units["KT"], last_day=TODAY, reason="QĐ 9", actor=admin, at=NOW)
    assert Unit.objects.get(pk=units["KT"].pk).valid_to is None
    actions.close_unit(unit=units["VP"], last_day=TODAY, reason="QĐ 9", actor=admin, at=NOW)


def test_a_unit_s_own_name_is_no_other_name_of_it(admin: Person, units: dict[str, Unit]) -> None:
    for text in (units["VH-XH"].name, "phong van hoa - xa hoi", "vh-xh"):
        with pytest.raises(ValidationError, match="không cần khai thêm"):
            actions.add_alias(unit=units["VH-XH"], text=text, actor=admin, at=NOW)
