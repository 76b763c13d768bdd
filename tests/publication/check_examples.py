"""What the checks of publication find, and what each clause spares."""

from datetime import date, timedelta
from typing import Any

from minhchung.apps.ground.refs import Ref
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.publication.law import notices
from minhchung.apps.publication.models import Channel, Entry, NoticeCheck, Posting, Snapshot
from minhchung.apps.quality.models import ControlledDocument, Version
from minhchung.apps.quality.rules.content import Content as IsoContent
from minhchung.apps.quality.rules.content import Said
from tests.checking import Examples, Ground, Make
from tests.personas import NOW
from tests.procedures.check_examples import THREE_DAYS, procedure

TODAY = NOW.date()
MATCHER = "tests/publication/test_matching.py::test_twenty_planted_differences_between_channels_are_all_listed_and_no_others"
FIVE_DAYS = {"content": {"ways": [{"kind": "any", "limit": {"value": "5", "unit": "working_days", "raw": "5 ngày làm việc"}}]}}


def channel(ground: Ground, kind: str = "portal", **values: Any) -> Channel:
    number = Channel.objects.filter(commune=ground.commune).count()
    given = {"title": f"Kênh {number}", "kind": kind, "unit": ground.unit, "added_at": NOW, **values}
    return Channel.objects.create(commune=ground.commune, **given)


def snapshot(where: Channel, *, days: int = 1, whole: bool = True) -> Snapshot:
    return Snapshot.objects.create(channel=where, kind="ticked", on=TODAY - timedelta(days=days), whole=whole, at=NOW)


def absent(ground: Ground) -> Ref:
    """A procedure that a channel does not show."""
    row = procedure(ground)
    snapshot(channel(ground))
    return row.ref


def other_time(ground: Ground) -> Ref:
    """A procedure that a channel shows with another limit."""
    row = procedure(ground, ways=THREE_DAYS)
    seen = snapshot(channel(ground), whole=False)
    Entry.objects.create(snapshot=seen, order=1, code=row.code, name="Chứng thực", said=FIVE_DAYS)
    return row.ref


def beyond(ground: Ground) -> Ref:
    """Something a channel shows that the catalogue does not know."""
    where = channel(ground)
    Entry.objects.create(snapshot=snapshot(where), order=1, code="9.999999", name="Đã bãi bỏ")
    return where.ref


def iso(limit: str) -> Make:
    """A procedure with an ISO procedure in force that says another time."""

    def make(ground: Ground) -> Ref:
        row: Procedure = procedure(ground, ways=THREE_DAYS)
        number = ControlledDocument.objects.filter(commune=ground.commune).count()
        document = ControlledDocument.objects.create(
            commune=ground.commune, code=f"QT.{number}", kind="service", title="Chứng thực", owner=ground.unit, added_at=NOW
        )
        document.procedures.add(row)
        said = IsoContent(limit=Said(text=limit)).said()
        version = Version(
            document=document,
            title="Chứng thực",
            state="in_force",
            said=said,
            drafted_at=NOW,
            approved_at=NOW,
            effective_on=date(2026, 3, 2),
        )
        version.digest = version.fingerprint()
        version.save()
        return row.ref

    return make


def asked(days: int, **values: Any) -> Make:
    """A request whose decision is so many days old."""

    def make(ground: Ground) -> Ref:
        given = {"title": "Quyết định công bố", "decided_on": TODAY - timedelta(days=days), "unit": ground.unit, "asked_at": NOW, **values}
        return Posting.objects.create(commune=ground.commune, channel=channel(ground), **given).ref

    return make


def seen(days: int | None) -> Make:
    """A channel last looked at so many days ago."""

    def make(ground: Ground) -> Ref:
        where = channel(ground)
        if days is not None:
            snapshot(where, days=days)
        return where.ref

    return make


def noticed(days: int, *, shown: bool = True, whole: bool = True) -> Make:
    """A channel where every notice was looked at so many days ago; of the last kind not all fields, or not there at all."""

    def make(ground: Ground) -> Ref:
        where = channel(ground)
        for notice in notices().values():
            last = notice.key == "duty"
            said = {} if last and not whole else dict.fromkeys(notice.fields, "Có")
            NoticeCheck.objects.create(
                channel=where, item=notice.key, on=TODAY - timedelta(days=days), shown=shown or not last, said=said, at=NOW
            )
        return where.ref

    return make


EXAMPLES = {
    "CK-01": Examples(absent, also=(other_time, beyond), fine={}, cases=MATCHER),
    "CK-02": Examples(asked(30), {"đã quá số ngày làm việc từ ngày quyết định": asked(1)}, also=(asked(400),)),
    "CK-03": Examples(iso("05 ngày làm việc"), fine={}, cases=MATCHER),
    "CK-04": Examples(seen(None), {"không có bản chụp, lần đăng hay lần kiểm tra nào trong số ngày": seen(3)}, also=(seen(90),)),
    "CK-05": Examples(
        noticed(100), {"chưa có, thiếu trường, hoặc lâu chưa xem lại": noticed(2)}, also=(noticed(2, shown=False), noticed(2, whole=False))
    ),
}
