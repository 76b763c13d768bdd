"""The way between a document and its work, and back to the period in hand."""

from collections.abc import Callable

from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.organisations.models import Person
from tests.assignments.conftest import Assigning, only
from tests.assignments.test_pages import At, page
from tests.personas import NOW


def test_a_comment_leaves_the_period_in_hand(at: At, assign: Assigning, officer: Person) -> None:
    made = assign("KT")
    occurrence = only(made)
    html = page(at(officer), "detail", made.pk)
    address = f"{reverse('assignments:act_assignment', args=[made.pk, 'y-kien'])}?ky={occurrence.pk}"
    assert f'action="{address}"' in html
    response = at(officer).post(address, {"text": "Đã trao đổi"})
    assert response["Location"] == f"{reverse('assignments:detail', args=[made.pk])}?ky={occurrence.pk}"


def test_the_page_of_a_document_counts_the_work_given_from_it(
    at: At, directive: Document, assign: Assigning, standing: Person, officer: Person, prove: Callable[..., Claim]
) -> None:
    address = reverse("documents:detail", args=[directive.pk])
    assert "Việc đã giao từ văn bản này" not in at(officer).get(address).content.decode()
    first, second = assign("KT"), assign("KT", "VP")
    Assignment.objects.update(document=directive)
    occurrence = only(first)
    prove(occurrence)
    actions.submit(occurrence=occurrence, actor=officer, at=NOW)
    actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    html = at(officer).get(address).content.decode()
    assert "Việc đã giao từ văn bản này (2, 1 xong)" in html
    assert reverse("assignments:of_document", args=[directive.pk]) in html
    assert second.duties.count() == 2
