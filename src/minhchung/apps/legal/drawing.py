"""A campaign held for writing, and its items drawn from the register. Shared by the acts of this app; itself no act."""

from django.db.models import QuerySet

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import numbered
from minhchung.apps.ground.acts import Refused
from minhchung.apps.legal.models import Campaign, Item

NORMATIVE = ("NQ", "QĐ")
"""Types of a ward's normative documents; their symbol carries the year ("30/2026/QĐ-UBND")."""


def locked(campaign: Campaign) -> Campaign:
    """The campaign as it stands now, its row held. Raises Refused when it has ended."""
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.closed_at is not None:
        raise Refused(f"Đợt “{row.title}” đã kết thúc nên không sửa được nữa. Lập đợt mới nếu cần.")
    return row


def drawn_into(campaign: Campaign) -> int:
    """Makes an item of each document in the scope that has none yet; returns how many."""
    present = set(campaign.items.values_list("document", flat=True))
    fresh = [each for each in _in_scope(campaign) if each.pk not in present and (not campaign.only_normative or _is_normative(each))]
    Item.objects.bulk_create(Item(campaign=campaign, document=each, unit_id=each.unit_id) for each in fresh)
    return len(fresh)


def _in_scope(campaign: Campaign) -> "QuerySet[Document]":
    """Issued own documents of the campaign's types and time; one without a day is in it only where no time is named."""
    rows = Document.objects.filter(
        commune=campaign.commune_id, direction=Document.Direction.OUTGOING, state=Document.State.ISSUED, archived_at=None
    ).defer("text")
    if campaign.types or campaign.only_normative:
        rows = rows.filter(series__in=campaign.types or NORMATIVE)
    if campaign.since:
        rows = rows.filter(issued_on__gte=campaign.since)
    if campaign.until:
        rows = rows.filter(issued_on__lte=campaign.until)
    return rows.order_by("issued_on", "pk")


def _is_normative(document: Document) -> bool:
    return document.series in NORMATIVE and numbered(document.code).year is not None
