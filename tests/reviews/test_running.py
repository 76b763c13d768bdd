"""A review opens, closes, opens again; a check that fails keeps nobody; what is switched off says so."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db.models import Q

from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.problems import Check, Look, Parameter, Problem, Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.reviews import actions
from minhchung.apps.reviews.jobs import after_import, nightly
from minhchung.apps.reviews.looking import checks, outcomes
from minhchung.apps.reviews.models import Run
from minhchung.apps.reviews.running import review
from tests.personas import NOW

CODE = "XX-01"


def named(row: Unit, look: Look) -> Problem:
    return Problem(Ref("unit", str(row.pk)), f"Đơn vị {row.name} có thứ tự {row.order}.", "Đổi thứ tự.", (row.pk,))


CHECK = Check(
    CODE,
    "Đơn vị xếp sau",
    Severity.WARNING,
    "đơn vị",
    lambda look: Unit.objects.filter(commune=look.scope.commune),
    named,
    "Đổi thứ tự.",
    where={"xếp sau": lambda look: Q(order__gt=look.given["order"])},
    parameters={"order": Parameter("Thứ tự lớn nhất", 4)},
)


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("minhchung.apps.ground.problems.CHECKS", {})
    CHECKS_HERE = {CODE: CHECK}
    for place in ("minhchung.apps.reviews.looking.CHECKS", "minhchung.apps.reviews.actions.CHECKS", "minhchung.apps.reviews.words.CHECKS"):
        monkeypatch.setattr(place, CHECKS_HERE)
    yield


def states() -> list[str]:
    return list(Finding.objects.order_by("number").values_list("state", flat=True))


def test_what_is_wrong_becomes_a_finding_once(ward: Commune, standing: Person) -> None:
    first, second = review(ward, actor=standing, at=NOW), review(ward, actor=standing, at=NOW)
    assert (first.found, first.opened, second.found, second.opened) == (2, 2, 2, 0)
    found = Finding.objects.first()
    assert found is not None
    assert (found.code, found.severity, [each.unit_id for each in found.units.all()]) == (CODE, "warning", [int(found.subject_key)])
    acts = HistoryEvent.objects.filter(act__in=["reviews.run", "findings.find"]).values_list("act", flat=True)
    assert sorted(acts) == ["findings.find", "findings.find", "reviews.run", "reviews.run"]


def test_two_reviews_at_the_same_moment_open_everything_once(ward: Commune, standing: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one read what there is before the first wrote."""
    review(ward, actor=standing, at=NOW)
    blind = SimpleNamespace(objects=SimpleNamespace(filter=lambda **_: []), Source=Finding.Source, State=Finding.State)
    monkeypatch.setattr("minhchung.apps.reviews.running.Finding", blind)
    run = review(ward, actor=standing, at=NOW)
    assert (run.found, run.opened, Finding.objects.count()) == (2, 0, 2)


def test_what_passes_closes_by_itself_and_opens_again(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    review(ward, actor=standing, at=NOW)
    Unit.objects.filter(pk=units["DVSNC"].pk).update(order=1)
    run = review(ward, actor=standing, at=NOW)
    assert (run.closed, states()) == (1, ["open", "closed"])
    Unit.objects.filter(pk=units["DVSNC"].pk).update(order=9)
    run = review(ward, actor=standing, at=NOW)
    again = Finding.objects.get(subject_key=str(units["DVSNC"].pk))
    assert (run.reopened, again.state, again.times_reopened, "thứ tự 9" in again.message) == (1, "open", 1, True)


def test_words_follow_the_records_without_an_event_each(ward: Commune, units: dict[str, Unit], standing: Person) -> None:
    review(ward, actor=standing, at=NOW)
    Unit.objects.filter(pk=units["DVSNC"].pk).update(order=77)
    before = HistoryEvent.objects.count()
    review(ward, actor=standing, at=NOW)
    assert Finding.objects.filter(message__contains="thứ tự 77").count() == 1
    assert HistoryEvent.objects.count() == before + 1


def test_a_check_that_cannot_run_keeps_nobody_and_closes_nothing(ward: Commune, standing: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    review(ward, actor=standing, at=NOW)
    broken = replace(CHECK, where={"hỏng": lambda look: Q(no_such_column=1)})
    monkeypatch.setattr("minhchung.apps.reviews.looking.CHECKS", {CODE: broken, "YY-01": replace(CHECK, code="YY-01")})
    run = review(ward, actor=standing, at=NOW)
    assert (run.failed, run.closed, run.opened) == ([CODE], 0, 2)


def test_a_check_is_set_per_commune(ward: Commune, other_ward: Commune, standing: Person, officer: Person) -> None:
    for given in ({"order": -1}, {"size": 3}):
        with pytest.raises(Refused, match="Sửa lại"):
            actions.set_check(commune=ward, code=CODE, on=True, given=given, reason="", actor=standing, at=NOW)
    actions.set_check(commune=ward, code=CODE, on=True, given={"order": 5}, reason="", actor=standing, at=NOW)
    assert [len(each.problems) for each in outcomes(Scope(ward.pk), NOW)] == [1]
    assert [len(each.problems) for each in outcomes(Scope(other_ward.pk), NOW)] == [2]


def test_a_check_switched_off_says_why_and_closes_what_it_found(ward: Commune, standing: Person) -> None:
    review(ward, actor=standing, at=NOW)
    with pytest.raises(Refused, match="lý do tắt"):
        actions.set_check(commune=ward, code=CODE, on=False, given={}, reason=" ", actor=standing, at=NOW)
    actions.set_check(commune=ward, code=CODE, on=False, given={}, reason="Chưa áp dụng", actor=standing, at=NOW)
    run = review(ward, actor=standing, at=NOW)
    assert (run.checks, run.closed) == (0, 2)
    assert {event.note for event in HistoryEvent.objects.filter(act="findings.passed")} == {"Đóng vì phường đã tắt quy tắc."}


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(LookupError, match="ZZ-99"):
        checks(["ZZ-99"])


def test_nobody_opens_or_closes_in_the_name_of_a_check(ward: Commune, leader: Person) -> None:
    review(ward, actor=leader, at=NOW)
    found = Finding.objects.first()
    assert found is not None
    assert not any(leader.has_perm(f"findings.{name}", found) for name in ("find", "passed", "fail"))
    with pytest.raises(Refused):
        findings.fail(finding=found, message="", units={}, actor=None, at=NOW)


def test_every_night_once_and_after_an_import(ward: Commune, standing: Person) -> None:
    assert (nightly(NOW), nightly(NOW), Run.objects.count()) == (1, 0, 1)
    assert after_import(NOW) == 0
