"""What the checks of appointments and bodies find, and what each clause spares."""

from datetime import date
from typing import Any

from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Appointment, Body, Person
from tests.checking import Examples, Ground, Make

PAST = {"valid_from": date(2025, 7, 1), "valid_to": date(2026, 6, 30)}


def post(**values: Any) -> Make:
    def make(ground: Ground) -> Ref:
        person = Person.objects.create(username="moi", full_name="Trần Văn Mới", commune=ground.commune)
        usual = {"post": "Phó Trưởng phòng", "valid_from": date(2026, 7, 1)}
        Appointment.objects.create(person=person, unit=ground.unit, **{**usual, **values})
        return Ref("person", str(person.pk))

    return make


def body(**values: Any) -> Make:
    def make(ground: Ground) -> Ref:
        usual = {"name": "Ban Chỉ đạo ISO", "standing_unit": ground.unit, "valid_from": date(2026, 3, 1)}
        return Ref("body", str(Body.objects.create(commune=ground.commune, **{**usual, **values}).pk))

    return make


EXAMPLES = {
    "TB-01": Examples(post(), {"đang giữ chức vụ": post(**PAST), "chưa ghi quyết định": post(decision="Số 12/QĐ-UBND ngày 01/7/2026")}),
    "TB-02": Examples(
        body(decision="Số 4/QĐ-UBND"),
        {
            "đang hoạt động": body(**PAST),
            "chưa ghi số hoặc ngày quyết định": body(decision="Số 4/QĐ-UBND", decided_on=date(2026, 3, 1)),
        },
        also=(body(decided_on=date(2026, 3, 1)), body(standing_unit=None)),
    ),
}
