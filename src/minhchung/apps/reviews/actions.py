"""Acts of reviewing: keep a run, set a check."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from minhchung.apps.findings.models import Finding, FindingUnit
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.problems import CHECKS, Problem
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.reviews.models import CheckSetting, Run
from minhchung.apps.reviews.rights import runs, sets_checks
from minhchung.apps.reviews.telling import tell_heads


@act("reviews.run", "Chạy rà soát", on="commune", allowed=runs)
def keep_run(
    *,
    commune: Commune,
    counted: Mapping[str, int],
    still: Mapping[int, Problem],
    fresh: Mapping[int, int],
    failed: Sequence[str],
    milliseconds: int,
    actor: Person | None,
    at: datetime,
) -> Run:
    """Keeps a run and tells the heads of the units in which it found something new (`fresh`: unit → how much).

    `still`: findings that are found as before; their words follow the records ("quá hạn 13 ngày") without an event each.
    """
    made = Run.objects.create(commune=commune, at=at, by=actor, failed=list(failed), milliseconds=milliseconds, **counted)
    refreshed = _refresh(still)
    after = {**counted, "refreshed": refreshed, **({"failed": list(failed)} if failed else {})}
    record(commune=commune.pk, subject=Ref("review", str(made.pk)), after=after)
    tell_heads(made, fresh)
    return made


def _refresh(still: Mapping[int, Problem]) -> int:
    rows = Finding.objects.filter(pk__in=still).prefetch_related("units")
    words, moved = [], []
    for finding in rows:
        problem = still[finding.pk]
        if (finding.message, finding.fix) != (problem.message, problem.fix):
            finding.message, finding.fix = problem.message, problem.fix
            words.append(finding)
        if {each.unit_id for each in finding.units.all()} != set(problem.units):
            moved.append(finding)
    Finding.objects.bulk_update(words, ["message", "fix"], batch_size=500)
    FindingUnit.objects.filter(finding__in=moved).delete()
    FindingUnit.objects.bulk_create(FindingUnit(finding=each, unit_id=unit) for each in moved for unit in still[each.pk].units)
    return len({each.pk for each in (*words, *moved)})


@act("reviews.set_check", "Đặt quy tắc rà soát", on="commune", allowed=sets_checks)
def set_check(
    *, commune: Commune, code: str, on: bool, given: Mapping[str, int], reason: str, actor: Person | None, at: datetime
) -> CheckSetting:
    """Switches a check on or off for the commune and gives its parameters; the next run follows."""
    check = CHECKS.get(code)
    if check is None:
        raise Refused(f"Không có quy tắc {code}. Tải lại trang.")
    for name, value in given.items():
        parameter = check.parameters.get(name)
        if parameter is None or value < parameter.least:
            said = f"“{parameter.label}” phải từ {parameter.least} trở lên" if parameter else f"không có tham số “{name}”"
            raise Refused(f"Quy tắc {code}: {said}. Sửa lại rồi lưu.")
    if not on and not reason.strip():
        raise Refused(f"Chưa ghi lý do tắt quy tắc {code}. Ghi lý do rồi lưu.")
    Commune.objects.select_for_update().get(pk=commune.pk)
    before = CheckSetting.objects.filter(commune=commune, code=code).first()
    kept = {name: value for name, value in given.items() if value != check.parameters[name].usual}
    made, _ = CheckSetting.objects.update_or_create(
        commune=commune, code=code, defaults={"on": on, "given": kept, "reason": reason.strip(), "by": actor, "at": at}
    )
    was = {"on": before.on, "given": before.given} if before else {"on": True, "given": {}}
    record(
        commune=commune.pk,
        subject=Ref("commune", commune.pk),
        before=was,
        after={"code": code, "on": on, "given": kept},
        note=reason.strip(),
    )
    return made
