"""Inspections as subjects; their reports and minutes hold files."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.documents import offers
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence import claimable
from minhchung.apps.files import links
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.inspections.models import HalfTaken, InspectedUnit, Inspection
from minhchung.apps.inspections.queries import inspections_for
from minhchung.apps.inspections.reading import may_conclude

TITLE = 160
RELATIONS = ("self_reports", "working_minutes", "remedy_reports")
HELD = Q(self_reports__isnull=False) | Q(working_minutes__isnull=False) | Q(remedy_reports__isnull=False)


def _visible(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in inspections_for(person).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _titles(keys: Iterable[str]) -> Mapping[str, str]:
    found = Inspection.objects.filter(pk__in=keys_of(keys))
    return {str(each.pk): Truncator(f"{each.label}: {each.title}").chars(TITLE) for each in found}


register(SubjectKind("inspection", "Cuộc kiểm tra", _visible, _titles, lambda key: reverse("inspections:inspection", args=[key])))


def _looks(person: Any, key: str) -> bool:
    """Whether the person is of the team, or leads inspections: who gathers what shows that something is so."""
    found = inspections_for(person).filter(pk__in=keys_of([key])).first()
    return found is not None and person.has_perm("inspections.add_finding", found)


# Nothing is owed: a team gathers what it needs.
claimable.register("inspection", claimable.Claimable(may_claim=_looks, owing=lambda keys: ()))


def _visible_files(person: Any, ids: Collection[int]) -> set[int]:
    """The files of inspections the person may read."""
    rows = InspectedUnit.objects.filter(inspection__in=inspections_for(person))
    held = rows.filter(Q(report_file__in=ids) | Q(minutes_file__in=ids) | Q(remedy_file__in=ids))
    found = {pk for row in held.values_list("report_file", "minutes_file", "remedy_file") for pk in row if pk is not None}
    return found & set(ids)


links.register(links.FileLink("inspections", "cuộc kiểm tra", HELD, _visible_files, RELATIONS))


def _offer(person: Any, document: Document) -> offers.Offer | None:
    """The inspection a notice concludes, or reading it as one."""
    present = inspections_for(person).filter(conclusion=document).first()
    if present is not None:
        return offers.Offer(f"Cuộc kiểm tra {present.label}", reverse("inspections:inspection", args=[present.pk]))
    if not document.text or not may_conclude(document) or not person.has_perm("inspections.take_conclusion", document):
        return None
    if HalfTaken.objects.filter(document=document).exists():
        left = "Có người đã nhận dở và lưu lại: mở ra làm tiếp từ đó."
        return offers.Offer("Nhận tiếp kết luận kiểm tra", reverse("inspections:take", args=[document.pk]), left)
    hint = "Văn bản là kết luận kiểm tra: đọc thành cuộc kiểm tra để có cả tồn tại, yêu cầu và hạn báo cáo; yêu cầu không giao hai lần."
    return offers.Offer("Đọc kết luận kiểm tra", reverse("inspections:take", args=[document.pk]), hint)


offers.register(_offer)
