"""The ward sets how many days an inspection has, with the document that says so."""

from datetime import datetime

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.inspections.checklists import usual_limits
from minhchung.apps.inspections.limits import limits_of
from minhchung.apps.inspections.models import LimitSetting
from minhchung.apps.inspections.rights import sets_limits
from minhchung.apps.organisations.models import Commune, Person


@act("inspections.set_limit", "Đặt thời hạn kiểm tra", on="commune", allowed=sets_limits)
def set_limit(*, commune: Commune, name: str, days: int, working: bool, source: str, actor: Person | None, at: datetime) -> LimitSetting:
    """Another number of days than the law data gives; from then on it is the ward's own."""
    if name not in usual_limits():
        raise Refused("Không có thời hạn này. Tải lại trang.")
    if days < 1 or not source.strip():
        raise Refused("Chưa ghi số ngày hoặc văn bản quy định. Ghi cả hai rồi lưu.")
    Commune.objects.select_for_update().get(pk=commune.pk)
    was = limits_of(commune.pk)[name]
    made, _ = LimitSetting.objects.update_or_create(
        commune=commune, name=name, defaults={"days": days, "working": working, "source": source.strip(), "by": actor, "at": at}
    )
    before = {"limit": name, "days": was.days, "working": was.working, "source": was.source}
    after = {"limit": name, "days": days, "working": working, "source": made.source}
    record(commune=commune.pk, subject=Ref("commune", commune.pk), before=before, after=after)
    return made
