"""Requests to show something at a channel: asked, posted, taken down."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.documents.models import Document
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.models import Procedure, Source
from minhchung.apps.publication.models import Channel, Posting
from minhchung.apps.publication.queries.differences import differing_at
from minhchung.apps.publication.queries.requests import decided_on, waiting_for
from minhchung.apps.publication.rights import asks, keeps, shows


@act("publication.ask", "Yêu cầu đăng, niêm yết", on="commune", allowed=asks)
def ask(
    *, commune: Commune, channels: Collection[Channel], title: str, decided_on: date, document: Document | None = None,
    procedures: Collection[Procedure] = (), actor: Person | None, at: datetime,
) -> list[Posting]:  # fmt: skip
    """One request for each channel. The working days count from `decided_on`."""
    if not title.strip() and document is None:
        raise Refused("Chưa nói đăng gì. Ghi nội dung, hoặc chọn văn bản trong sổ.")
    if decided_on > timezone.localtime(at).date():
        raise Refused("Ngày quyết định ở sau hôm nay. Ghi ngày của văn bản, hoặc ngày yêu cầu.")
    named = (title.strip() or (document.title if document else ""))[:500]
    made = _asked(commune, list(channels), title=named, document=document, procedures=list(procedures), day=decided_on, actor=actor, at=at)
    record(commune=commune.pk, subject=made[0].ref, after=_told(made, named, document, decided_on))
    return made


@act("publication.ask_from_decision", "Yêu cầu đăng theo quyết định công bố", on="source", allowed=asks)
def ask_from_decision(*, source: Source, channels: Collection[Channel], actor: Person | None, at: datetime) -> list[Posting]:
    """What a publication decision announced, at each of these channels; with the procedures of its lines."""
    if source.document is None or source.undone_at is not None:
        raise Refused("Nguồn này không phải quyết định công bố còn hiệu lực trong danh mục. Tải lại trang.")
    day, named = decided_on(source), source.title[:500]
    procedures = list(Procedure.objects.filter(lines__source=source).distinct())
    made = _asked(
        source.document.commune, list(channels), title=named, document=source.document, procedures=procedures, day=day, actor=actor, at=at
    )
    record(commune=source.commune_id, subject=made[0].ref, after=_told(made, named, source.document, day))
    return made


@act("publication.ask_to_mend", "Yêu cầu đăng lại cho khớp danh mục", on="commune", allowed=asks)
def ask_to_mend(*, commune: Commune, channel: Channel, procedure: Procedure, actor: Person | None, at: datetime) -> Posting:
    """A request to show a procedure as the catalogue now says it, at a channel that shows it otherwise. The working days count from the day
    on which the two are known to differ."""
    if procedure.commune_id != commune.pk or channel.commune_id != commune.pk:
        raise Refused("Kênh hoặc thủ tục không thuộc phường. Tải lại trang rồi chọn lại.")
    differs = differing_at(procedure, channel, timezone.localtime(at).date())
    if differs is None:
        raise Refused(f"“{channel.title}” không còn khác danh mục ở thủ tục này. Tải lại trang.")
    if (twin := waiting_for(procedure, channel)) is not None:
        raise Refused(f"Đã có yêu cầu đăng thủ tục này ở “{channel.title}”, tính từ {twin.decided_on:%d/%m/%Y}. Mở yêu cầu đó.")
    named = f"Sửa niêm yết {procedure.code} {procedure.name}"[: 480 - len(differs.fields)] + f": {differs.fields}"
    made = _asked(commune, [channel], title=named, document=None, procedures=[procedure], day=differs.since, actor=actor, at=at)
    record(commune=commune.pk, subject=made[0].ref, after=_told(made, named, None, differs.since))
    return made[0]


@act("publication.post", "Ghi đã đăng, niêm yết", on="posting", allowed=shows)
def post(
    *, posting: Posting, posted_on: date, posted_at: str, proof: Received | None = None, actor: Person | None, at: datetime
) -> Posting:
    """When and where it is shown, with a photo or a saved page where there is one."""
    found = _locked(posting)
    if found.posted_on or found.dropped_at:
        raise Refused(f"Yêu cầu này đã ghi “{found.stage.lower()}”. Tải lại trang.")
    if not found.decided_on <= posted_on <= timezone.localtime(at).date():
        raise Refused(f"Ngày đăng phải từ ngày quyết định {found.decided_on:%d/%m/%Y} đến hôm nay. Ghi lại ngày.")
    if not posted_at.strip():
        raise Refused("Chưa ghi nơi đăng. Ghi địa chỉ trang, hoặc bảng niêm yết.")
    found.posted_on, found.posted_at, found.posted_by = posted_on, posted_at.strip(), actor
    if proof is not None:
        found.proof = put(found.commune, proof, actor=actor, at=at)[0]
    found.save(update_fields=["posted_on", "posted_at", "posted_by", "proof"])
    after = {"posted_on": posted_on, "posted_at": found.posted_at, "file": proof.name if proof else ""}
    record(commune=found.commune_id, subject=found.ref, after=after)
    return found


@act("publication.take_down", "Ghi đã gỡ", on="posting", allowed=shows)
def take_down(*, posting: Posting, down_on: date, reason: str, actor: Person | None, at: datetime) -> Posting:
    """From when on it is no longer shown, and why."""
    found = _locked(posting)
    if not found.posted_on or found.down_on:
        raise Refused(f"Chỉ gỡ được nội dung đang đăng; yêu cầu này {found.stage.lower()}. Tải lại trang.")
    if not found.posted_on <= down_on <= timezone.localtime(at).date():
        raise Refused(f"Ngày gỡ phải từ ngày đăng {found.posted_on:%d/%m/%Y} đến hôm nay. Ghi lại ngày.")
    if not reason.strip():
        raise Refused("Lý do còn trống. Ghi vì sao gỡ.")
    found.down_on, found.down_note = down_on, reason.strip()
    found.save(update_fields=["down_on", "down_note"])
    record(commune=found.commune_id, subject=found.ref, after={"down_on": down_on}, note=reason.strip())
    return found


@act("publication.drop_posting", "Rút yêu cầu đăng", on="posting", allowed=keeps)
def drop_posting(*, posting: Posting, reason: str, actor: Person | None, at: datetime) -> Posting:
    """The request was not needed: nothing is owed any more."""
    if not reason.strip():
        raise Refused("Lý do còn trống. Ghi vì sao rút yêu cầu.")
    open_ = Posting.objects.filter(pk=posting.pk, posted_on=None, dropped_at=None)
    if not open_.update(dropped_at=at, dropped_note=reason.strip()):
        raise Refused("Yêu cầu này đã đăng hoặc đã rút. Tải lại trang.")
    posting.refresh_from_db()
    record(commune=posting.commune_id, subject=posting.ref, after={"dropped": True}, note=reason.strip())
    return posting


def _asked(
    commune: Commune, channels: Sequence[Channel], *, title: str, document: Document | None, procedures: Sequence[Procedure], day: date,
    actor: Person | None, at: datetime,
) -> list[Posting]:  # fmt: skip
    if not channels:
        raise Refused("Chưa chọn kênh nào. Đánh dấu ít nhất một kênh.")
    things: tuple[Channel | Procedure | Document, ...] = (*channels, *procedures, *([document] if document else []))
    if any(thing.commune_id != commune.pk for thing in things):
        raise Refused("Có kênh, văn bản hoặc thủ tục không thuộc phường. Tải lại trang rồi chọn lại.")
    Commune.objects.select_for_update().get(pk=commune.pk)
    if document is not None and (twin := Posting.objects.filter(document=document, channel__in=channels, dropped_at=None).first()):
        raise Refused(f"{document.shown_code} đã có yêu cầu ở kênh “{twin.channel.title}”. Bỏ chọn kênh đó rồi gửi lại.")
    made = []
    for channel in channels:
        posting = Posting.objects.create(
            commune=commune, channel=channel, title=title, document=document, unit=channel.unit, decided_on=day, asked_by=actor, asked_at=at
        )
        posting.procedures.set(procedures)
        made.append(posting)
    return made


def _told(made: Sequence[Posting], title: str, document: Document | None, day: date) -> dict[str, Any]:
    return {"title": title, "document": document and document.pk, "decided_on": day, "channels": [each.channel.title for each in made]}


def _locked(posting: Posting) -> Posting:
    return Posting.objects.select_for_update(of=("self",)).select_related("commune", "channel").get(pk=posting.pk)
