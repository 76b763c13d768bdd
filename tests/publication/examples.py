"""One of each thing of publication, made through the acts, for the walks over all pages."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile

from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.procedures import actions as procedures
from minhchung.apps.procedures.decided import decided
from minhchung.apps.procedures.models import Source
from minhchung.apps.publication import actions as publication
from minhchung.apps.publication.models import Channel

LISTED = (
    "Mã số\tTên thủ tục\tThời hạn giải quyết\tPhí, lệ phí\n"
    "1.000894\tĐăng ký kết hôn\t5 ngày làm việc\t20.000 đồng\n"
    "\tĐăng kí khai sinh mới\t1 ngày làm việc\tMiễn phí\n"
)


def made(ward: Commune, units: dict[str, Unit], things: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """Four channels; a snapshot of the portal with a difference and a name to confirm; one request open, one posted; notices seen."""
    channels = {each.kind: each for each in publication.begin(commune=ward, unit=units["VH-XH"], actor=None, at=at)}
    portal, board = channels["portal"], channels["board"]
    stored = store(commune=ward, received=receive(ContentFile(LISTED.encode(), name="cong.txt")), actor=None, at=at)
    snapshot = publication.take_snapshot(channel=portal, kind="list", on=date(2026, 11, 18), whole=True, stored=stored, actor=None, at=at)
    publication.tick(channel=board, on=date(2026, 11, 18), procedures=[things["procedure"].pk], actor=None, at=at)
    document = things["publication_decision"]
    kinds = {each.read.row: "amended" for each in decided(document).lines}
    procedures.publish_decision(document=document, on=date(2026, 11, 16), kinds=kinds, actor=None, at=at)
    source = Source.objects.get(commune=ward, document=document)
    publication.ask_from_decision(source=source, channels=[board], actor=None, at=at)
    given: dict[str, Any] = {"title": "Lịch tiếp công dân", "decided_on": date(2026, 11, 9)}
    posted, waiting = publication.ask(commune=ward, channels=[board, portal], procedures=[things["procedure"]], **given, actor=None, at=at)
    publication.post(posting=posted, posted_on=date(2026, 11, 10), posted_at="Bảng tầng 1", actor=None, at=at)
    publication.look_at_notice(
        channel=portal, item="hotline", on=date(2026, 11, 18), shown=True, said={"Số điện thoại": "0225 000 000"}, actor=None, at=at
    )
    return {
        "channel": Channel.objects.get(pk=portal.pk),
        "snapshot": snapshot,
        "posting": waiting,
        "published_source": source,
    }
