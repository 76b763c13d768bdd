"""The national list: as shipped, as loaded, and when it is broken."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from minhchung.apps.ground import history
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations import actions
from minhchung.apps.organisations.actions.communes import FirstUnit, Loaded
from minhchung.apps.organisations.models import Commune, Person, Province
from minhchung.apps.organisations.national_list import FOLDER, BrokenList, CommuneList, read_commune_list
from tests.personas import NOW

SMALL = CommuneList(date(2026, 7, 25), (("97", "Tỉnh Sao Mai"),), (("97001", "Xã Hòa Thạch", "97"), ("97002", "Đặc khu Hòn Sáo", "97")))


def test_the_list_as_shipped_holds_34_provinces_and_3321_communes() -> None:
    listing = read_commune_list()
    assert (len(listing.provinces), len(listing.communes)) == (34, 3321)
    assert {name.split()[0] for _, name, _ in listing.communes} == {"Phường", "Xã", "Đặc"}
    assert all(len(code) == 5 and code.isdecimal() for code, _, _ in listing.communes)


def test_the_list_as_shipped_is_that_of_its_source(shared: Path) -> None:
    provinces = json.loads(next((shared / "data" / "units").glob("*.json")).read_text(encoding="utf-8"))
    source = {(ward["Code"], ward["FullName"].casefold(), ward["ProvinceCode"]) for province in provinces for ward in province["Wards"]}
    assert {(code, name.casefold(), province) for code, name, province in read_commune_list().communes} == source


def test_the_licence_and_the_notice_are_shipped_with_the_list() -> None:
    assert "Permission is hereby granted" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "thanglequoc" in (FOLDER / "NOTICE.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_loading_the_whole_list_twice_changes_nothing_the_second_time() -> None:
    listing = read_commune_list()
    assert actions.load_communes(listing=listing, actor=None, at=NOW) == Loaded(34, 3321, added=3321, changed=0, missing=0)
    assert actions.load_communes(listing=listing, actor=None, at=NOW) == Loaded(34, 3321, added=0, changed=0, missing=0)
    assert (Province.objects.count(), Commune.objects.count()) == (34, 3321)
    assert history.verify("VN") is None


@pytest.mark.django_db
def test_a_newer_list_renames_and_keeps_what_vanished_and_what_a_commune_has_set() -> None:
    actions.load_communes(listing=SMALL, actor=None, at=NOW)
    Commune.objects.filter(pk="97001").update(in_use=True, urgent_working_days=4)
    newer = replace(SMALL, communes=(("97001", "Phường Hòa Thạch", "97"), ("97003", "Xã Bãi Cát", "97")))
    loaded = actions.load_communes(listing=newer, actor=None, at=NOW)
    assert loaded == Loaded(1, 2, added=1, changed=1, missing=1)
    renamed = Commune.objects.get(pk="97001")
    assert (renamed.name, renamed.in_use, renamed.urgent_working_days) == ("Phường Hòa Thạch", True, 4)
    assert Commune.objects.filter(pk="97002").exists()


@pytest.mark.django_db
def test_no_person_loads_the_list_or_puts_a_commune_to_use(admin: Person, ward: Commune) -> None:
    with pytest.raises(PermissionDenied):
        actions.load_communes(listing=SMALL, actor=admin, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        actions.put_in_use(commune=ward, units=[], since=date(2025, 7, 1), actor=admin, at=NOW)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_commune_starts_with_its_units_aliases_and_two_groups() -> None:
    actions.load_communes(listing=SMALL, actor=None, at=NOW)
    commune = Commune.objects.get(pk="97001")
    first = [
        FirstUnit("VP", "Văn phòng HĐND và UBND", ("Văn phòng",)),
        FirstUnit("KT", "Phòng Kinh tế"),
        FirstUnit("VH-XH", "Phòng Văn hóa - Xã hội"),
        FirstUnit("PVHCC", "Trung tâm Phục vụ hành chính công", ("Bộ phận Một cửa",)),
    ]
    actions.put_in_use(commune=commune, units=first, since=date(2025, 7, 1), actor=None, at=NOW)
    assert list(commune.units.values_list("short", flat=True)) == ["VP", "KT", "VH-XH", "PVHCC"]
    every, professional = commune.unit_groups.all()
    assert (every.every, [unit.short for unit in professional.units.all()]) == (True, ["KT", "VH-XH"])
    with pytest.raises(Refused, match="đã được thiết lập"):
        actions.put_in_use(commune=commune, units=first, since=date(2025, 7, 1), actor=None, at=NOW)


def write_list(folder: Path, *, provinces: str = "code,name\n97,Tỉnh Sao Mai\n", communes: str = "", counted: int = 1) -> Path:
    (folder / "units.toml").write_text(f"listed_on = 2026-07-25\nprovinces = 1\ncommunes = {counted}\n", encoding="utf-8")
    (folder / "provinces.csv").write_text(provinces, encoding="utf-8")
    (folder / "communes.csv").write_text(communes or "code,name,province\n97001,Xã Hòa Thạch,97\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("communes", "counted", "said"),
    [
        ("code,name\n97001,Xã A\n", 1, "dòng đầu phải là code,name,province"),
        ("code,name,province\n97001,,97\n", 1, "dòng 2: cần đủ 3 ô"),
        ("code,name,province\n97001,Xã A,96\n", 1, "mã tỉnh 96 chưa có"),
        ("code,name,province\n97001,Xã A,97\n97001,Xã B,97\n", 2, "mã 97001 có 2 dòng"),
        ("code,name,province\n97001,Xã A,97\n", 2, "có 1 dòng, units.toml ghi 2"),
    ],
)
def test_a_broken_list_is_refused_by_name_and_cause(tmp_path: Path, communes: str, counted: int, said: str) -> None:
    with pytest.raises(BrokenList, match=said):
        read_commune_list(write_list(tmp_path, communes=communes, counted=counted))
    assert read_commune_list(write_list(tmp_path)).communes == (("97001", "Xã Hòa Thạch", "97"),)
