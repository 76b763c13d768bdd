"""A review: the checks run, what is new becomes a finding, what passes is closed, what fails again is opened again.

One act for the run and one for each finding that is opened, closed or opened again, each in a transaction of its own: a review that is
cut short is finished by the next one, which finds the same.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries.works import works_of
from minhchung.apps.findings.writing import Found
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import RETIRED, Check, Problem
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.reviews.actions import keep_run
from minhchung.apps.reviews.looking import Outcome, Progress, outcomes, records_of
from minhchung.apps.reviews.models import Run


class Key(NamedTuple):
    """What makes a finding of a check the same from run to run."""

    code: str
    subject: Ref
    part: str


def review(commune: Commune, *, actor: Person | None, at: datetime, progress: Progress | None = None) -> Run:
    """Runs every check that is switched on over all records of the commune and keeps what came of it."""
    began = time.perf_counter()
    seen = list(outcomes(Scope(commune.pk), at, progress=progress))
    problems = {_key(each.check, problem): (each.check, problem) for each in seen for problem in each.problems}
    known = {_key_of(each): each for each in Finding.objects.filter(commune=commune, source=Finding.Source.CHECK)}
    untouched = {each.check.code for each in seen if each.failed}
    new = [found for key, found in problems.items() if key not in known]
    opened = _open(commune, new, at)
    again = [(known[key], problem) for key, (_, problem) in problems.items() if key in known and known[key].passed_at is not None]
    reopened = _fail(again, at)
    gone = [each for key, each in known.items() if key not in problems and each.code not in untouched]
    closed = _pass(gone, {each.check.code: each for each in seen}, at)
    still = {known[key].pk: problem for key, (_, problem) in problems.items() if key in known and known[key].passed_at is None}
    fresh = Counter(unit for _, problem in (*new, *again) for unit in problem.units)
    counted = {
        "checks": sum(not each.off for each in seen),
        "records": records_of(seen),
        "found": len(problems),
        "opened": opened,
        "reopened": reopened,
        "closed": closed,
    }
    return keep_run(
        commune=commune,
        counted=counted,
        still=still,
        fresh=fresh,
        failed=[each.check.code for each in seen if each.failed],
        milliseconds=round((time.perf_counter() - began) * 1000),
        actor=actor,
        at=at,
    )


def _key(check: Check, problem: Problem) -> Key:
    return Key(check.code, problem.subject, problem.part)


def _key_of(finding: Finding) -> Key:
    return Key(finding.code, Ref(finding.subject_kind, finding.subject_key), finding.part)


def _open(commune: Commune, new: Iterable[tuple[Check, Problem]], at: datetime) -> int:
    opened = 0
    for check, problem in new:
        with suppress(Refused):  # another review that runs at the same moment was first
            findings.find(commune=commune, found=_found(check, problem), actor=None, at=at)
            opened += 1
    return opened


def _fail(again: Iterable[tuple[Finding, Problem]], at: datetime) -> int:
    reopened = 0
    for finding, problem in again:
        with suppress(Refused):
            findings.fail(finding=finding, message=problem.message, units=dict.fromkeys(problem.units, ""), actor=None, at=at)
            reopened += 1
    return reopened


def _found(check: Check, problem: Problem) -> Found:
    return Found(
        Finding.Source.CHECK,
        problem.message,
        check.severity,
        dict.fromkeys(problem.units, ""),
        fix=problem.fix,
        citation=check.citation,
        check=check.code,
        subject=problem.subject,
        part=problem.part,
    )


def _pass(gone: Iterable[Finding], seen: Mapping[str, Outcome], at: datetime) -> int:
    """Closes those that pass; of those with open work only the moment is kept, once. Returns how many were closed."""
    live = [each for each in gone if each.state != Finding.State.CLOSED]
    works, closed = works_of(live), 0
    for finding in live:
        waits = any(not work.ended for work in works[finding.pk])
        if waits and finding.passed_at is not None:
            continue
        with suppress(Refused):
            ended = findings.passed(finding=finding, why=_why(finding, seen.get(finding.code)), actor=None, at=at)
            closed += ended.state == Finding.State.CLOSED
    return closed


def _why(finding: Finding, seen: Outcome | None) -> str:
    """Why it is found no more, inside "vì …"; "" when its condition holds no more, which is what passing means."""
    if seen is None:
        return RETIRED.get(finding.code, f"phần mềm không còn quy tắc {finding.code}")
    if seen.off:
        return "phường đã tắt quy tắc"
    if seen.check.let_go is None or seen.look is None or finding.subject is None:
        return ""
    return seen.check.let_go(finding.subject, seen.look)
