"""The people of the tests: ward A (phường Vân Khê) by role, ward B (phường Bến Đá), the city appraiser. All fictional."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Appointment, Commune, Person, Province, RoleGrant, Unit, UnitAlias
from minhchung.text.normal import fold

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
"""The frozen moment of the test suite, a Friday."""

PASSWORD = "mot-mat-khau-dai"
SINCE = date(2025, 7, 1)
UNITS = {
    "VP": ("Văn phòng HĐND và UBND", ["Văn phòng"]),
    "VH-XH": ("Phòng Văn hóa - Xã hội", ["Phòng VH-XH"]),
    "KT": ("Phòng Kinh tế", []),
    "XD-NN-MT": ("Phòng Xây dựng, Nông nghiệp và Môi trường", []),
    "PVHCC": ("Trung tâm Phục vụ hành chính công", ["Trung tâm Dịch vụ hành chính công", "Trung tâm PVHCC"]),
    "DVSNC": ("Trung tâm Dịch vụ sự nghiệp công", ["Trung tâm sự nghiệp công"]),
}


def make_ward(code: str, name: str, *, province: Province) -> Commune:
    """A commune in use, with the six units of the sample ward."""
    commune = Commune.objects.create(code=code, name=name, province=province, in_use=True)
    for order, (short, (unit_name, aliases)) in enumerate(UNITS.items(), start=1):
        unit = Unit.objects.create(commune=commune, name=unit_name, short=short, order=order, valid_from=SINCE)
        UnitAlias.objects.bulk_create(UnitAlias(unit=unit, commune=commune, text=text, folded=fold(text)) for text in aliases)
    return commune


def make_person(
    username: str,
    full_name: str,
    *roles: Role,
    commune: Commune | None = None,
    unit: Unit | None = None,
    province: Province | None = None,
    post: str = "",
) -> Person:
    """Somebody who holds the roles since the wards began, with an account."""
    person = Person(username=username, full_name=full_name, commune=commune)
    person.set_password(PASSWORD)
    person.save()
    for role in roles:
        RoleGrant.objects.create(person=person, role=role, unit=unit, province=province, valid_from=SINCE)
    if unit and post:
        Appointment.objects.create(person=person, unit=unit, post=post, valid_from=SINCE)
    return person


@pytest.fixture
def province(db: None) -> Province:
    return Province.objects.create(code="98", name="Thành phố Hải Khê")


@pytest.fixture
def ward(province: Province) -> Commune:
    return make_ward("98001", "Phường Vân Khê", province=province)


@pytest.fixture
def other_ward(province: Province) -> Commune:
    return make_ward("98002", "Phường Bến Đá", province=province)


@pytest.fixture
def units(ward: Commune) -> dict[str, Unit]:
    return {unit.short: unit for unit in ward.units.all()}


@pytest.fixture
def other_units(other_ward: Commune) -> dict[str, Unit]:
    return {unit.short: unit for unit in other_ward.units.all()}


@pytest.fixture
def admin(ward: Commune) -> Person:
    return make_person("quantri", "Vũ Đình Khải", Role.ADMIN, commune=ward)


@pytest.fixture
def leader(ward: Commune) -> Person:
    return make_person("lanhdao", "Ngô Thanh Bách", Role.LEADER, commune=ward)


@pytest.fixture
def standing(ward: Commune, units: dict[str, Unit]) -> Person:
    return make_person("thuongtruc", "Đỗ Hạnh Nguyên", Role.STANDING, commune=ward, unit=units["VH-XH"], post="Chuyên viên")


@pytest.fixture
def head(ward: Commune, units: dict[str, Unit]) -> Person:
    return make_person("truongphong", "Lê Thùy Dương", Role.UNIT_HEAD, commune=ward, unit=units["VH-XH"], post="Trưởng phòng")


@pytest.fixture
def officer(ward: Commune, units: dict[str, Unit]) -> Person:
    return make_person("chuyenvien", "Phan Gia Huy", Role.OFFICER, commune=ward, unit=units["KT"], post="Chuyên viên")


@pytest.fixture
def clerk(ward: Commune, units: dict[str, Unit]) -> Person:
    return make_person("motcua", "Trịnh Mai Chi", Role.CLERK, commune=ward, unit=units["PVHCC"], post="Chuyên viên")


@pytest.fixture
def inspector(ward: Commune) -> Person:
    return make_person("kiemtra", "Hồ Quang Lộc", Role.INSPECTOR, commune=ward)


@pytest.fixture
def reader(ward: Commune) -> Person:
    return make_person("chixem", "Tạ Minh Châu", Role.READER, commune=ward)


@pytest.fixture
def appraiser(province: Province) -> Person:
    return make_person("thamdinh", "Cao Nhật Vy", Role.APPRAISER, province=province)


@pytest.fixture
def other_clerk(other_ward: Commune, other_units: dict[str, Unit]) -> Person:
    return make_person("motcuab", "Đinh Bảo Ngân", Role.CLERK, commune=other_ward, unit=other_units["PVHCC"], post="Chuyên viên")


@pytest.fixture
def other_leader(other_ward: Commune) -> Person:
    return make_person("lanhdaob", "Mạc Tuấn Kiệt", Role.LEADER, commune=other_ward)
