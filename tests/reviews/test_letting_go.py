"""Findings that end though nothing was mended say so; one finding of a leaf lives through its pieces of evidence one by one."""

from datetime import date, timedelta

import pytest

from minhchung.apps.dossiers.checks import AGE
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.writing import Found, write
from minhchung.apps.ground import history
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import CHECKS, RETIRED, Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import RequiredEvidence
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.reviews.actions import set_check
from minhchung.apps.reviews.looking import outcomes, records_of
from minhchung.apps.reviews.running import review
from tests.checking import Ground
from tests.dossiers.check_examples import EXAMPLES as DOSSIERS
from tests.dossiers.check_examples import YEAR
from tests.indexes.check_examples import requirement, shown
from tests.personas import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder"), pytest.mark.once]


@pytest.fixture
def ground(ward: Commune, units: dict[str, Unit], officer: Person) -> Ground:
    return Ground(ward, units, officer)


def of_check(ward: Commune, code: str, subject: Ref) -> Finding:
    found = Found(Finding.Source.CHECK, "Như cũ.", Severity.ERROR, {}, fix="Sửa.", check=code, subject=subject)
    return write([found], commune=ward, actor=None, at=NOW)[0]


def last_word(finding: Finding) -> str:
    """What the history says last of a finding."""
    event = history.of(Ref("finding", str(finding.pk))).order_by("-position").first()
    assert event is not None
    return event.note


def stands(code: str) -> list[tuple[str, str]]:
    return [(each.state, each.message) for each in Finding.objects.filter(code=code)]


def test_a_finding_of_a_retired_check_closes_with_what_became_of_it(ward: Commune) -> None:
    old, unknown = of_check(ward, "NV-01", Ref("occurrence", "1")), of_check(ward, "ZZ-99", Ref("occurrence", "1"))
    assert review(ward, actor=None, at=NOW).closed == 2
    assert last_word(old) == f"Đóng vì {RETIRED['NV-01']}."
    assert last_word(unknown) == "Đóng vì phần mềm không còn quy tắc ZZ-99."


def test_what_was_told_by_piece_is_told_by_leaf(ground: Ground) -> None:
    asked = requirement(ground)
    old = of_check(ground.commune, "TC-01", Ref("requirement", str(asked.pk)))
    run = review(ground.commune, actor=None, at=NOW)
    new = Finding.objects.get(code="TC-01", subject_kind="criterion")
    old.refresh_from_db()
    assert (old.state, new.state, run.closed) == ("closed", "open", 1)
    assert last_word(old) == "Đóng vì nay mỗi tiêu chí có một phát hiện chung cho mọi minh chứng còn thiếu."


def test_a_leaf_has_one_finding_until_its_last_piece_is_there(ground: Ground) -> None:
    first = requirement(ground)
    second = RequiredEvidence.objects.create(criterion=first.criterion, position=1, text="Thông báo kết luận", conditions={"kind": "file"})
    review(ground.commune, actor=None, at=NOW)
    why = "Chưa có minh chứng, chưa gắn nhiệm vụ nào"
    both = f"1.2.1 Tổ chức đối thoại: thiếu 2/2 minh chứng. {why}: Biên bản đối thoại; Thông báo kết luận."
    assert stands("TC-01") == [("open", both)]
    shown(ground, first, "2026-11-02")
    run = review(ground.commune, actor=None, at=NOW)
    assert (run.opened, run.closed) == (0, 0)
    assert stands("TC-01") == [("open", f"1.2.1 Tổ chức đối thoại: thiếu 1/2 minh chứng. {why}: Thông báo kết luận.")]
    shown(ground, second, "2026-11-03")
    review(ground.commune, actor=None, at=NOW)
    assert [state for state, _ in stands("TC-01")] == ["closed"]
    assert last_word(Finding.objects.get(code="TC-01")) == "Tự đóng vì quy tắc đã đạt."
    RequiredEvidence.objects.create(criterion=first.criterion, position=2, text="Ảnh hội nghị", conditions={"kind": "file"})
    assert review(ground.commune, actor=None, at=NOW).reopened >= 1
    again = Finding.objects.get(code="TC-01")
    assert (again.state, again.times_reopened, f"thiếu 1/3 minh chứng. {why}: Ảnh hội nghị." in again.message) == ("open", 1, True)


def test_a_question_about_a_dossier_that_ended_long_ago_closes_with_an_honest_word(ground: Ground, standing: Person) -> None:
    subject = DOSSIERS["HS-11"].fine[AGE](ground)
    ground.settle()
    set_check(commune=ground.commune, code="HS-11", on=True, given={"days": 0}, reason="", actor=standing, at=NOW)
    review(ground.commune, actor=None, at=NOW)
    found = Finding.objects.get(code="HS-11", subject_key=subject.key)
    assert found.state == "open"  # 0: no limit
    set_check(commune=ground.commune, code="HS-11", on=True, given={"days": 365}, reason="", actor=standing, at=NOW)
    review(ground.commune, actor=None, at=NOW)
    found.refresh_from_db()
    assert (found.state, last_word(found)) == ("closed", "Đóng vì hồ sơ đã kết thúc quá 365 ngày, quy tắc không hỏi nữa.")
    set_check(commune=ground.commune, code="HS-11", on=True, given={"days": YEAR.days + 30}, reason="", actor=standing, at=NOW)
    review(ground.commune, actor=None, at=NOW)
    found.refresh_from_db()
    assert (found.state, found.times_reopened) == ("open", 1)


def test_a_run_counts_every_dossier_of_the_lake_and_nothing_twice(ground: Ground) -> None:
    DOSSIERS["HS-01"].wrong(ground)
    DOSSIERS["HS-11"].wrong(ground)
    ground.settle()
    asked = requirement(ground)
    shown(ground, asked, "2026-11-02")
    seen = list(outcomes(Scope(ground.commune.pk), NOW))
    told = {each.among: each.records for each in seen}
    assert told["hồ sơ"] == 21
    assert told["evidence.Claim"] == 1
    assert {each.check.code for each in seen if each.among == "hồ sơ"} == {code for code in CHECKS if code.startswith("HS")}
    assert review(ground.commune, actor=None, at=NOW).records == records_of(seen)


def test_days_of_the_limit_are_counted_from_the_end_of_the_dossier(ground: Ground) -> None:
    subject = DOSSIERS["HS-11"].wrong(ground)
    ground.settle()
    on = {days: list(outcomes(Scope(ground.commune.pk), NOW + timedelta(days=days), ["HS-11"])) for days in (361, 362)}
    found = {days: subject in {problem.subject for problem in each[0].problems} for days, each in on.items()}
    assert (NOW.date() - date(2026, 11, 16)).days == 4
    assert found == {361: True, 362: False}
