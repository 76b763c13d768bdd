"""What a person may read, and single things by key (404 for another commune's)."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.legal.models import Campaign, Item, SelfCheck
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.rights import mandate_of


def campaigns_for(person: Person) -> QuerySet[Campaign]:
    """The campaigns of the person's commune, the newest first."""
    if not mandate_of(person).works_here:
        return Campaign.objects.none()
    return Campaign.objects.filter(commune=person.commune_id)


def campaign_for(person: Person, pk: int) -> Campaign:
    """One campaign. Raises Http404."""
    return get_object_or_404(campaigns_for(person).select_related("commune", "plan"), pk=pk)


def items_for(person: Person) -> QuerySet[Item]:
    """The items whose documents the person may read, with document, unit and decision."""
    rows = Item.objects.filter(campaign__in=campaigns_for(person), document__in=documents.readable(person))
    related = rows.select_related("campaign__commune", "document", "unit", "decision", "proposed_by", "handled_by")
    return related.defer("document__text", "decision__text")


def items_of(person: Person, campaign: Campaign) -> QuerySet[Item]:
    """The items of a campaign in the order of their documents."""
    return items_for(person).filter(campaign=campaign).order_by("document__issued_on", "document_id")


def item_for(person: Person, pk: int) -> Item:
    """One item. Raises Http404."""
    return get_object_or_404(items_for(person), pk=pk)


def own_document(person: Person, pk: int) -> Document:
    """An issued document of the ward's own, with its self-checks. Raises Http404."""
    rows = documents.readable(person).filter(direction=Document.Direction.OUTGOING, state=Document.State.ISSUED, archived_at=None)
    checks = Prefetch("self_checks", SelfCheck.objects.select_related("by"))
    return get_object_or_404(rows.select_related("commune", "unit").prefetch_related(checks), pk=pk)
