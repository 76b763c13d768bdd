"""A version beside others: out as a workbook or YAML, for another year, against another set, in place of the one in use."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of
from minhchung.apps.indexes import actions, queries
from minhchung.apps.indexes.drafting import template
from minhchung.apps.indexes.forms.packs import ReplaceForm, YearForm
from minhchung.apps.indexes.packs import pack_of
from minhchung.apps.indexes.views.packs import pack_page
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.scoring.comparing import copied, differences, proposed
from minhchung.scoring.exchange import ExchangeError, draft_of, write_workbook
from minhchung.scoring.loading import dump
from minhchung.scoring.packs import Pack

HOW = {"code": "cùng mã", "title": "cùng tên", "likeness": "tên giống nhau", None: "không có mục nào giống"}
KINDS = {"added": "Thêm", "removed": "Bỏ", "moved": "Chuyển chỗ", "changed": "Sửa"}


@require_GET
def blank(request: PersonRequest) -> HttpResponse:
    """`…/bo-tieu-chi/mau.xlsx`: a workbook to fill in, with one row of each kind as an example."""
    own_commune(request)
    return download(write_workbook(template()), "bo-tieu-chi-mau.xlsx")


@require_GET
def workbook(request: PersonRequest, pk: int) -> HttpResponse:
    """The version as the workbook that comes back without a difference."""
    stored = queries.pack(request.user, pk)
    try:
        content = write_workbook(pack_of(stored))
    except ExchangeError as error:
        raise Refused(str(error)) from error
    return download(content, f"{stored.identity}-ban-{stored.version}.xlsx")


@require_GET
def yaml(request: PersonRequest, pk: int) -> HttpResponse:
    """The version as YAML."""
    stored = queries.pack(request.user, pk)
    return download(dump(pack_of(stored)), f"{stored.identity}-ban-{stored.version}.yaml")


@require_POST
def copy(request: PersonRequest, pk: int) -> HttpResponse:
    """A draft for another year out of this version."""
    stored, commune = queries.pack(request.user, pk), own_commune(request)
    require(request.user, "indexes.start_draft", commune)
    form = YearForm(request.POST)
    if form.is_valid() and form.cleaned_data["year"] == stored.year:
        form.add_error("year", f"Bộ này đã là của năm {stored.year}. Ghi năm khác, hoặc bấm “Sửa thành bản mới”.")
    if not form.is_valid():
        return pack_page(request, stored, year_form=form)
    year = form.cleaned_data["year"]
    draft = draft_of(copied(pack_of(stored), year))
    made = actions.start_draft(commune=commune, name=f"Chép “{stored}” cho năm {year}", draft=draft, actor=request.user, at=clock.now())
    return redirect("indexes:draft", made.pk)


@require_GET
def compare(request: PersonRequest, pk: int) -> HttpResponse:
    """`…/bo-tieu-chi/<pk>/so-sanh/?voi=<pk>`: what changed from the other set to this one."""
    stored = queries.pack(request.user, pk)
    others = queries.packs(request.user).exclude(pk=pk)
    key = key_of(request.GET.get("voi", ""))
    other = queries.pack(request.user, key) if key else others.first()
    found = differences(pack_of(other), pack_of(stored)) if other else []
    kind = request.GET.get("loai", "")
    counts = [(name, words, sum(each.kind == name for each in found)) for name, words in KINDS.items()]
    rows = [(KINDS[each.kind], each) for each in found if kind in ("", each.kind)]
    context = {"stored": stored, "others": others, "other": other, "rows": rows, "counts": counts, "kind": kind, "total": len(found)}
    return render(request, "indexes/pack_compare.html", context)


@require_http_methods(["GET", "POST"])
def replace(request: PersonRequest, pk: int) -> HttpResponse:
    """`…/bo-tieu-chi/<pk>/thay/`: which leaf becomes which; nothing changes before the last button."""
    stored = queries.pack(request.user, pk)
    index = queries.own_index(request.user, stored.year)
    require(request.user, "indexes.replace_pack", index)
    if index.pack_id == stored.pk:
        raise Refused("Phường đang dùng đúng bản này rồi. Chọn một bản khác để thay.")
    old, new = pack_of(index.pack), pack_of(stored)
    form = ReplaceForm(proposed(old, new), new, request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("thay") != str(index.pack_id):
        form.add_error(None, "Chưa xác nhận đang thay bản nào. Xem lại bảng dưới đây rồi bấm “Thay bộ tiêu chí”.")
    if request.method == "POST" and form.is_valid():
        try:
            actions.replace_pack(index=index, pack=stored, moved=form.moved(), actor=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            actions.read_figures(index=index, actor=request.user, at=clock.now())
            messages.success(request, f"Từ nay năm {index.year} chấm theo “{stored}”. Tiêu chí không ai nhận đã lưu trữ cùng minh chứng.")
            return redirect("indexes:units")
    context = {"stored": stored, "index": index, "form": form, **_told(form, new)}
    return render(request, "indexes/pack_replace.html", context, status=422 if form.errors else 200)


def _told(form: ReplaceForm, new: Pack) -> dict[str, Any]:
    """The pairs, those to be looked at first; what nothing takes over, and what is new."""
    taken = {match.new.code for match in form.matches if match.new}
    rows = [(match, field, HOW[match.how]) for match, field in form.rows]
    return {
        "rows": sorted(rows, key=lambda row: (row[0].how == "code", row[0].score)),
        "gone": [match.old for match in form.matches if match.new is None],
        "fresh": [leaf for leaf in (*new.leaves, *new.outside) if leaf.code not in taken],
    }
