"""A criteria set on its way in: the upload, which column means what, the look-through, keeping it as a version."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of, keys_of
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.drafting import (
    annex_draft,
    body_of_draft,
    columns_of,
    draft_page,
    likeliest,
    read_upload,
    tables_in,
)
from minhchung.apps.indexes.forms.pack_head import HeadForm
from minhchung.apps.indexes.forms.pack_places import places
from minhchung.apps.indexes.models import PackDraft
from minhchung.apps.indexes.packs import pack_of
from minhchung.apps.indexes.views.packs import packs_page
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.scoring.exchange import Draft, ExchangeError, draft_of, is_workbook, with_errors
from minhchung.scoring.exchange.editing import lacking
from minhchung.scoring.exchange.foreign import Columns, Table
from minhchung.scoring.exchange.foreign.heads import NAMES

COLUMN = "c"
SHOWN_ROWS, SHOWN_LINES = 3, 12
CHANGED = "Có người vừa sửa dự thảo này, dòng đã chọn không còn như lúc mở. Tải lại trang rồi chọn lại."


@require_POST
def upload(request: PersonRequest) -> HttpResponse:
    """`/bo-chi-so/bo-tieu-chi/nhap/`: a file becomes a draft; what cannot be read at all is told on the page of the sets."""
    commune = own_commune(request)
    require(request.user, "indexes.start_draft", commune)
    file = request.FILES.get("files")
    if file is None:
        return packs_page(request, wrong="Chưa chọn tệp. Kéo tệp .xlsx, .docx hoặc .yaml vào khung, hoặc bấm “chọn tệp”.")
    content, name = file.read(), str(file.name)
    try:
        draft = read_upload(content, name)
    except (Refused, ExchangeError) as error:
        return packs_page(request, wrong=str(error))
    made = actions.start_draft(commune=commune, name=name, content=content, draft=draft, actor=request.user, at=clock.now())
    return redirect("indexes:draft" if draft else "indexes:draft_columns", made.pk)


def own_draft(request: PersonRequest, pk: int) -> PackDraft:
    """The draft, for those who may bring sets in."""
    require(request.user, "indexes.start_draft", own_commune(request))
    return queries.pack_draft(request.user, pk)


@require_GET
def draft(request: PersonRequest, pk: int) -> HttpResponse:
    """`…/du-thao/<pk>/`: what is open on top, then every row as read; `dong`: rows that are marked from the start."""
    stored = own_draft(request, pk)
    if not stored.body:
        return redirect("indexes:draft_columns", pk)
    return draft_page_of(request, stored, marked=keys_of(request.GET.getlist("dong")))


def draft_page_of(request: PersonRequest, stored: PackDraft, *, wrong: str = "", marked: Collection[int] = ()) -> HttpResponse:
    """The page of a draft; `wrong`: why what was asked for was not done."""
    page = draft_page(body_of_draft(stored))
    ours = bool(stored.content) and stored.name.lower().endswith(".xlsx") and is_workbook(bytes(stored.content), stored.name)
    context = {
        "stored": stored,
        "page": page,
        "head": page.draft.head,
        "wrong": wrong,
        "marked": marked,
        "places": places(page.draft),
        "follows": queries.newest_packs(own_commune(request)).get(str(page.draft.head.get("id"))),
        "is_annex": bool(stored.content) and not ours and stored.name.lower().endswith((".xlsx", ".docx")),
        "is_excel": ours,
    }
    return render(request, "indexes/pack_draft.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """`…/du-thao/<pk>/cot/`: the tables found and what each column is; the table is read when a person says so."""
    stored = own_draft(request, pk)
    tables = tables_in(bytes(stored.content), stored.name)
    given = request.POST if request.method == "POST" else request.GET
    place = given.get("bang", "") if given.get("bang", "") in tables else likeliest(tables)
    table, head = tables[place], key_of(given.get("dau", ""))
    same = given.get("bang_truoc") == place
    found = columns_of(table, _chosen(given, table) if same else None, head if same else None)
    year, wrong = key_of(given.get("year", "")) or clock.today().year, ""
    if request.method == "POST":
        try:
            taken = queries.taken_identities(own_commune(request), but=stored)
            read = annex_draft(table, found, year if given.get("year", "").strip() == str(year) else 0, taken)
        except Refused as refused:
            wrong = str(refused)
        else:
            actions.change_draft(draft=stored, change=lambda _: read, what="đọc bảng", actor=request.user, at=clock.now())
            return redirect("indexes:draft", pk)
    context = {"stored": stored, "tables": tables, "place": place, "found": found, "year": year, "wrong": wrong}
    return render(request, "indexes/pack_columns.html", {**context, **_heads(table, found)}, status=422 if wrong else 200)


def _chosen(given: Mapping[str, str], table: Table) -> dict[int, str] | None:
    places = range(table.width)
    return {at: given[f"{COLUMN}{at}"] for at in places if f"{COLUMN}{at}" in given} or None


def _heads(table: Table, found: Columns) -> dict[str, Any]:
    """Each column with its meaning and first cells, and the first lines among which the header stands."""
    under = [line for line in table.lines if line.number > found.last]

    def cells(at: int) -> list[str]:
        said = (line.texts[at] for line in under if at < len(line.texts) and line.texts[at])
        return [text for text, _ in zip(said, range(SHOWN_ROWS), strict=False)]

    headings = (*found.headings, *("" for _ in range(table.width - len(found.headings))))
    rows = [(at, heading, found.meanings.get(at, ""), cells(at)) for at, heading in enumerate(headings)]
    lines = [(line.number, " · ".join(text for text in line.texts if text)[:90]) for line in table.lines[:SHOWN_LINES]]
    meanings = [(name, words) for name, words in NAMES.items() if name != "unread"]
    return {"heads": [row for row in rows if row[1] or row[3]], "lines": lines, "meanings": meanings}


@require_http_methods(["GET", "POST"])
def head(request: PersonRequest, pk: int) -> HttpResponse:
    """`…/du-thao/<pk>/thong-tin/`: what the set says of itself."""
    stored = own_draft(request, pk)
    known = queries.newest_packs(own_commune(request))
    form = HeadForm(body_of_draft(stored), known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.change_draft(
            draft=stored, change=lambda now: form.changed(now or Draft(())), what="thông tin bộ", actor=request.user, at=clock.now()
        )
        return redirect("indexes:draft", pk)
    return render(request, "indexes/pack_head.html", {"stored": stored, "form": form}, status=422 if form.errors else 200)


@require_POST
def looked(request: PersonRequest, pk: int) -> HttpResponse:
    """What was wrong in the file has been looked at here and is said no more."""
    stored = own_draft(request, pk)

    def change(now: Draft | None) -> Draft:
        return replace(now or body_of_draft(stored), problems=())

    actions.change_draft(draft=stored, change=change, what="đã xem lỗi của tệp", actor=request.user, at=clock.now())
    return redirect("indexes:draft", pk)


@require_POST
def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps the draft as a version; while something lacks the page says what."""
    stored = own_draft(request, pk)
    page = draft_page(body_of_draft(stored))
    if page.pack is None:
        left = len(lacking(page.draft)) + len(page.file_errors)
        return draft_page_of(request, stored, wrong=f"Chưa lưu được: còn {left} việc chưa rõ, xem danh sách dưới đây.")
    made = actions.add_pack(
        commune=own_commune(request), pack=page.pack, source=page.pack.provenance[:300], draft=stored, actor=request.user, at=clock.now()
    )
    messages.success(request, f"Đã lưu “{made}” vào danh sách bộ tiêu chí.")
    return redirect("indexes:pack", made.pk)


@require_GET
def errors(request: PersonRequest, pk: int) -> HttpResponse:
    """The workbook as it came, each row beside what is wrong with it."""
    stored = own_draft(request, pk)
    try:
        content = with_errors(bytes(stored.content), body_of_draft(stored).problems)
    except ExchangeError as error:
        raise Refused(str(error)) from error
    return download(content, f"loi-bo-tieu-chi-{stored.pk}.xlsx")


@require_POST
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Puts the draft away."""
    stored = own_draft(request, pk)
    actions.drop_draft(draft=stored, actor=request.user, at=clock.now())
    messages.success(request, f"Đã bỏ dự thảo “{stored.name}”.")
    return redirect("indexes:packs")


@require_POST
def from_version(request: PersonRequest, pk: int) -> HttpResponse:
    """`…/bo-tieu-chi/<pk>/sua/`: a version in use never changes; a draft of the next one is made of it."""
    stored = queries.pack(request.user, pk)
    require(request.user, "indexes.start_draft", own_commune(request))
    made = actions.start_draft(
        commune=own_commune(request), name=f"Sửa “{stored}”", draft=draft_of(pack_of(stored)), actor=request.user, at=clock.now()
    )
    return redirect("indexes:draft", made.pk)
