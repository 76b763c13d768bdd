"""The log of system faults and the dossiers they touched."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from minhchung.apps.dossiers import actions
from minhchung.apps.dossiers.models import SystemFault
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.files.samples import png
from tests.personas import NOW

pytestmark = pytest.mark.django_db
FIELDS = {
    "loi-from_day": "17/11/2026",
    "loi-from_hour": "8h10",
    "loi-to_day": "17/11/2026",
    "loi-to_hour": "10:10",
    "loi-what": "Không đăng nhập được",
}


def log(ward: Commune, began: str, ended: str | None, what: str = "Không đăng nhập được") -> SystemFault:
    began_at, ended_at = (datetime.fromisoformat(text).replace(tzinfo=ZONE) if text else None for text in (began, ended))
    assert began_at is not None
    return actions.log_fault(commune=ward, began_at=began_at, ended_at=ended_at, what=what, actor=None, at=NOW)


def test_a_fault_is_logged_with_the_number_of_dossiers_it_touched(lake: Commune, at: At, clerk: Person) -> None:
    html = at(clerk).post(reverse("dossiers:faults"), FIELDS, follow=True).content.decode()
    fault = SystemFault.objects.get()
    assert "Không đăng nhập được" in html
    assert "08:10 ngày 17/11/2026" in html
    assert f'<a href="{reverse("dossiers:fault", args=[fault.pk])}">4<' in html, "late, today, waiting and the one that vanished"


def test_the_page_of_a_fault_lists_the_dossiers_behind_the_number(lake: Commune, at: At, clerk: Person) -> None:
    fault = log(lake, "2026-11-17 08:10", "2026-11-17 10:10")
    html = at(clerk).get(reverse("dossiers:fault", args=[fault.pk])).content.decode()
    for code in (small_lake.LATE, small_lake.TODAY, small_lake.WAITING, small_lake.GONE):
        assert reverse("dossiers:dossier", args=[code]) in html
    assert "2 giờ" in html
    assert small_lake.DONE not in html


def test_a_dossier_tells_the_faults_that_touched_it(lake: Commune, at: At, clerk: Person) -> None:
    fault = log(lake, "2026-11-17 08:10", "2026-11-17 10:10")
    html = at(clerk).get(reverse("dossiers:dossier", args=[small_lake.TODAY])).content.decode()
    assert reverse("dossiers:fault", args=[fault.pk]) in html
    assert "<b>2 giờ</b>" in html
    assert "chưa có trả lời của đơn vị vận hành" in html
    assert (
        reverse("dossiers:fault", args=[fault.pk])
        not in at(clerk).get(reverse("dossiers:dossier", args=[small_lake.DONE])).content.decode()
    )


def test_a_fault_outside_office_hours_touches_nothing(lake: Commune, at: At, clerk: Person) -> None:
    fault = log(lake, "2026-11-15 08:00", "2026-11-15 10:00")
    assert "không trùng giờ làm việc" in at(clerk).get(reverse("dossiers:fault", args=[fault.pk])).content.decode()


def test_without_dossiers_the_number_is_unknown_and_not_zero(ward: Commune, at: At, clerk: Person) -> None:
    log(ward, "2026-11-17 08:10", None)
    html = at(clerk).get(reverse("dossiers:faults")).content.decode()
    assert "chưa có số liệu hồ sơ" in html
    assert "chưa hết" in html


def test_an_empty_log_says_what_it_is_for(ward: Commune, at: At, clerk: Person) -> None:
    assert "Chưa ghi lỗi nào." in at(clerk).get(reverse("dossiers:faults")).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"loi-what": ""}, "Chưa ghi hệ thống lỗi gì."),
        ({"loi-to_hour": "07:00"}, "Lỗi phải kết thúc sau khi bắt đầu."),
        ({"loi-to_hour": ""}, "Ghi đủ cả ngày và giờ"),
        ({"loi-from_hour": "sáng"}, "Ghi giờ và phút, ví dụ 07:45."),
        ({"loi-from_day": "21/11/2026", "loi-to_day": "", "loi-to_hour": ""}, "Lỗi không thể bắt đầu ở tương lai."),
    ],
)
def test_what_is_wrong_stands_at_its_field(ward: Commune, at: At, clerk: Person, changed: dict[str, str], said: str) -> None:
    response = at(clerk).post(reverse("dossiers:faults"), {**FIELDS, **changed})
    assert response.status_code == 422
    assert said in response.content.decode().split('class="field-error"', 1)[1]
    assert not SystemFault.objects.exists()


def test_the_operators_answer_is_added_later(lake: Commune, at: At, clerk: Person) -> None:
    fault = log(lake, "2026-11-17 08:10", None)
    data = {"tl-to_day": "17/11/2026", "tl-to_hour": "10:10", "tl-answer": "Mất kết nối máy chủ"}
    html = at(clerk).post(reverse("dossiers:fault", args=[fault.pk]), data, follow=True).content.decode()
    assert "Mất kết nối máy chủ" in html
    assert "10:10 ngày 17/11/2026" in html


def test_a_fault_logged_by_mistake_is_withdrawn_with_a_reason(lake: Commune, at: At, clerk: Person) -> None:
    fault = log(lake, "2026-11-17 08:10", None)
    address = reverse("dossiers:withdraw_fault", args=[fault.pk])
    assert "Chưa ghi vì sao rút." in at(clerk).post(address, {}).content.decode()
    assert "Chưa ghi lỗi nào." in at(clerk).post(address, {"rut-reason": "Ghi hai lần"}, follow=True).content.decode()
    assert at(clerk).get(reverse("dossiers:fault", args=[fault.pk])).status_code == 404


def test_another_ward_sees_no_fault(lake: Commune, at: At, other_clerk: Person, officer: Person, reader: Person) -> None:
    fault = log(lake, "2026-11-17 08:10", None)
    assert at(other_clerk).get(reverse("dossiers:fault", args=[fault.pk])).status_code == 404
    assert "Không đăng nhập được" not in at(other_clerk).get(reverse("dossiers:faults")).content.decode()
    assert at(officer).post(reverse("dossiers:faults"), FIELDS).status_code == 403
    assert at(reader).get(reverse("dossiers:faults")).status_code == 403


def test_the_log_asks_the_database_as_often_for_many_faults(
    lake: Commune, at: At, clerk: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(2, 18):
        log(lake, f"2026-11-{day:02d} 08:10", f"2026-11-{day:02d} 09:00")
    client = at(clerk)
    client.get(reverse("dossiers:faults"))
    with django_assert_max_num_queries(20):
        client.get(reverse("dossiers:faults"))


def test_a_picture_of_the_screen_proves_the_fault(lake: Commune, at: At, clerk: Person, officer: Person) -> None:
    fault = log(lake, "2026-11-17 08:10", None)
    page = reverse("dossiers:fault", args=[fault.pk])
    assert "Chưa có minh chứng nào." in at(clerk).get(page).content.decode()
    address = reverse("evidence:bring", args=["system_fault", str(fault.pk)])
    at(clerk).post(address, {"files": SimpleUploadedFile("man-hinh.png", png(), "image/png")})
    assert "man-hinh.png" in at(clerk).get(page).content.decode()
    assert at(officer).post(address, {"files": SimpleUploadedFile("khac.png", png(), "image/png")}).status_code == 403
