"""Who has read a version, and who holds copies of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.quality.models import Acknowledgement, Copy, Version
from minhchung.apps.quality.rights import keeps, reads
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.writing import of_the_ward


def _approved(version: Version, wanted: Collection[str], why: str) -> Version:
    found = Version.objects.select_for_update(of=("self",)).select_related("document__commune").get(pk=version.pk)
    if found.state not in wanted:
        raise Refused(f"Bản này đang ở bước “{found.stage.lower()}”, {why}. Tải lại trang.")
    return found


@act("quality.acknowledge", "Xác nhận đã đọc và hiểu", on="version", allowed=reads)
def acknowledge(*, version: Version, actor: Person | None, at: datetime) -> Acknowledgement:
    """The person has read and understood it. Once is enough; a version that is over is not read any more."""
    found = _approved(version, (life.WAITING, life.IN_FORCE), "không cần đọc để thực hiện")
    if actor is None:
        raise Refused("Chỉ người đọc mới tự xác nhận được.")
    row, new = Acknowledgement.objects.get_or_create(version=found, person=actor, defaults={"at": at})
    if not new:
        raise Refused("Đã ghi nhận việc đọc bản này từ trước.")
    record(commune=found.commune_id, subject=found.ref, after={"version": found.short})
    return row


@act("quality.hand_out", "Phân phối bản", on="version", allowed=keeps)
def hand_out(
    *,
    version: Version,
    units: Collection[Unit] = (),
    holder: str = "",
    medium: str = "paper",
    handed_on: date,
    actor: Person | None,
    at: datetime,
) -> list[Copy]:
    """A numbered copy to each of the units, or to somebody outside by name."""
    found = _approved(version, (life.WAITING, life.IN_FORCE), "không phân phối được")
    of_the_ward(found.commune_id, *units)
    if not units and not holder.strip():
        raise Refused("Chưa chọn đơn vị nhận và chưa ghi nơi nhận khác. Chọn hoặc ghi rồi bấm lại.")
    if handed_on > timezone.localtime(at).date():
        raise Refused("Ngày phân phối ở sau hôm nay. Ghi lại ngày.")
    first = (found.copies.aggregate(last=Max("number"))["last"] or 0) + 1
    holders: list[dict[str, Any]] = [*({"unit": unit} for unit in units), *([{"holder": holder.strip()}] if holder.strip() else [])]
    usual: dict[str, Any] = {"version": found, "medium": medium, "handed_on": handed_on}
    made = [Copy.objects.create(number=number, **usual, **who) for number, who in enumerate(holders, first)]
    after = {"version": found.short, "holder": "; ".join(each.name for each in made), "medium": medium, "on": handed_on}
    record(commune=found.commune_id, subject=found.ref, after=after)
    return made


@act("quality.take_back", "Thu hồi bản đã phân phối", on="copy", allowed=keeps)
def take_back(*, copy: Copy, returned_on: date, actor: Person | None, at: datetime) -> Copy:
    """A copy came back, as copies of a version that is over have to."""
    found = Copy.objects.select_for_update(of=("self",)).select_related("version__document", "unit").get(pk=copy.pk)
    if found.returned_on is not None:
        raise Refused("Bản này đã thu hồi rồi. Tải lại trang.")
    if not found.handed_on <= returned_on <= timezone.localtime(at).date():
        raise Refused("Ngày thu hồi phải từ ngày phân phối đến hôm nay. Ghi lại ngày.")
    found.returned_on = returned_on
    found.save(update_fields=["returned_on"])
    after = {"version": found.version.short, "number": found.number, "holder": found.name, "returned_on": returned_on}
    record(commune=found.commune_id, subject=found.version.ref, after=after)
    return found
