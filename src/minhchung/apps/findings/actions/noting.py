"""What people find: put down by hand, with how one will see that it is mended."""

from collections.abc import Collection
from datetime import date, datetime

from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.rights import plans, reviews
from minhchung.apps.findings.writing import SEVERITY_OF, Found, ref_of, told, write
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit


@act("findings.add", "Ghi tồn tại", on="commune", allowed=reviews)
def add(
    *,
    commune: Commune,
    message: str,
    units: Collection[Unit],
    kind: str = Finding.Kind.SHORTCOMING,
    found_on: date | None = None,
    closing_test: str = "",
    subject: Ref | None = None,
    origin: Ref | None = None,
    actor: Person | None,
    at: datetime,
) -> Finding:
    """A finding somebody saw, under the units that answer for it."""
    if not message.strip():
        raise Refused("Chưa ghi nội dung tồn tại. Ghi một câu nêu việc gì sai, ở đâu.")
    if any(unit.commune_id != commune.pk for unit in units):
        raise Refused("Có đơn vị không thuộc phường. Chọn lại đơn vị.")
    locked = Commune.objects.select_for_update().get(pk=commune.pk)
    found = Found(
        Finding.Source.PERSON,
        message.strip(),
        SEVERITY_OF[Finding.Kind(kind)],
        {unit.pk: "" for unit in units},
        kind=kind,
        closing_test=closing_test.strip(),
        subject=subject,
        origin=origin,
        found_on=found_on,
    )
    made = write([found], commune=locked, actor=actor, at=at)[0]
    record(commune=commune.pk, subject=ref_of(made), after=told(made))
    return made


@act("findings.set_test", "Ghi cách kiểm tra đã khắc phục", on="finding", allowed=plans)
def set_test(*, finding: Finding, closing_test: str, actor: Person | None, at: datetime) -> Finding:
    """How one sees that it is mended: vague wording ("có thời điểm chưa thường xuyên") gets something that can be counted or shown."""
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    before = {"closing_test": locked.closing_test}
    locked.closing_test = closing_test.strip()
    locked.save(update_fields=["closing_test"])
    record(commune=locked.commune_id, subject=ref_of(locked), before=before, after={"closing_test": locked.closing_test})
    return locked
