"""The page that shows every component in every state: for page authors, and for the browser tests. It holds no real record."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse


class SampleUnitForm(forms.Form):
    """A form with one field of each kind and one error."""

    short = forms.CharField(label="Viết tắt")
    name = forms.CharField(label="Tên đầy đủ", help_text="Như trong quyết định thành lập.")
    part = forms.ChoiceField(label="Vai trò", choices=[("office", "Chuyên môn"), ("counter", "Một cửa")])
    pace = forms.ChoiceField(label="Nhịp rà lại", choices=[("3", "Hằng quý"), ("6", "Nửa năm")], widget=forms.RadioSelect, initial="3")
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    standing = forms.BooleanField(label="Thường trực CCHC", required=False)

    def clean_short(self) -> str:
        raise forms.ValidationError("“VP” đã dùng cho Văn phòng. Dùng “DVSNC”?")


@login_not_required
def gallery(request: HttpRequest) -> TemplateResponse:
    """Every component and state on one page."""
    form = SampleUnitForm({"short": "VP", "name": "Trung tâm Dịch vụ sự nghiệp công", "part": "office", "pace": "3"})
    page = Paginator(range(1284), 50).get_page(request.GET.get("trang", "2"))
    return TemplateResponse(request, "site/gallery.html", {"form": form, "page": page})
