"""Review campaigns and their items as subjects; what points at subjects here; the button on a document."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.documents import offers
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register, register_link
from minhchung.apps.legal.models import BasisReview, Campaign, Item
from minhchung.apps.legal.queries.scope import campaigns_for, items_for
from minhchung.apps.legal.self_checklist import self_checklist

TITLE = 160


def _visible_campaigns(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in campaigns_for(person).filter(pk__in=keys_of(keys)).order_by().values_list("pk", flat=True)}


def _campaign_titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(each.pk): Truncator(each.title).chars(TITLE) for each in Campaign.objects.filter(pk__in=keys_of(keys))}


def _visible_items(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in items_for(person).filter(pk__in=keys_of(keys)).order_by().values_list("pk", flat=True)}


def _item_titles(keys: Iterable[str]) -> Mapping[str, str]:
    rows = Item.objects.filter(pk__in=keys_of(keys)).select_related("document").defer("document__text")
    return {str(each.pk): Truncator(f"Rà soát {each.document.title}").chars(TITLE) for each in rows}


register(
    SubjectKind(
        "review_campaign", "Đợt rà soát văn bản", _visible_campaigns, _campaign_titles, lambda key: reverse("legal:campaign", args=[key])
    )
)
register(SubjectKind("review_item", "Văn bản rà soát", _visible_items, _item_titles, lambda key: reverse("legal:item", args=[key])))
register_link(BasisReview, kind_field="kind", key_field="key")


def _offer(person: Any, document: Document) -> offers.Offer | None:
    """The self-check of an issued own document."""
    own = document.direction == Document.Direction.OUTGOING and document.state == Document.State.ISSUED
    if not own or document.series not in self_checklist().types or not person.has_perm("legal.keep_self_check", document):
        return None
    return offers.Offer("Tự kiểm tra", reverse("legal:self_check", args=[document.pk]))


offers.register(_offer)
