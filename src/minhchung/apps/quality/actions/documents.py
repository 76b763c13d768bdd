"""Documents of the system: entered under a code, edited, archived; looked at again; how the ward keeps the system."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality.entering import made
from minhchung.apps.quality.models import ControlledDocument, DocumentReview, QualitySettings, Version
from minhchung.apps.quality.rights import drafts, keeps, sets
from minhchung.apps.quality.rules import codes, life
from minhchung.apps.quality.rules.content import Kind
from minhchung.apps.quality.writing import commune_settings, held, index, of_the_ward, reason_given


def _told(document: ControlledDocument) -> dict[str, Any]:
    return {
        "code": document.code,
        "kind": document.kind,
        "title": document.title,
        "owner": document.owner_id,
        "readers": sorted(document.readers.values_list("pk", flat=True)),
        "procedures": sorted(document.procedures.values_list("pk", flat=True)),
        "layout": document.layout,
        "review_months": document.review_months,
    }


@act("quality.add_document", "Thêm tài liệu ISO", on="commune", allowed=keeps)
def add_document(
    *,
    commune: Commune,
    kind: str,
    title: str,
    owner: Unit,
    code: str = "",
    layout: str = "table",
    review_months: int | None = None,
    readers: Collection[Unit] = (),
    procedures: Collection[Procedure] = (),
    actor: Person | None,
    at: datetime,
) -> ControlledDocument:
    """A document of the system, under the code given or the next free one of its kind. It says nothing before its first version."""
    of_the_ward(commune.pk, *readers, *procedures)
    found = made(
        commune, kind=Kind(kind), code=code, title=title, owner=owner, layout=layout, review_months=review_months, actor=actor, at=at
    )
    found.readers.set(readers)
    found.procedures.set(procedures)
    index(found)
    record(commune=commune.pk, subject=found.ref, after=_told(found))
    return found


@act("quality.edit_document", "Sửa thông tin tài liệu", on="document", allowed=keeps)
def edit_document(
    *,
    document: ControlledDocument,
    code: str,
    title: str,
    owner: Unit,
    layout: str,
    review_months: int | None = None,
    readers: Collection[Unit] = (),
    procedures: Collection[Procedure] = (),
    actor: Person | None,
    at: datetime,
) -> ControlledDocument:
    """What the lists say of a document. Its code stays once a version was approved: papers with that code are about."""
    found = held(document)
    of_the_ward(found.commune_id, owner, *readers, *procedures)
    before, wanted = _told(found), code.strip() or found.code
    if wanted != found.code:
        if found.versions.filter(state__in=life.FROZEN).exists():
            raise Refused(f"Đã có bản được phê duyệt với mã {found.code} nên không đổi mã. Thêm tài liệu mới nếu cần mã khác.")
        if ControlledDocument.objects.filter(commune=found.commune_id, code=wanted).exists():
            raise Refused(f"Mã hiệu {wanted} đã có tài liệu khác dùng. Ghi mã khác.")
    found.code, found.title, found.owner, found.layout, found.review_months = wanted, title.strip(), owner, layout, review_months
    found.save(update_fields=["code", "title", "owner", "layout", "review_months"])
    found.readers.set(readers)
    found.procedures.set(procedures)
    index(found, found.versions.filter(state=life.IN_FORCE).first())
    record(commune=found.commune_id, subject=found.ref, before=before, after=_told(found))
    return found


@act("quality.archive_document", "Đưa tài liệu vào lưu", on="document", allowed=keeps)
def archive_document(*, document: ControlledDocument, reason: str, actor: Person | None, at: datetime) -> ControlledDocument:
    """A document that is not used any more. Raises Refused while a version is in force or on its way."""
    found = held(document)
    live = found.versions.filter(state__in=[*life.OPEN, life.IN_FORCE]).first()
    if live is not None:
        raise Refused(f"Tài liệu {found.code} còn bản {live.short} ở bước “{live.stage.lower()}”. Hủy bỏ hoặc bỏ dự thảo bản đó trước.")
    note = reason_given(reason, "lý do")
    found.archived_at = at
    found.save(update_fields=["archived_at"])
    record(commune=found.commune_id, subject=found.ref, after={"archived": True}, note=note)
    return found


@act("quality.restore_document", "Lấy tài liệu từ lưu", on="document", allowed=keeps)
def restore_document(*, document: ControlledDocument, actor: Person | None, at: datetime) -> ControlledDocument:
    """It stands in the lists again."""
    if not ControlledDocument.objects.filter(pk=document.pk, archived_at__isnull=False).update(archived_at=None):
        raise Refused("Tài liệu này không nằm trong lưu. Tải lại trang.")
    record(commune=document.commune_id, subject=document.ref, before={"archived": True}, after={"archived": False})
    return document


@act("quality.record_review", "Ghi kết quả rà soát", on="document", allowed=drafts)
def record_review(*, document: ControlledDocument, on: date, result: str, note: str, actor: Person | None, at: datetime) -> DocumentReview:
    """That the version in force was looked at: when, by whom, what, with which result. Kept as it is, it is due again an interval later."""
    found = held(document)
    version = Version.objects.filter(document=found, state=life.IN_FORCE).first()
    if version is None:
        raise Refused(f"Tài liệu {found.code} chưa có bản nào có hiệu lực để rà soát. Phê duyệt một bản trước.")
    if version.effective_on and not version.effective_on <= on <= timezone.localtime(at).date():
        raise Refused("Ngày rà soát phải từ ngày bản này có hiệu lực đến hôm nay. Ghi lại ngày.")
    row = DocumentReview.objects.create(
        document=found, version=version, on=on, by=actor, result=result, note=reason_given(note, "nội dung đã rà soát"), at=at
    )
    record(commune=found.commune_id, subject=found.ref, after={"version": version.short, "on": on, "result": result}, note=row.note)
    return row


@act("quality.set_up", "Đặt cách giữ hệ thống ISO", on="commune", allowed=sets)
def set_up(
    *,
    commune: Commune,
    review_months: int,
    read_days: int,
    short_path: bool,
    standing_unit: Unit | None,
    patterns: dict[str, str],
    source: str = "",
    actor: Person | None,
    at: datetime,
) -> QualitySettings:
    """Intervals, the short path of a small ward, the unit that keeps the system, and the patterns of codes."""
    of_the_ward(commune.pk, standing_unit)
    for pattern in patterns.values():
        if wrong := codes.wrong(pattern):
            raise Refused(wrong)
    found = commune_settings(commune)
    before = _settings_told(found)
    found.review_months, found.read_days, found.short_path = review_months, read_days, short_path
    found.standing_unit, found.source = standing_unit, source.strip()
    found.codes = {kind: pattern.strip() for kind, pattern in patterns.items() if pattern.strip() != codes.USUAL[Kind(kind)]}
    found.save()
    record(commune=commune.pk, subject=Ref("commune", commune.pk), before=before, after=_settings_told(found))
    return found


def _settings_told(found: QualitySettings) -> dict[str, Any]:
    names = ("review_months", "read_days", "short_path", "source")
    kinds = "; ".join(f"{Kind(kind).label}: {pattern}" for kind, pattern in sorted(found.codes.items()))
    return {**{name: getattr(found, name) for name in names}, "standing_unit": found.standing_unit_id, "codes": kinds}
