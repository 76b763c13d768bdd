"""What may be done at once with several findings of an inspection: their cause and plan, the work of the demand that answers them, their
judgement and end. Each leads to a page of the findings; what is told is what this person may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries.bands import UNGIVEN, condition
from minhchung.apps.findings.queries.together import may_together
from minhchung.apps.findings.together import LINKABLE
from minhchung.apps.inspections.models import Inspection, Requirement
from minhchung.apps.inspections.rules import stages
from minhchung.apps.organisations.models import Person

State = Finding.State


@dataclass(frozen=True)
class Step:
    """A button: what it does, for how many findings, where."""

    text: str
    meaning: str
    url: str


def steps_of(
    person: Person, inspection: Inspection, findings: Sequence[Finding], requirements: Sequence[Requirement], *, now: datetime
) -> list[Step]:
    """In the order of a finding's life; nothing before the inspection is concluded."""
    if inspection.state != stages.CONCLUDED:
        return []
    gives = person.has_perm("findings.give_work", inspection.commune)
    found = [*_planning(person, findings)]
    if gives:
        found += [*_linking(findings, requirements), *_giving(findings, requirements)]
    return [*found, *_ending(person, findings, now)]


def _planning(person: Person, findings: Sequence[Finding]) -> list[Step]:
    own, _ = may_together(
        person, [each for each in findings if each.state in (State.OPEN, State.EXPLAINED)], ("findings.explain", "findings.plan")
    )
    if not own:
        return []
    return [Step(f"Nguyên nhân, kế hoạch cho {len(own)} tồn tại", "chưa có nguyên nhân hoặc kế hoạch", _many("ke-hoach", own))]


def _linking(findings: Sequence[Finding], requirements: Sequence[Requirement]) -> list[Step]:
    found = []
    for each in requirements:
        answered = {finding.pk for finding in each.findings.all()}
        wanted = [
            finding
            for finding in findings
            if finding.pk in answered
            and finding.state in LINKABLE
            and each.assignment_id not in {row.assignment_id for row in finding.works.all()}
        ]
        if each.assignment is None or not wanted:
            continue
        url = f"{reverse('findings:link', args=[each.assignment.pk])}?ma={_keys(wanted)}"
        meaning = f"yêu cầu {each.order} khắc phục các tồn tại này"
        found.append(Step(f"Gắn việc {each.assignment.number} cho {len(wanted)} tồn tại", meaning, url))
    return found


def _giving(findings: Sequence[Finding], requirements: Sequence[Requirement]) -> list[Step]:
    answered = {finding.pk for each in requirements if each.assignment_id for finding in each.findings.all()}
    alone = [each for each in findings if each.pk not in answered and each.state in UNGIVEN]
    if not alone:
        return []
    url = f"{reverse('findings:give')}?ma={_keys(alone)}"
    return [Step(f"Giao việc cho {len(alone)} tồn tại", "chưa có yêu cầu nào khắc phục", url)]


def _ending(person: Person, findings: Sequence[Finding], now: datetime) -> list[Step]:
    keys = [each.pk for each in findings]
    done = set(Finding.objects.filter(condition("cho-danh-gia", now), pk__in=keys).values_list("pk", flat=True))
    judged, _ = may_together(person, [each for each in findings if each.pk in done], ("findings.evaluate",))
    ended, _ = may_together(person, [each for each in findings if each.state == State.EVALUATED], ("findings.close",))
    found = []
    if judged:
        found.append(Step(f"Đánh giá hiệu lực {len(judged)} tồn tại", "việc khắc phục đã nghiệm thu", _many("danh-gia", judged)))
    if ended:
        found.append(Step(f"Đóng {len(ended)} tồn tại", "đã đánh giá có hiệu lực", _many("dong", ended)))
    return found


def _many(slug: str, findings: Sequence[Finding]) -> str:
    return f"{reverse('findings:many', args=[slug])}?ma={_keys(findings)}"


def _keys(findings: Sequence[Finding]) -> str:
    return ",".join(str(each.pk) for each in findings)
