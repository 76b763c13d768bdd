"""Pages of evidence: what waits to be checked, one piece, bringing and linking."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhchung.apps.documents import queries as documents
from minhchung.apps.evidence import actions, queries, rights
from minhchung.apps.evidence.claimable import Place, periods_of
from minhchung.apps.evidence.facts import looked_at, said_of, stored_of, typed_of
from minhchung.apps.evidence.forms import JudgeForm, TypedForm
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.presenting import Line, lines_of, panel, places_for, subjects_of
from minhchung.apps.files import queries as files
from minhchung.apps.files.presenting import signed_in
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.keys import key_of
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


@require_safe
def of_subject(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """`/minh-chung/cua/<loại>/<khóa>/`: the evidence of any subject, for pages of apps below this one."""
    shown = panel(request.user, Ref(kind, key))
    subject = describe(request.user, [shown.place.ref])[shown.place.ref]
    return render(request, "evidence/of.html", {"panel": shown, "subject": subject})


@require_POST
def bring(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """Brings many files at once, a stored file (`tep`) or a registered document (`van_ban`) as evidence of a subject."""
    place = queries.place(request.user, kind, key)
    made, refused = _brought(request, place)
    if made:
        messages.success(request, f"Đã nộp {made} minh chứng lúc {clock.now():%H:%M}.")
    for reason in refused:
        messages.error(request, reason)
    if not made and not refused and "chon" in request.POST:
        return render(request, "evidence/choose.html", {**_choices(request, place), "missing": True}, status=422)
    if not made and not refused:
        messages.error(request, "Chưa chọn tệp hay văn bản nào; kéo tệp vào khung hoặc bấm “chọn tệp”.")
    return redirect(KINDS[kind].address(key))


def _brought(request: PersonRequest, place: Place) -> tuple[int, list[str]]:
    """How many pieces were taken, and why the others were not: one bad file loses no other."""
    made, refused = 0, []
    for file in request.FILES.getlist("files"):
        try:
            actions.claim(place=place, upload=receive(file), actor=request.user, at=clock.now())
            made += 1
        except Refused as reason:
            refused.append(str(reason))
    tep, van_ban = key_of(request.POST.get("tep", "")), key_of(request.POST.get("van_ban", ""))
    if tep is not None:
        actions.claim(place=place, stored=files.one(request.user, tep), actor=request.user, at=clock.now())
        made += 1
    if van_ban is not None:
        actions.claim(place=place, document=documents.one(request.user, van_ban), actor=request.user, at=clock.now())
        made += 1
    return made, refused


@require_safe
def choose(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """`/minh-chung/chon/<loại>/<khóa>/`: a file already in the store, or a registered document, as evidence."""
    place = queries.place(request.user, kind, key)
    if not rights.claims(request.user, place):
        raise PermissionDenied("Nộp minh chứng ở đây là việc của đơn vị thực hiện, lãnh đạo hoặc thường trực CCHC.")
    return render(request, "evidence/choose.html", _choices(request, place))


def _choices(request: PersonRequest, place: Place) -> dict[str, Any]:
    """What the page of choosing shows: registered documents and stored files that hold the words."""
    words = request.POST.get("chon", "") or request.GET.get("q", "")
    return {
        "place": place,
        "subject": describe(request.user, [place.ref])[place.ref],
        "words": words,
        "documents": documents.register(request.user, words=words, today=clock.today())[:15],
        "files": files.search(request.user, words)[:15],
    }


@require_http_methods(["GET", "POST"])
def link(request: PersonRequest, pk: int) -> HttpResponse:
    """`/minh-chung/tep/<pk>/`: what a stored file proves; subjects found by their words."""
    stored = files.one(request.user, pk)
    if not request.user.has_perm("files.store", request.user.commune):
        raise PermissionDenied("Tài khoản chỉ xem nên không gắn tệp làm minh chứng được. Đề nghị đơn vị giữ việc gắn.")
    kind, _, key = request.POST.get("subject", "").partition(":")
    if request.method == "POST" and key:
        actions.claim(place=queries.place(request.user, kind, key), stored=stored, actor=request.user, at=clock.now())
        messages.success(request, f"Đã gắn “{stored.name}” làm minh chứng lúc {clock.now():%H:%M}.")
        return redirect(KINDS[kind].address(key))
    words = request.GET.get("q", "")
    context = {"stored": stored, "words": words, "found": places_for(request.user, words), "missing": request.method == "POST"}
    return render(request, "evidence/link.html", context, status=422 if request.method == "POST" else 200)
