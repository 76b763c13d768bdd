"""The columns of a round side by side with the points lost per unit head, and the papers of a round as files."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from minhchung.apps.ground import clock
from minhchung.apps.ground.downloads import download
from minhchung.apps.indexes.losses import losses
from minhchung.apps.indexes.rounds import sheets
from minhchung.apps.indexes.rounds.models import ExplanationFile
from minhchung.apps.indexes.rounds.rows import columns_for
from minhchung.apps.indexes.rounds.table import DECLARED, LATEST, Table, value_of
from minhchung.apps.indexes.rules import rounds as rules
from minhchung.apps.indexes.views.rounds import found_table
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.letters.tables import TablePaper, docx_of, xlsx_of

KINDS = {"xlsx": xlsx_of, "docx": docx_of}


@require_GET
def comparison(request: PersonRequest, pk: int) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/so-sanh/`: how the points of each leaf went from column to column, and who lost how many."""
    own_commune(request)
    found = found_table(request, pk)
    columns = [column for column in columns_for(request.user, found) if found.filled(column)]
    context = {
        "round": found.round,
        "table": found,
        "stage": rules.STAGES[found.stage],
        "columns": [rules.COLUMNS[column] for column in columns],
        "rows": [(line, [value_of(line, column) for column in columns]) for line in found.lines],
        "sums": [found.total(column).final for column in columns],
        "latest": found.total(LATEST).final if found.filled(LATEST) else None,
        "losses": losses(found, on=clock.today()),
        "some": bool(found.filled(DECLARED)),
    }
    return render(request, "indexes/comparison.html", context)


def _declaration(request: PersonRequest, found: Table) -> TablePaper:
    return sheets.declaration(found, at=clock.now())


def _review(request: PersonRequest, found: Table) -> TablePaper:
    return sheets.review(found, at=clock.now())


def _explanations(request: PersonRequest, found: Table) -> TablePaper:
    names: dict[int, list[str]] = {}
    for file in ExplanationFile.objects.filter(explanation__round=found.round, removed_at=None).select_related("file"):
        names.setdefault(file.explanation_id, []).append(file.file.name)
    return sheets.explanation_sheet(found, names, at=clock.now())


def _lost(request: PersonRequest, found: Table) -> TablePaper:
    own_commune(request)
    return sheets.lost_points(found, losses(found, on=clock.today()), at=clock.now())


PAPERS: dict[str, tuple[Callable[[PersonRequest, Table], TablePaper], str]] = {
    "tu-cham": (_declaration, "Bang tu cham"),
    "tham-dinh": (_review, "Phieu tham dinh"),
    "giai-trinh": (_explanations, "Ban giai trinh"),
    "diem-mat": (_lost, "Diem mat theo don vi"),
}
SLUGS = sorted(f"{paper}-{kind}" for paper in PAPERS for kind in KINDS)


@require_safe
def paper(request: PersonRequest, pk: int, slug: str) -> HttpResponse:
    """`/bo-chi-so/dot-cham/<pk>/tai/<paper>-<kind>/`: a paper as XLSX or DOCX, as the round stands now."""
    name, _, kind = slug.rpartition("-")
    if slug not in SLUGS:
        raise Http404("Không có bản này.")
    found = found_table(request, pk)
    made, title = PAPERS[name]
    return download(KINDS[kind](made(request, found), at=clock.now()), f"{title} {found.round.index.year}.{kind}")
