"""A review follows every import by itself, and the history tells of each run and of each finding opened or closed."""

from collections import Counter
from datetime import timedelta

import pytest

from minhchung.apps.findings.models import Finding
from minhchung.apps.ground import jobs
from minhchung.apps.ground.acts import ACTS
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.reviews.jobs import IMPORTS, after_import, nightly
from minhchung.apps.reviews.models import Run
from minhchung.apps.reviews.running import review
from tests.dossiers.conftest import At, at
from tests.dossiers.test_bringing import SAID, look
from tests.personas import NOW

__all__ = ["at"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder"), pytest.mark.once]
EARLIER, LATER = NOW - timedelta(hours=1), NOW + timedelta(minutes=1)


def events(*acts: str) -> Counter[str]:
    return Counter(HistoryEvent.objects.filter(act__in=acts).values_list("act", flat=True))


def test_every_act_that_brings_many_records_in_is_one_and_both_jobs_run_by_themselves() -> None:
    assert set(ACTS) >= IMPORTS
    assert {"reviews.nightly", "reviews.after_import"} <= set(jobs.DUE_JOBS)


def test_dossiers_brought_in_are_reviewed_once_without_being_asked_for(ward: Commune, at: At, clerk: Person) -> None:
    assert nightly(EARLIER) == 1
    assert not Finding.objects.filter(code__startswith="HS").exists()
    at(clerk).post(look(at, clerk), SAID)
    assert (after_import(LATER), after_import(LATER)) == (1, 0)
    assert Finding.objects.filter(code="HS-01").count() == 2
    last = Run.objects.first()
    assert last is not None
    assert (last.by, last.at) == (None, LATER)


def test_the_first_import_of_a_ward_never_reviewed_does_not_wait_for_the_night(ward: Commune, at: At, clerk: Person) -> None:
    assert after_import(NOW) == 0
    at(clerk).post(look(at, clerk), SAID)
    assert (after_import(LATER), Run.objects.count()) == (1, 1)


def test_the_history_has_one_event_for_a_run_and_one_for_each_finding_opened_or_closed(ward: Commune, at: At, clerk: Person) -> None:
    at(clerk).post(look(at, clerk), SAID)
    runs = [review(ward, actor=None, at=NOW), review(ward, actor=None, at=LATER)]
    opened = sum(run.opened for run in runs)
    assert opened == Finding.objects.count() > 2
    assert events("reviews.run", "findings.find", "findings.passed") == {"reviews.run": 2, "findings.find": opened}
    at(clerk).post(look(at, clerk, LETTERS), {**SAID, "hour": "08:45"})
    run = review(ward, actor=None, at=LATER)
    assert run.closed >= 1
    assert events("reviews.run", "findings.passed") == {"reviews.run": 3, "findings.passed": run.closed}


LETTERS = """Mã hồ sơ,Chủ hồ sơ,Tên thủ tục,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,Trạng thái
H99.12-261102-0001,Nguyễn Văn Mẫu,Đăng ký khai sinh,Hộ tịch,02/11/2026 08:00,25/11/2026 16:30,Đang xử lý
"""
"""A later export: one of the two late dossiers is now due later."""
