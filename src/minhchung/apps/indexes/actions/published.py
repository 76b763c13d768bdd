"""Taking in what the city published."""

from collections.abc import Sequence
from datetime import datetime

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import PublishedScore
from minhchung.apps.indexes.published_table import Typed
from minhchung.apps.indexes.rights import keeps_criteria
from minhchung.apps.organisations.models import Commune, Person


@act("indexes.take_published", "Nhập điểm công bố", on="commune", allowed=keeps_criteria)
def take_published(
    *, commune: Commune, year: int, group: str, scores: Sequence[Typed], source: str, actor: Person | None, at: datetime
) -> int:
    """The scores of a year as published, in place of those taken in before for their groups; `group` is that of lines which name none.
    Lines that are wrong are left out. Returns how many were taken. Raises Refused."""
    if not source.strip():
        raise Refused("Chưa ghi nguồn công bố. Ghi số văn bản hoặc nơi đăng kết quả.")
    good = [(line, line.points) for line in scores if not line.wrong and line.points is not None]
    if not good:
        raise Refused("Chưa có dòng điểm nào. Dán bảng có tên đơn vị và điểm.")
    groups = sorted({line.group or group for line, _ in good})
    gone, _ = PublishedScore.objects.filter(commune=commune, year=year, group__in=[name[:100] for name in groups]).delete()
    PublishedScore.objects.bulk_create(
        PublishedScore(
            commune=commune, year=year, group=(line.group or group)[:100], name=line.name[:200], points=points,
            fields=[[title, str(value)] for title, value in line.fields], source=source.strip()[:300], added_at=at,
        )
        for line, points in good
    )  # fmt: skip
    record(commune=commune.code, subject=Ref("commune", commune.code), before={"scores": gone},
           after={"year": year, "group": ", ".join(groups)[:300], "scores": len(good)}, note=source[:300])  # fmt: skip
    return len(good)
