"""The link matrix and its orphan lists."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhchung.apps.ground import clock
from minhchung.apps.indexes import queries
from minhchung.apps.indexes.matrix import matrix, without_leaf
from minhchung.apps.indexes.standing import standing_of
from minhchung.apps.organisations.requests import PersonRequest

SHOWN = 50
KINDS = {
    "": "Cả ma trận",
    "viec": "Chưa có nhiệm vụ",
    "minh-chung": "Chưa có minh chứng",
    "ton-tai": "Có tồn tại chưa đóng",
    "mo-coi": "Nhiệm vụ không gắn tiêu chí",
}


@require_GET
def links(request: PersonRequest) -> HttpResponse:
    """Leaf by leaf, or one of the lists of what hangs on nothing."""
    index = queries.own_index(request.user, clock.today().year)
    kind = request.GET.get("loc", "") if request.GET.get("loc", "") in KINDS else ""
    rows = matrix(standing_of(index, day=clock.today()))
    lacking = [row for row in rows if row.leaf.standing.wanted]
    lists = {
        "": rows,
        "viec": [row for row in lacking if not row.assignments],
        "minh-chung": [row for row in lacking if not row.claims],
        "ton-tai": [row for row in rows if row.findings],
    }
    orphans = without_leaf(index.commune_id, index.year)
    counts = [(key, label, len(lists[key]) if key in lists else orphans.count()) for key, label in KINDS.items()]
    page = Paginator(orphans, SHOWN).get_page(request.GET.get("trang")) if kind == "mo-coi" else None
    context = {"index": index, "kind": kind, "counts": counts, "rows": lists.get(kind, []), "page": page}
    return render(request, "indexes/matrix.html", context)
