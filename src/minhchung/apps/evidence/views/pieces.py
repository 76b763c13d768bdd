"""What waits to be checked, and one piece: its checks, its judgement, its revisions, its file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from minhchung.apps.evidence import actions, queries, rights
from minhchung.apps.evidence.claimable import periods_of
from minhchung.apps.evidence.facts import looked_at, said_of, stored_of, typed_of
from minhchung.apps.evidence.forms import JudgeForm, TypedForm
from minhchung.apps.evidence.library import used_where
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.naming import named
from minhchung.apps.evidence.presenting import Line, lines_of, subjects_of
from minhchung.apps.files import queries as files
from minhchung.apps.files.presenting import signed_in
from minhchung.apps.files.receiving import receive
from minhchung.apps.files.serving import as_answer
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import require
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import KINDS, Described, describe
from minhchung.apps.organisations.requests import PersonRequest

SECTIONS = {"cho": ("wait", "Chờ kiểm tra"), "sai": ("bad", "Chưa đạt"), "dat": ("good", "Đạt")}
PER_PAGE = 50


@require_safe
def pending(request: PersonRequest) -> HttpResponse:
    """`/minh-chung/`: waiting, rejected, accepted; files that prove nothing yet."""
    section = request.GET.get("muc", "cho")
    if section == "le":
        loose = Paginator(files.unlinked(request.user), PER_PAGE).get_page(request.GET.get("trang"))
        return render(request, "evidence/unlinked.html", {"page": loose, "section": section, "sections": SECTIONS})
    state, label = SECTIONS.get(section, SECTIONS["cho"])
    page = Paginator(queries.pending(request.user, state), PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "rows": _rows(request, list(page)), "section": section, "label": label, "sections": SECTIONS}
    return render(request, "evidence/pending.html", context)


def _rows(request: PersonRequest, claims: list[Claim]) -> list[tuple[Line, Described]]:
    """Each piece with the subject it proves."""
    subjects = subjects_of(request.user, claims)
    lines = lines_of(request.user, claims, periods_of(list(subjects)))
    return [(line, subjects[Ref(line.looked.claim.kind, line.looked.claim.key)]) for line in lines]


@require_safe
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """`/minh-chung/<pk>/`: the piece, its checks, what was typed beside what the file says."""
    return _detail(request, pk)


def _detail(request: PersonRequest, pk: int, form: TypedForm | None = None, judging: JudgeForm | None = None) -> HttpResponse:
    """The page of a piece; a refused form stands in it with its errors."""
    claim = queries.one(request.user, pk)
    ref = Ref(claim.kind, claim.key)
    period = periods_of([ref]).get(ref)
    stored = stored_of(claim)
    context = {
        "claim": claim,
        "file": stored,
        "blob": stored.blob if stored else None,
        "signatures": signed_in(stored.blob) if stored else [],
        "line": lines_of(request.user, [claim], {ref: period} if period else {})[0],
        "looked": looked_at(claim, period),
        "may_check": rights.checks(request.user, claim),
        "may_correct": rights.corrects(request.user, claim),
        "typed": typed_of(claim),
        "said": said_of(claim),
        "subject": describe(request.user, [ref])[ref],
        "others": used_where(request.user, claim),
        "revisions": queries.revisions_of(claim),
        "form": form or TypedForm(initial=TypedForm.initial_of(claim), today=clock.today()),
        "judging": judging or JudgeForm(good=True),
    }
    return render(request, "evidence/detail.html", context, status=422 if form or judging else 200)


@require_safe
def line(request: PersonRequest, pk: int) -> HttpResponse:
    """`/minh-chung/<pk>/dong/`: the piece as a list shows it, asked again by a list while its file is being read."""
    claim = queries.one(request.user, pk)
    lines = lines_of(request.user, [claim], periods_of([Ref(claim.kind, claim.key)]))
    return render(request, "evidence/part_line.html", {"line": lines[0]})


@require_POST
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Corrects what was typed."""
    claim = queries.one(request.user, pk)
    form = TypedForm(request.POST, today=clock.today())
    if not form.is_valid():
        return _detail(request, pk, form)
    title = form.cleaned_data["title"]
    actions.edit_typed(claim=claim, typed=form.typed(), title=title, actor=request.user, at=clock.now())
    messages.success(request, f"Đã lưu lúc {clock.now():%H:%M}; minh chứng chờ kiểm tra lại.")
    return redirect("evidence:detail", pk)


@require_POST
def verify(request: PersonRequest, pk: int) -> HttpResponse:
    """Judges a piece: good, or bad with a reason."""
    claim = queries.one(request.user, pk)
    good = request.POST.get("ket_qua") == "dat"
    require(request.user, "evidence.verify", claim)
    form = JudgeForm(request.POST, good=good)
    if not form.is_valid():
        return _detail(request, pk, judging=form)
    seen, reason = request.POST.get("seen") or None, form.cleaned_data["reason"]
    actions.verify(claim=claim, good=good, reason=reason, seen=seen, actor=request.user, at=clock.now())
    messages.success(request, f"Đã ghi lúc {clock.now():%H:%M}: “{claim.title}” {'đạt' if good else 'chưa đạt'}.")
    return redirect("evidence:detail", pk)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Takes a piece back."""
    claim = queries.one(request.user, pk)
    actions.withdraw(claim=claim, reason=request.POST.get("reason", ""), actor=request.user, at=clock.now())
    messages.success(request, f"Đã rút minh chứng “{claim.title}”; tệp vẫn ở trong kho.")
    return redirect(KINDS[claim.kind].address(claim.key))


@require_POST
def replace(request: PersonRequest, pk: int) -> HttpResponse:
    """A newer file takes the place of what the piece shows."""
    claim = queries.one(request.user, pk)
    require(request.user, "evidence.replace", claim)
    given = request.FILES.get("files")
    if given is None:
        messages.error(request, "Chưa chọn tệp mới; kéo tệp vào khung “Thay bằng bản mới” hoặc bấm “chọn tệp”.")
        return redirect("evidence:detail", pk)
    actions.replace(claim=claim, upload=receive(given), actor=request.user, at=clock.now())
    messages.success(request, f"Đã thay bằng bản mới lúc {clock.now():%H:%M}; bản cũ vẫn giữ, minh chứng chờ kiểm tra lại.")
    return redirect("evidence:detail", pk)


@require_safe
def download(request: PersonRequest, pk: int) -> FileResponse:
    """`/minh-chung/<pk>/tai/`: the file under a name that says what it is."""
    claim = queries.one(request.user, pk)
    stored = stored_of(claim)
    if stored is None:
        raise Http404("no file")
    return as_answer(stored, name=named(claim), saved=True)
