"""The pages of the checks and the runs: what is said of each, how a ward sets one, running from the page, who is told."""

import pytest
from django.urls import reverse

from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import notices
from minhchung.apps.ground.jobs import DUE_JOBS
from minhchung.apps.ground.problems import CHECKS
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.reviews import progress
from minhchung.apps.reviews.models import CheckSetting, Run
from minhchung.apps.reviews.running import review
from tests.assignments.conftest import Assigning
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


@pytest.fixture
def late(assign: Assigning) -> Occurrence:
    """Work of VH-XH that is late and says nothing: NV-09 finds it."""
    work = assign("VH-XH")
    Occurrence.objects.filter(duty__assignment=work).update(due_on="2026-11-10")
    return Occurrence.objects.get(duty__assignment=work)


def test_every_check_stands_on_the_page_with_what_makes_a_record_wrong(ward: Commune, reader: Person) -> None:
    text = signed_in(reader).get("/ra-soat/quy-tac/").content.decode()
    for check in CHECKS.values():
        assert reverse("reviews:check", args=[check.code]) in text
        assert all(clause.replace('"', "&quot;") in text for clause in check.clauses)


def test_a_run_from_the_page_finds_says_so_and_tells_the_head_once(
    ward: Commune, late: Occurrence, standing: Person, head: Person, officer: Person
) -> None:
    assert signed_in(officer).post("/ra-soat/chay/").status_code == 403
    text = signed_in(standing).post("/ra-soat/chay/", follow=True).content.decode()
    run = Run.objects.get()
    assert (run.checks, run.by) == (len(CHECKS), standing)
    assert run.records > 0
    assert f"{run.checks} quy tắc · {run.records} bản ghi · chạy lúc 09:00 ngày 20/11/2026" in text
    assert Finding.objects.filter(code="NV-09", subject_key=str(late.pk)).exists()
    news = [each.notice.text for each in notices.current(head, today=NOW.date())]
    under = Finding.objects.filter(units__unit__short="VH-XH").count()
    assert news == [f"Rà soát 20/11: Phòng Văn hóa - Xã hội có {under} phát hiện mới. Xem và nêu nguyên nhân."]
    review(ward, actor=None, at=NOW)
    assert len(notices.current(head, today=NOW.date())) == 1  # nothing new: nobody is told again
    Finding.objects.update(state="explained", cause="skill", side="subjective")
    assert notices.current(head, today=NOW.date()) == []


def test_how_far_a_review_is_can_be_asked_and_is_gone_afterwards(ward: Commune, standing: Person, reader: Person) -> None:
    progress.note(ward.pk, "NV-04", 3, 50)
    answer = signed_in(standing).get("/ra-soat/chay/tien-do/").json()
    assert answer == {"code": "NV-04", "done": 3, "whole": 50, "title": CHECKS["NV-04"].title}
    assert signed_in(reader).get("/ra-soat/chay/tien-do/").status_code == 403
    signed_in(standing).post("/ra-soat/chay/")
    assert progress.noted(ward.pk) == {}


def test_a_check_is_switched_off_with_a_reason_and_given_another_number(ward: Commune, standing: Person, head: Person) -> None:
    usual = {f"p-{name}": str(parameter.usual) for name, parameter in CHECKS["NV-04"].parameters.items()}
    name = next(iter(CHECKS["NV-04"].parameters))
    changed = {**usual, f"p-{name}": "9"}
    client, address = signed_in(standing), "/ra-soat/quy-tac/NV-04/"
    assert "Lưu cách đặt" not in signed_in(head).get(address).content.decode()
    assert signed_in(head).post(address, {"on": "1", **changed}).status_code == 403
    refused = client.post(address, {"on": "0", "reason": "", **changed})
    assert (refused.status_code, "Chưa ghi lý do tắt quy tắc NV-04" in refused.content.decode()) == (422, True)
    client.post(address, {"on": "1", "reason": "", **changed})
    assert CheckSetting.objects.get().given == {name: 9}
    client.post(address, {"on": "0", "reason": "Chưa áp dụng", **changed})
    text = client.get("/ra-soat/quy-tac/").content.decode()
    assert "1 đang tắt" in text
    assert "Chưa áp dụng" in text
    assert client.get("/ra-soat/quy-tac/XX-99/").status_code == 404


def test_a_check_that_could_not_run_is_named_plainly(ward: Commune, standing: Person) -> None:
    Run.objects.create(commune=ward, at=NOW, checks=3, found=0, opened=0, reopened=0, closed=0, failed=["NV-09"], milliseconds=10)
    text = signed_in(standing).get("/ra-soat/quy-tac/").content.decode()
    assert f"Không chạy được: NV-09 {CHECKS['NV-09'].title}" in text
    assert "1 quy tắc không chạy được" in signed_in(standing).get("/ra-soat/").content.decode()


def test_run_due_knows_the_reviews(ward: Commune, units: dict[str, Unit]) -> None:
    assert {"reviews.nightly", "reviews.after_import"} <= DUE_JOBS.keys()
    assert DUE_JOBS["reviews.nightly"].run(NOW) == 1
    assert Run.objects.get().by is None
