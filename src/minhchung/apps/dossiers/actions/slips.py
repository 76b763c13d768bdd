"""Acts on the real side of the two clocks: hand-overs of control slips (form 06) and signing times of results."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from minhchung.apps.dossiers.keys import SOURCE, dossier_key
from minhchung.apps.dossiers.models import ResultSignature, SlipHandover
from minhchung.apps.dossiers.real_moments import Signed, SlipLine
from minhchung.apps.dossiers.rights import copies_slips, hands_over, withdraws_handover
from minhchung.apps.dossiers.slip_tables import handovers_of
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.flow.exports.personal import is_personal


@act("dossiers.hand_over", "Ghi giao nhận hồ sơ", on="commune", allowed=hands_over)
def hand_over(
    *, commune: Commune, code: str, person: Person, unit: Unit | None, note: str = "", actor: Person | None, at: datetime
) -> SlipHandover:
    """Somebody takes a dossier over now. Who has it already cannot take it again: that is a second tap on the same button."""
    _refuse_personal(note)
    Commune.objects.select_for_update().get(pk=commune.pk)  # two taps at once are judged one after the other
    last = handovers_of(commune.pk, [code]).order_by("taken_at", "pk").last()
    if last is not None and last.person_id == person.pk:
        raise Refused(f"{person} đã nhận hồ sơ {code} lúc {localtime(last.taken_at):%H:%M %d/%m/%Y}; không ghi hai lần.")
    made = _made(commune, SlipLine(code, person, unit, at, note.strip()), SlipHandover.Way.TAP, actor, at)
    made.save()
    record(
        commune=commune.pk,
        subject=Ref("dossier", dossier_key(commune.pk, code)),
        before={"taker": last.taker} if last else None,
        after={"taker": made.taker, "taken_at": at, "note": made.note},
    )
    return made


@act("dossiers.copy_slips", "Chép phiếu kiểm soát", on="commune", allowed=copies_slips)
def copy_slips(*, commune: Commune, lines: Sequence[SlipLine], actor: Person | None, at: datetime) -> int:
    """Lines of slips on paper, as many as one likes in one act; those recorded before are left out. How many are new."""
    known = {(each.code, each.person_id, each.unit_id, each.taken_at) for each in handovers_of(commune.pk, {line.code for line in lines})}
    new: dict[tuple[str, int | None, int | None, datetime], SlipLine] = {}
    for line in lines:
        _refuse_personal(line.note)
        if line.taken_at > at:
            raise Refused(
                f"Giờ nhận hồ sơ {line.code} ({localtime(line.taken_at):%H:%M %d/%m/%Y}) chưa tới. Xem lại ngày và giờ trên phiếu."
            )
        key = (line.code, line.person.pk if line.person else None, line.unit.pk if line.unit else None, line.taken_at)
        if key not in known:
            new[key] = line
    if not new:
        raise Refused("Các dòng này đã ghi trước đó; không có gì mới để ghi.")
    SlipHandover.objects.bulk_create([_made(commune, line, SlipHandover.Way.PAPER, actor, at) for line in new.values()])
    codes = sorted({line.code for line in new.values()})
    record(
        commune=commune.pk,
        subject=Ref("dossier", dossier_key(commune.pk, codes[0])) if len(codes) == 1 else Ref("commune", commune.pk),
        after={"handovers": len(new), "dossiers": codes},
    )
    return len(new)


@act("dossiers.withdraw_handover", "Rút lượt giao nhận ghi nhầm", on="slip_line", allowed=withdraws_handover)
def withdraw_handover(*, slip_line: SlipHandover, reason: str, actor: Person | None, at: datetime) -> None:
    """A hand-over recorded by mistake no longer counts; it stays in the history."""
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi vì sao rút."})
    if SlipHandover.objects.filter(pk=slip_line.pk, withdrawn_at=None).update(withdrawn_at=at) != 1:
        raise Refused("Lượt giao nhận này đã được rút trước đó.")
    record(
        commune=slip_line.commune_id,
        subject=Ref("dossier", dossier_key(slip_line.commune_id, slip_line.code)),
        before={"taker": slip_line.taker, "taken_at": slip_line.taken_at},
        note=reason.strip(),
    )


@act("dossiers.keep_signatures", "Ghi giờ ký kết quả", on="commune", allowed=copies_slips)
def keep_signatures(*, commune: Commune, signed: Sequence[Signed], actor: Person | None, at: datetime) -> int:
    """Signing times read from result PDFs; a later reading of another PDF replaces an earlier one. How many are new or changed."""
    kept = {each.code: each for each in ResultSignature.objects.select_for_update().filter(commune=commune, source=SOURCE)}
    changed = [each for each in signed if each.code not in kept or kept[each.code].sha256 != each.sha256]
    if not changed:
        raise Refused("Giờ ký trong các tệp này đã ghi trước đó; không có gì mới để ghi.")
    for each in changed:
        if each.signed_at > at + timedelta(minutes=5):
            raise Refused(f"Giờ ký kết quả hồ sơ {each.code} ({localtime(each.signed_at):%H:%M %d/%m/%Y}) chưa tới: đồng hồ máy ký sai.")
        ResultSignature.objects.update_or_create(
            commune=commune,
            source=SOURCE,
            code=each.code,
            defaults={
                "signed_at": each.signed_at,
                "signer": each.signer,
                "sha256": each.sha256,
                "recorded_by": actor,
                "recorded_at": at,
            },
        )
    codes = sorted({each.code for each in changed})
    before = {code: kept[code].signed_at for code in codes if code in kept}
    record(
        commune=commune.pk,
        subject=Ref("dossier", dossier_key(commune.pk, codes[0])) if len(codes) == 1 else Ref("commune", commune.pk),
        before={"signings": before} if before else None,
        after={"signings": {each.code: each.signed_at for each in changed}},
    )
    return len(changed)


def _made(commune: Commune, line: SlipLine, way: str, actor: Person | None, at: datetime) -> SlipHandover:
    return SlipHandover(
        commune=commune,
        source=SOURCE,
        code=line.code,
        person=line.person,
        unit=line.unit,
        taken_at=line.taken_at,
        way=way,
        note=line.note,
        recorded_by=actor,
        recorded_at=at,
    )


def _refuse_personal(note: str) -> None:
    if is_personal(note):
        raise ValidationError({"note": "Không ghi số điện thoại, số giấy tờ hay thư điện tử của người nộp. Chỉ ghi việc và ngày."})
