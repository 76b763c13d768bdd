"""Items of a campaign, one or many at once: taken up, proposed on, submitted, sent back, handled."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.legal.drawing import locked
from minhchung.apps.legal.models import Campaign, Item
from minhchung.apps.legal.rights import handles, reviews_item, submits_item, takes_part
from minhchung.apps.legal.rules import Proposal, State, refused
from minhchung.apps.organisations.models import Person

AT_MOST = 500
Judge = Callable[[Any, Any], bool]


@act("legal.take_items", "Nhận rà soát văn bản", on="campaign", allowed=takes_part)
def take(*, campaign: Campaign, items: Collection[Item], actor: Person | None, at: datetime) -> list[Item]:
    """The unit begins to review these. Raises Refused for an item of another unit, or one that is begun."""
    held, rows = _held(campaign, items, "take", reviews_item, actor)
    return _moved(held, rows, State.REVIEWING)


@act("legal.propose_handling", "Đề xuất xử lý văn bản", on="campaign", allowed=takes_part)
def propose(
    *,
    campaign: Campaign,
    items: Collection[Item],
    proposal: str,
    reason: str,
    scope: str = "",
    actor: Person | None,
    at: datetime,
) -> list[Item]:
    """How these are to be handled (or kept), and why; of a part, which. A proposal may be changed until it is submitted."""
    chosen = Proposal(proposal)
    if not reason.strip():
        raise Refused("Chưa ghi lý do. Ghi vì sao giữ nguyên, hoặc nội dung nào phải xử lý và vì sao.")
    if chosen.of_a_part and not scope.strip():
        raise Refused("Bãi bỏ một phần thì phải ghi phần nào. Ghi điều, khoản vào ô phạm vi.")
    held, rows = _held(campaign, items, "propose", reviews_item, actor)
    values = {"proposal": chosen.value, "reason": reason.strip(), "scope": scope.strip()[:200] if chosen.changes else "",
              "proposed_by": actor, "proposed_at": at}  # fmt: skip
    told = {"proposal": chosen.value, "scope": values["scope"], "reason": values["reason"]}
    return _moved(held, rows, State.PROPOSED, values, {name: value for name, value in told.items() if value})


@act("legal.submit_items", "Trình kết quả rà soát", on="campaign", allowed=takes_part)
def submit(*, campaign: Campaign, items: Collection[Item], actor: Person | None, at: datetime) -> list[Item]:
    """Hands the proposals to who decides: the head of the unit, or who coordinates, does so."""
    held, rows = _held(campaign, items, "submit", submits_item, actor)
    return _moved(held, rows, State.SUBMITTED, {"submitted_at": at})


@act("legal.send_back_items", "Trả lại đề xuất", on="campaign", allowed=handles)
def send_back(*, campaign: Campaign, items: Collection[Item], reason: str, actor: Person | None, at: datetime) -> list[Item]:
    """The proposal does not do: the unit reviews again."""
    if not reason.strip():
        raise Refused("Chưa ghi lý do trả lại. Ghi cần xem lại điểm nào.")
    held, rows = _held(campaign, items, "send_back", None, actor)
    return _moved(held, rows, State.REVIEWING, note=reason.strip())


@act("legal.handle_items", "Ghi kết quả xử lý văn bản", on="campaign", allowed=handles)
def handle(
    *, campaign: Campaign, items: Collection[Item], decision: Document | None = None, actor: Person | None, at: datetime
) -> list[Item]:
    """What was proposed is carried out, by the `decision` where it changes anything. What that does to the document's validity is not
    inferred: somebody enters it as an event."""
    held, rows = _held(campaign, items, "handle", None, actor)
    if any(Proposal(row.proposal).changes for row in rows):
        if decision is None:
            raise Refused("Chưa chọn văn bản xử lý. Chọn văn bản bãi bỏ, thay thế, sửa đổi đã vào sổ.")
        if decision.commune_id != held.commune_id or any(row.document_id == decision.pk for row in rows):
            raise Refused("Văn bản xử lý phải là một văn bản khác trong sổ của phường; chọn lại.")
    values = {"decision": decision, "handled_by": actor, "handled_at": at}
    return _moved(held, rows, State.HANDLED, values, {"decision": decision.pk} if decision else {})


def _held(campaign: Campaign, items: Collection[Item], step: str, judge: Judge | None, actor: Person | None) -> tuple[Campaign, list[Item]]:
    """Campaign and items held until the act ends. Raises Refused when the step may not be taken with all of them by this person."""
    held = locked(campaign)
    keys = {item.pk for item in items}
    if not keys:
        raise Refused("Chưa chọn văn bản nào. Đánh dấu ít nhất một văn bản rồi bấm lại.")
    if len(keys) > AT_MOST:
        raise Refused(f"Mỗi lần làm được nhiều nhất {AT_MOST} văn bản; chia thành nhiều lần.")
    rows = list(
        Item.objects.select_for_update(of=("self",))
        .filter(campaign=held, pk__in=keys)
        .select_related("document", "campaign")
        .order_by("pk")
    )
    if len(rows) != len(keys):
        raise Refused("Có văn bản không thuộc đợt rà soát này. Tải lại trang rồi chọn lại.")
    if why := refused(step, {row.state for row in rows}):
        raise Refused(why)
    if actor is not None and judge is not None and (foreign := [row for row in rows if not judge(actor, row)]):
        raise Refused(f"{foreign[0].document.title[:120]} do đơn vị khác rà soát. Bỏ chọn văn bản đó rồi bấm lại.")
    return held, rows


def _moved(
    campaign: Campaign,
    rows: Sequence[Item],
    to: State,
    values: dict[str, Any] | None = None,
    told: dict[str, Any] | None = None,
    *,
    note: str = "",
) -> list[Item]:
    """Changes the state of all of them, each from the state it was held in; one event tells it."""
    before = sorted({row.state for row in rows})
    changed = Item.objects.filter(pk__in=[row.pk for row in rows], state__in=before).update(state=to.value, **(values or {}))
    if changed != len(rows):
        raise Refused("Có văn bản vừa được người khác xử lý. Tải lại trang rồi làm lại.")
    after = {"documents": [row.document_id for row in rows], "state": to.value, **(told or {})}
    record(commune=campaign.commune_id, subject=campaign.ref, before={"state": before}, after=after, note=note)
    return list(Item.objects.filter(pk__in=[row.pk for row in rows]).select_related("document", "unit"))
