"""What channels showed on a day, and which procedures the names they show mean."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.publication.models import Channel, Entry, NameMatch, Posting, Snapshot
from minhchung.apps.publication.reading import stored_rows
from minhchung.apps.publication.rights import keeps, shows
from minhchung.apps.publication.rules.listed import Listed
from minhchung.apps.publication.rules.words import key_of


@act("publication.take_snapshot", "Ghi bản chụp của kênh", on="channel", allowed=shows)
def take_snapshot(
    *, channel: Channel, kind: str, on: date, whole: bool, stored: StoredFile, note: str = "", actor: Person | None, at: datetime
) -> Snapshot:
    """The procedures in a file as the channel showed them on a day. A file that shows none is refused: tick the list instead."""
    _may_be_taken(channel, on, at)
    if stored.commune_id != channel.commune_id:
        raise Refused("Tệp này không thuộc phường; tải lại tệp từ máy.")
    rows = _rows(stored)
    made = Snapshot.objects.create(channel=channel, kind=kind, on=on, whole=whole, file=stored, note=note.strip(), by=actor, at=at)
    _keep(made, rows)
    after = {"channel": channel.title, "on": on, "whole": whole, "file": stored.name, "entries": len(rows)}
    record(commune=channel.commune_id, subject=made.ref, after=after)
    return made


@act("publication.read_proof", "Đọc chứng cứ đăng thành bản chụp", on="posting", allowed=shows)
def read_proof(*, posting: Posting, actor: Person | None, at: datetime) -> Snapshot:
    """What was posted, read from its proof as the channel showed it on that day: of the procedures in it only."""
    if posting.proof is None or posting.posted_on is None:
        raise Refused("Yêu cầu này chưa ghi đăng, hoặc không kèm tệp nào. Ghi bản chụp ở trang của kênh.")
    if posting.down_on is not None:
        raise Refused("Nội dung này đã gỡ: chứng cứ không còn nói kênh đang ghi gì. Ghi bản chụp mới ở trang của kênh.")
    channel, stored = posting.channel, posting.proof
    if Snapshot.objects.filter(channel=channel, file=stored, undone_at=None).exists():
        raise Refused(f"“{stored.name}” đã là một bản chụp của kênh này. Tải lại trang.")
    _may_be_taken(channel, posting.posted_on, at)
    rows = _rows(stored)
    made = Snapshot.objects.create(channel=channel, kind=Snapshot.Kind.PAGE, on=posting.posted_on, file=stored, by=actor, at=at)
    _keep(made, rows)
    after = {"channel": channel.title, "on": posting.posted_on, "whole": False, "file": stored.name, "entries": len(rows)}
    record(commune=channel.commune_id, subject=made.ref, after=after)
    return made


@act("publication.tick", "Đánh dấu thủ tục kênh đang có", on="channel", allowed=shows)
def tick(
    *, channel: Channel, on: date, procedures: Collection[int], stored: StoredFile | None = None, note: str = "", actor: Person | None,
    at: datetime,
) -> Snapshot:  # fmt: skip
    """A person looked and ticked the procedures that are there; all others are not. `stored`: a photo or another proof."""
    _may_be_taken(channel, on, at)
    found = list(Procedure.objects.filter(commune=channel.commune_id, pk__in=procedures).order_by("code"))
    if len(found) != len(set(procedures)):
        raise Refused("Có thủ tục không thuộc danh mục của phường. Tải lại trang rồi đánh dấu lại.")
    kind = Snapshot.Kind.PHOTO if stored is not None else Snapshot.Kind.TICKED
    made = Snapshot.objects.create(channel=channel, kind=kind, on=on, whole=True, file=stored, note=note.strip(), by=actor, at=at)
    Entry.objects.bulk_create(
        [Entry(snapshot=made, order=order, code=each.code, name=each.name) for order, each in enumerate(found, 1)], batch_size=500
    )
    after = {"channel": channel.title, "on": on, "entries": len(found), "file": stored.name if stored else ""}
    record(commune=channel.commune_id, subject=made.ref, after=after)
    return made


@act("publication.undo_snapshot", "Bỏ bản chụp của kênh", on="snapshot", allowed=keeps)
def undo_snapshot(*, snapshot: Snapshot, reason: str, actor: Person | None, at: datetime) -> Snapshot:
    """The snapshot counts no more: the one before it does."""
    if not reason.strip():
        raise Refused("Lý do còn trống. Ghi vì sao bỏ bản chụp.")
    if not Snapshot.objects.filter(pk=snapshot.pk, undone_at=None).update(undone_at=at, undone_note=reason.strip()):
        raise Refused("Bản chụp này đã bỏ. Tải lại trang.")
    snapshot.refresh_from_db()
    record(commune=snapshot.commune_id, subject=snapshot.ref, after={"undone": True}, note=reason.strip())
    return snapshot


@act("publication.confirm_names", "Xác nhận tên thủ tục của kênh", on="channel", allowed=shows)
def confirm_names(*, channel: Channel, meant: Mapping[str, int | None], actor: Person | None, at: datetime) -> list[NameMatch]:
    """Which procedure (primary key) each name means; None: none of the catalogue. Kept for later snapshots of the channel."""
    if not meant:
        raise Refused("Chưa chọn tên nào. Chọn thủ tục cho ít nhất một tên rồi bấm xác nhận.")
    known = Procedure.objects.filter(commune=channel.commune_id).in_bulk({pk for pk in meant.values() if pk is not None})
    if missing := [name for name, pk in meant.items() if pk is not None and pk not in known]:
        raise Refused(f"“{missing[0][:80]}”: thủ tục đã chọn không thuộc danh mục của phường. Chọn lại.")
    made = [
        NameMatch.objects.update_or_create(
            channel=channel, key=key_of(name)[:1000], defaults={"procedure": known.get(pk or 0), "by": actor, "at": at}
        )[0]
        for name, pk in meant.items()
    ]
    names: Sequence[str] = [f"{name[:120]} → {known[pk].code if pk else 'không thuộc danh mục'}" for name, pk in meant.items()]
    record(commune=channel.commune_id, subject=channel.ref, after={"names": names})
    return made


def _may_be_taken(channel: Channel, on: date, at: datetime) -> None:
    if channel.closed_on:
        raise Refused(f"Kênh “{channel.title}” đã ngừng. Chọn kênh khác.")
    if on > timezone.localtime(at).date():
        raise Refused("Ngày xem kênh ở sau hôm nay. Ghi đúng ngày đã xem, chụp hoặc tải về.")


def _rows(stored: StoredFile) -> Sequence[Listed]:
    if rows := stored_rows(stored).rows:
        return rows
    raise Refused(f"Không đọc được thủ tục nào trong “{stored.name}”. Dùng “Đánh dấu theo danh sách” và kèm tệp này làm minh chứng.")


def _keep(snapshot: Snapshot, rows: Sequence[Listed]) -> None:
    Entry.objects.bulk_create([_entry(snapshot, order, row) for order, row in enumerate(rows, 1)], batch_size=500)


def _entry(snapshot: Snapshot, order: int, row: Listed) -> Entry:
    forms = row.shown.forms
    said = {"content": row.shown.content.said(), "forms": None if forms is None else list(forms)}
    return Entry(snapshot=snapshot, order=order, code=row.code, name=row.name[:1000], said=said)
