"""A version as the paper it is: on the screen, as DOCX, and against another version."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from minhchung.apps.documents.basis import based_on
from minhchung.apps.documents.rules import cited_in
from minhchung.apps.ground import clock, history
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.words import told
from minhchung.apps.organisations.requests import PersonRequest
from minhchung.apps.quality import queries
from minhchung.apps.quality.comparing import compared
from minhchung.apps.quality.models import Version
from minhchung.apps.quality.paper import paper_of
from minhchung.apps.quality.proving import proofs_of, requirements_for
from minhchung.apps.quality.queries.stands import readers_of
from minhchung.apps.quality.rules import life
from minhchung.letters.controlled_docx import controlled_docx
from minhchung.text.normal import fold

EVENTS = 8


@require_GET
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/ban/<pk>/`."""
    version = queries.version_for(request.user, pk)
    must = readers_of([version.document], clock.today())[version.document_id]
    said = {row.person_id: row for row in version.acknowledgements.select_related("person")}
    events = list(history.of(version.ref)[:EVENTS])
    changes = told(request.user, events)
    proofs, words = proofs_of(request.user, version), request.GET.get("q", "")[:100]
    context = {
        "version": version,
        "document": version.document,
        "proofs": proofs,
        "papers": version.papers.all(),
        "words": words,
        "offered": requirements_for(request.user, words, proofs) if version.state == life.IN_FORCE else [],
        "paper": paper_of(version),
        "doubts": version.content.doubts(),
        "basis": based_on(request.user, version.ref, [each.raw for each in cited_in(version.content.cited())], clock.today()).values(),
        "day": clock.today(),
        "before": before(version),
        "impacted": version.impacted.all(),
        "readers": [(person, said.get(person.pk)) for person in must],
        "others": [row for key, row in said.items() if key not in {person.pk for person in must}],
        "must_read": request.user in must and request.user.pk not in said and version.state in (life.WAITING, life.IN_FORCE),
        "copies": version.copies.select_related("unit"),
        "steps": [(name, life.STAGES[name], life.passed(name, version.state)) for name in life.COURSE],
        "log": [(event, changes[event.pk]) for event in events],
    }
    return render(request, "quality/version.html", context)


def before(version: Version) -> Version | None:
    """The version before this one that was approved."""
    rows = version.document.versions.filter(state__in=life.FROZEN).order_by("-issue", "-revision").select_related("document__commune")
    return next((each for each in rows if (each.issue, each.revision) < (version.issue, version.revision)), None)


@require_safe
def docx(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/ban/<pk>/docx/`."""
    version = queries.version_for(request.user, pk)
    name = fold(f"{version.document.code} ban {version.short}").replace("/", "-").replace('"', "")
    return download(controlled_docx(paper_of(version), at=clock.now()), f"{name}.docx")


@require_GET
def compare(request: PersonRequest, pk: int) -> HttpResponse:
    """`/iso/ban/<pk>/so-sanh/?voi=`: against the version before, or another one of the document."""
    version = queries.version_for(request.user, pk)
    others = list(version.document.versions.exclude(pk=pk).exclude(state=life.DROPPED).defer("said"))
    wanted = key_of(request.GET.get("voi", ""))
    if wanted is not None and wanted not in {each.pk for each in others}:
        raise Http404
    other = queries.version_for(request.user, wanted) if wanted is not None else before(version)
    found = compared(other, version) if other else []
    context = {"version": version, "document": version.document, "other": other, "others": others, "found": found}
    return render(request, "quality/compare.html", context)
