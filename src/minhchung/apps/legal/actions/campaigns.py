"""A review campaign: its ground and scope, its items drawn from the register, its end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from minhchung.apps.documents.models import Document
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.legal.drawing import drawn_into, locked
from minhchung.apps.legal.models import Campaign, Item
from minhchung.apps.legal.rights import runs
from minhchung.apps.legal.rules import State
from minhchung.apps.organisations.models import Commune, Person


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which documents a campaign looks at: types (none: all), the time they were issued in, normative ones only."""

    types: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    only_normative: bool = False


@act("legal.start_campaign", "Lập đợt rà soát văn bản", on="commune", allowed=runs)
def start(
    *,
    commune: Commune,
    title: str,
    ground: str,
    scope: Scope,
    cutoff_on: date,
    due_on: date | None = None,
    plan: Document | None = None,
    actor: Person | None,
    at: datetime,
) -> Campaign:
    """A campaign with an item for every own document in its scope, each with the unit that drafted it. Raises Refused for a plan of another
    commune or a time that ends before it begins."""
    if plan is not None and plan.commune_id != commune.pk:
        raise Refused("Không tìm thấy kế hoạch này trong sổ của phường; chọn một văn bản đã vào sổ.")
    if scope.since and scope.until and scope.until < scope.since:
        raise Refused("Thời gian ban hành kết thúc trước khi bắt đầu; đổi lại hai ngày.")
    made = Campaign.objects.create(
        commune=commune, title=title.strip()[:300], ground=Campaign.Ground(ground), plan=plan, since=scope.since, until=scope.until,
        cutoff_on=cutoff_on, due_on=due_on, types=list(scope.types), only_normative=scope.only_normative, added_by=actor, added_at=at,
    )  # fmt: skip
    drawn = drawn_into(made)
    lookup.put(made.ref, commune=commune.pk, title=made.title)
    after = {"title": made.title, "ground": made.ground, "plan": plan.pk if plan else None, "since": made.since, "until": made.until,
             "cutoff_on": cutoff_on, "due_on": due_on, "types": made.types,
             "only_normative": made.only_normative, "items": drawn}  # fmt: skip
    record(commune=commune.pk, subject=made.ref, after={name: value for name, value in after.items() if value not in (None, "", [])})
    return made


@act("legal.draw_items", "Lấy thêm văn bản vào đợt rà soát", on="campaign", allowed=runs)
def draw(*, campaign: Campaign, actor: Person | None, at: datetime) -> int:
    """Adds what has come into the register since and lies in the scope; what is there stays as it is. Returns how many."""
    row = locked(campaign)
    drawn = drawn_into(row)
    record(commune=row.commune_id, subject=row.ref, after={"items": drawn})
    return drawn


@act("legal.add_to_campaign", "Thêm một văn bản vào đợt rà soát", on="campaign", allowed=runs)
def add_document(*, campaign: Campaign, document: Document, actor: Person | None, at: datetime) -> Item:
    """Adds one document by hand: one inherited from a ward that was merged, or outside the scope."""
    row = locked(campaign)
    if document.commune_id != row.commune_id or document.archived_at is not None:
        raise Refused("Không tìm thấy văn bản này trong sổ của phường; chọn một văn bản đã vào sổ.")
    item, new = Item.objects.get_or_create(campaign=row, document=document, defaults={"unit_id": document.unit_id})
    if not new:
        raise Refused(f"{document.title} đã có trong đợt rà soát này.")
    record(commune=row.commune_id, subject=row.ref, after={"document": document.pk})
    return item


@act("legal.close_campaign", "Kết thúc đợt rà soát", on="campaign", allowed=runs)
def close(*, campaign: Campaign, actor: Person | None, at: datetime) -> Campaign:
    """Ends it. Raises Refused while an item is not proposed on; what is proposed and not yet handled goes on as findings of its check."""
    row = locked(campaign)
    left = row.items.filter(state__in=[State.WAITING, State.REVIEWING]).count()
    if left:
        raise Refused(f"Còn {left} văn bản chưa có đề xuất. Đề xuất cho từng văn bản (kể cả giữ nguyên) rồi kết thúc đợt.")
    Campaign.objects.filter(pk=row.pk, closed_at=None).update(closed_at=at, closed_by=actor)
    record(commune=row.commune_id, subject=row.ref, after={"title": row.title})
    campaign.refresh_from_db()
    return campaign
