"""Why dossiers are late and what is proposed, as people say it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from minhchung.apps.documents.models import Document
from minhchung.apps.dossiers.backlogs import SYSTEM, fault_table
from minhchung.apps.dossiers.cards import card_of
from minhchung.apps.dossiers.keys import dossier_key
from minhchung.apps.dossiers.lake import slots_of
from minhchung.apps.dossiers.models import DossierCard, SystemFault
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.rights import explains
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person
from minhchung.flow.backlog import Cause, backlog_checklist, touched_by_faults
from minhchung.flow.backlog.causes import SIDES
from minhchung.flow.exports.personal import is_personal

CAUSES = {cause.name: cause for group in backlog_checklist().group for cause in group.cause}
PROPOSALS = {item.name: item.title for item in backlog_checklist().proposal}


@act("dossiers.explain", "Ghi nguyên nhân hồ sơ", on="commune", allowed=explains)
def explain(
    *,
    commune: Commune,
    codes: Sequence[str],
    cause: str,
    proposal: str = "",
    note: str = "",
    proof: Document | None = None,
    actor: Person | None,
    at: datetime,
) -> list[DossierCard]:
    """The cause of some dossiers and what is proposed, at once for as many as one likes; what was said before is replaced.

    `cause` and `proposal` are names of the checklist. An objective cause asks for a note or a document that proves it; a fault of the
    system for a document or the fault log.
    """
    if not codes:
        raise Refused("Chưa chọn hồ sơ nào. Chọn hồ sơ rồi ghi nguyên nhân.")
    chosen = _chosen_cause(cause, note, proof)
    if is_personal(note):
        raise ValidationError({"note": "Không ghi số điện thoại, số giấy tờ hay thư điện tử của người nộp. Chỉ ghi việc và ngày."})
    if cause == SYSTEM and proof is None:
        _refuse_without_fault(commune, codes, at)
    if proposal and proposal not in PROPOSALS:
        raise ValidationError({"proposal": "Đề xuất không có trong danh mục. Chọn trong danh sách."})
    cards = [card_of(commune, code) for code in sorted(set(codes))]
    before = {card.code: CAUSES[card.cause].title for card in cards if card.cause in CAUSES}
    for card in cards:
        card.cause, card.proposal, card.note, card.proof = cause, proposal, note.strip(), proof
        card.save(update_fields=["cause", "proposal", "note", "proof"])
    told: dict[str, Any] = {"dossiers": [card.code for card in cards], "cause": chosen.title, "side": SIDES[chosen.side]}
    record(
        commune=commune.pk,
        subject=Ref("dossier", dossier_key(commune.pk, cards[0].code)) if len(cards) == 1 else Ref("commune", commune.pk),
        before={"causes": before} if before else None,
        after={**told, "proposal": PROPOSALS.get(proposal), "note": note.strip(), "proof": str(proof) if proof else None},
    )
    return cards


def _chosen_cause(name: str, note: str, proof: Document | None) -> Cause:
    if name not in CAUSES:
        raise ValidationError({"cause": "Chưa chọn nguyên nhân trong danh mục."})
    cause = CAUSES[name]
    if cause.side == "objective" and not note.strip() and proof is None:
        raise ValidationError({"note": f"Nguyên nhân khách quan cần chứng cứ: {cause.proof}. Ghi rõ hoặc chọn văn bản."})
    return cause


def _refuse_without_fault(commune: Commune, codes: Sequence[str], at: datetime) -> None:
    """A fault of the system is the cause only of dossiers that a logged fault touched while they were in hand."""
    lake = opened(commune)
    log = fault_table(SystemFault.objects.filter(commune=commune, withdrawn_at=None))
    touched = touched_by_faults(lake.tables, slots_of(lake.calendar), log, as_of=at)["code"].to_pylist() if lake else []
    left = sorted(set(codes) - set(touched))
    if left:
        named = ", ".join(left[:3]) + (f" và {len(left) - 3} hồ sơ khác" if len(left) > 3 else "")
        raise Refused(
            f"Nhật ký chưa ghi lỗi hệ thống nào trong thời gian giải quyết {named}. Ghi nhật ký lỗi hoặc chọn văn bản chứng minh."
        )
