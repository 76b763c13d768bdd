"""Procedures, their sources, workflows, proposals and initiatives as subjects."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.documents import cited, offers
from minhchung.apps.documents.models import Document
from minhchung.apps.files import links
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.procedures.citing import cited_by_procedures, live_procedures, live_workflows
from minhchung.apps.procedures.models import Initiative, Procedure, Proposal, Source, Workflow
from minhchung.text.normal import fold

TITLE = 160


def _kind(kind: str, label: str, model: Any, address: Callable[[str], str], commune: str = "commune") -> None:
    """A kind that all of the ward may read, titled by what its rows call themselves."""

    def visible(person: Any, keys: Iterable[str]) -> set[str]:
        if not mandate_of(person).works_here:
            return set()
        rows = model.objects.filter(**{commune: person.commune_id}, pk__in=keys_of(keys))
        return {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}

    def titles(keys: Iterable[str]) -> Mapping[str, str]:
        return {str(each.pk): Truncator(str(each)).chars(TITLE) for each in model.objects.filter(pk__in=keys_of(keys))}

    register(SubjectKind(kind, label, visible, titles, address))


def _page(name: str) -> Callable[[str], str]:
    return lambda key: reverse(name, args=[key])


def _of_the_workflow(key: str) -> str:
    """A workflow is shown on the page of its procedure."""
    found = Workflow.objects.filter(pk__in=keys_of([key])).values_list("procedure", flat=True).first()
    return reverse("procedures:procedure", args=[found]) if found else reverse("procedures:list")


def _visible_files(person: Any, ids: Collection[int]) -> set[int]:
    if not mandate_of(person).works_here:
        return set()
    rows = Source.objects.filter(commune=person.commune_id, file__in=ids).order_by().values_list("file_id", flat=True)
    return {pk for pk in rows if pk is not None}


_kind("procedure", "Thủ tục hành chính", Procedure, _page("procedures:procedure"))
_kind("simplification", "Đề xuất đơn giản hóa", Proposal, _page("procedures:proposal"))
_kind("initiative", "Sáng kiến", Initiative, _page("procedures:initiative"))
_kind("procedure_source", "Nguồn của danh mục", Source, lambda key: reverse("procedures:sources"))
_kind("workflow", "Quy trình nội bộ", Workflow, _of_the_workflow, commune="procedure__commune")
cited.register("procedure", live_procedures, cited_by_procedures)
cited.register("workflow", live_workflows)
links.register(links.FileLink("procedure_sources", "nguồn của danh mục thủ tục", Q(procedure_sources__isnull=False), _visible_files))


def _offer(person: Any, document: Document) -> offers.Offer | None:
    """A publication decision is laid over the catalogue."""
    if document.series != "QĐ" or not _PUBLISHES.search(fold(document.subject)) or document.archived_at is not None:
        return None
    if not person.has_perm("procedures.publish_decision", document):
        return None
    hint = "Bảng thủ tục mới, sửa đổi, bãi bỏ được đọc thành đề nghị; chưa ghi gì."
    return offers.Offer("Cập nhật danh mục thủ tục", reverse("procedures:decision", args=[document.pk]), hint)


_PUBLISHES = re.compile(r"cong bo.*(?:thu tuc|tthc)")
offers.register(_offer)
