"""The fictional ward of the demo: phường Vân Khê of thành phố Hải Khê, its six units and its people."""

from dataclasses import dataclass
from datetime import date, datetime

from minhchung.apps.organisations import actions
from minhchung.apps.organisations.actions.communes import FirstUnit
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Appointment, Commune, Person, Province, Unit

CODE = "98001"
SINCE = date(2025, 7, 1)
PASSWORD = "vankhe-2026"  # noqa: S105 - the demo prints it
UNITS = (
    FirstUnit("VP", "Văn phòng HĐND và UBND", ("Văn phòng HĐND&UBND",)),
    FirstUnit("VH-XH", "Phòng Văn hóa - Xã hội"),
    FirstUnit("KT", "Phòng Kinh tế"),
    FirstUnit("XD-NN-MT", "Phòng Xây dựng, Nông nghiệp và Môi trường"),
    FirstUnit("PVHCC", "Trung tâm Phục vụ hành chính công", ("Trung tâm Dịch vụ hành chính công",)),
    FirstUnit("DVSNC", "Trung tâm Dịch vụ sự nghiệp công", ("Trung tâm sự nghiệp công",)),
)


@dataclass(frozen=True)
class Sample:
    """A person of the demo."""

    username: str
    full_name: str
    role: Role
    unit: str = ""
    post: str = ""
    decision: str = ""
    """By which the post was given, as far as somebody wrote it down."""


PEOPLE = (
    Sample("quantri", "Vũ Đình Khải", Role.ADMIN),
    Sample("chutich", "Ngô Thanh Bách", Role.LEADER),
    Sample("phochutich", "Tống Khánh Linh", Role.LEADER),
    Sample("nguyen", "Đỗ Hạnh Nguyên", Role.STANDING, post="Chuyên viên"),
    Sample("duong", "Lê Thùy Dương", Role.UNIT_HEAD, "VH-XH", "Trưởng phòng", "Số 41/QĐ-UBND ngày 01/7/2025"),
    Sample("an", "Lục Hoài An", Role.UNIT_HEAD, "VP", "Chánh Văn phòng", "Số 40/QĐ-UBND ngày 01/7/2025"),
    Sample("huy", "Phan Gia Huy", Role.UNIT_HEAD, "KT", "Trưởng phòng"),
    Sample("ha", "Bành Thu Hà", Role.OFFICER, "KT", "Chuyên viên"),
    Sample("son", "Quách Ngọc Sơn", Role.UNIT_HEAD, "XD-NN-MT", "Trưởng phòng", "Số 43/QĐ-UBND ngày 01/7/2025"),
    Sample("chi", "Trịnh Mai Chi", Role.UNIT_HEAD, "PVHCC", "Giám đốc", "Số 44/QĐ-UBND ngày 01/7/2025"),
    Sample("lan", "Hứa Tuyết Lan", Role.CLERK, "PVHCC", "Chuyên viên"),
    Sample("tuan", "Mai Quốc Tuấn", Role.UNIT_HEAD, "DVSNC", "Giám đốc"),
    Sample("kiemtra", "Hồ Quang Lộc", Role.INSPECTOR),
    Sample("chixem", "Tạ Minh Châu", Role.READER),
    Sample("thamdinh", "Cao Nhật Vy", Role.APPRAISER),
)
"""At least one of each role, so that a visitor can try them all."""


def make_ward(*, at: datetime) -> Commune:
    """The ward with its units, in use."""
    province, _ = Province.objects.get_or_create(code="98", defaults={"name": "Thành phố Hải Khê"})
    commune = Commune.objects.create(code=CODE, name="Phường Vân Khê", province=province)
    return actions.put_in_use(commune=commune, units=UNITS, since=SINCE, actor=None, at=at)


def make_people(commune: Commune, *, at: datetime) -> dict[str, Person]:
    """Everybody by sign-in name, each with the demo's password, role and post."""
    units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    return {sample.username: _make(sample, commune, units.get(sample.unit), at) for sample in PEOPLE}


def _make(sample: Sample, commune: Commune, unit: Unit | None, at: datetime) -> Person:
    make = _of_the_province if sample.role == Role.APPRAISER else _of_the_ward
    person = make(sample, commune, unit, at)
    actions.choose_password(person=person, password=PASSWORD, actor=None, at=at)
    return Person.objects.get(pk=person.pk)  # afresh: roles and units are remembered on the object


def _of_the_province(sample: Sample, commune: Commune, _: Unit | None, at: datetime) -> Person:
    return actions.add_appraiser(
        province=commune.province, username=sample.username, full_name=sample.full_name, valid_from=SINCE, actor=None, at=at
    )


def _of_the_ward(sample: Sample, commune: Commune, unit: Unit | None, at: datetime) -> Person:
    person = actions.add_person(commune=commune, username=sample.username, full_name=sample.full_name, actor=None, at=at)
    actions.grant_role(person=person, role=sample.role, unit=unit, valid_from=SINCE, valid_to=None, actor=None, at=at)
    if unit is not None:
        actions.appoint(
            person=person,
            unit=unit,
            post=sample.post,
            kind=Appointment.Kind.REGULAR,
            decision=sample.decision,
            valid_from=SINCE,
            valid_to=None,
            actor=None,
            at=at,
        )
    return person
