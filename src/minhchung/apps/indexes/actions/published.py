"""Taking in what the city published."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import PublishedScore
from minhchung.apps.indexes.rights import keeps_criteria
from minhchung.apps.organisations.models import Commune, Person


@act("indexes.take_published", "Nhập điểm công bố", on="commune", allowed=keeps_criteria)
def take_published(
    *, commune: Commune, year: int, group: str, scores: Sequence[tuple[str, Decimal]], source: str, actor: Person | None, at: datetime
) -> int:
    """The scores of a year and group as published, in place of those taken in before. Returns how many. Raises Refused."""
    if not source.strip():
        raise Refused("Chưa ghi nguồn công bố. Ghi số văn bản hoặc nơi đăng kết quả.")
    if not scores:
        raise Refused("Chưa có dòng điểm nào. Dán bảng hai cột: tên đơn vị, điểm.")
    gone, _ = PublishedScore.objects.filter(commune=commune, year=year, group=group).delete()
    PublishedScore.objects.bulk_create(
        PublishedScore(commune=commune, year=year, group=group, name=name[:200], points=points, source=source.strip()[:300], added_at=at)
        for name, points in scores
    )
    record(commune=commune.code, subject=Ref("commune", commune.code), before={"scores": gone},
           after={"year": year, "group": group, "scores": len(scores)}, note=source[:300])  # fmt: skip
    return len(scores)
