"""Forms of the quality system: they read what a person typed and give plain values to the acts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.ground.words_field import words
from minhchung.apps.organisations.models import Body, Unit
from minhchung.apps.organisations.unit_fields import UnitChoice
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality.models import ControlledDocument, Copy, DocumentReview
from minhchung.apps.quality.rules import codes
from minhchung.apps.quality.rules.content import Kind, Layout

SHOWN = 110
MONTHS = "Để trống thì theo chu kỳ chung của phường."


class Unchosen(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A unit; the empty choice says what to choose."""

    def label_from_instance(self, obj: Any) -> str:
        return Truncator(str(getattr(obj, "title", "") or obj)).chars(SHOWN)


class ProcedureChoice(ManyChoiceField):
    """Procedures to tick, by code and name."""

    def label_from_instance(self, obj: Procedure) -> str:
        return Truncator(str(obj)).chars(SHOWN)


class DocumentChoice(ManyChoiceField):
    """Controlled documents to tick, by code and title."""

    def label_from_instance(self, obj: ControlledDocument) -> str:
        return Truncator(str(obj)).chars(SHOWN)


def _unit(label: str, *, required: bool = True, empty: str = "Chọn đơn vị") -> Unchosen:
    missing = {"required": f"{label} còn trống. Chọn một đơn vị."}
    return Unchosen(Unit.objects.none(), label=label, required=required, empty_label=empty, error_messages=missing)


class DocumentForm(forms.Form):
    """What the lists say of a document."""

    title = words("Tên tài liệu", length=500, rows=2)
    code = words("Mã hiệu", required=False, length=40, hint="Để trống thì lấy số kế tiếp theo mẫu mã của phường.")
    owner = _unit("Đơn vị phụ trách")
    layout = forms.ChoiceField(label="Trình bày các bước", choices=[(each.value, each.label) for each in Layout])
    review_months = WholeField(label="Rà soát mỗi (tháng)", required=False, min_value=1, max_value=120, help_text=MONTHS)

    def __init__(self, units: QuerySet[Unit], procedures: QuerySet[Procedure], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = units  # type: ignore[attr-defined]
        self.fields["readers"] = UnitChoice("Đơn vị khác phải đọc", units)
        if procedures:
            choice = forms.CheckboxSelectMultiple
            self.fields["procedures"] = ProcedureChoice(procedures, label="Thủ tục hành chính", required=False, widget=choice)


class NewDocumentForm(DocumentForm):
    """The same with its kind."""

    field_order = ("kind", "title", "code", "owner", "layout", "review_months", "readers", "procedures")
    kind = forms.ChoiceField(label="Loại tài liệu", choices=[(kind.value, kind.label) for kind in Kind])


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", length=1000, rows=3)


class RefreshForm(forms.Form):
    """Why a procedure is brought up to date from the catalogue."""

    reason = words("Lý do sửa đổi", required=False, length=1000, rows=2, hint="Ví dụ: Quyết định công bố số 210/QĐ-UBND thay mức phí.")


class DraftForm(forms.Form):
    """The change record of the next version."""

    reason = words("Lý do sửa đổi", length=1000, rows=2)
    change = words("Nội dung sửa đổi", required=False, length=2000, rows=3)
    impact = words("Tác động", required=False, length=2000, rows=2, hint="Ai, việc gì phải đổi theo; thời gian, biểu mẫu, phần mềm.")
    anew = forms.BooleanField(label="Ban hành lại toàn bộ (tăng lần ban hành, lần sửa đổi về 00)", required=False)

    def __init__(self, documents: QuerySet[ControlledDocument], *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = forms.CheckboxSelectMultiple
        self.fields["impacted"] = DocumentChoice(documents, label="Tài liệu phải sửa theo", required=False, widget=choice)
        if first:
            for name in ("reason", "change", "impact", "anew", "impacted"):
                del self.fields[name]


class ApproveForm(forms.Form):
    """From which day it is in force."""

    effective_on = DayField(label="Ngày hiệu lực", looks="ahead")


class ReviewForm(forms.Form):
    """When the document was looked at, and with which result."""

    on = DayField(label="Ngày rà soát", looks="back")
    result = forms.ChoiceField(label="Kết quả", choices=DocumentReview.Result.choices)
    note = words("Đã rà soát những gì", length=2000, rows=4, hint="Căn cứ pháp lý, danh mục thủ tục, quy trình nội bộ, quy trình điện tử.")


class HandOutForm(forms.Form):
    """Who gets a copy."""

    handed_on = DayField(label="Ngày phân phối", looks="back")
    medium = forms.ChoiceField(label="Dạng bản", choices=Copy.Medium.choices)
    holder = words("Nơi nhận khác", required=False, length=200, hint="Cơ quan, người ngoài các đơn vị của phường.")

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = UnitChoice("Đơn vị nhận", units)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given["units"] and not given["holder"].strip():
            raise ValidationError("Chưa chọn đơn vị nhận và chưa ghi nơi nhận khác. Chọn hoặc ghi rồi bấm lại.")
        return given


class ReturnForm(forms.Form):
    """When a copy came back."""

    returned_on = DayField(label="Ngày thu hồi", looks="back")


class DeclarationForm(forms.Form):
    """What a declaration says."""

    standard = words("Tiêu chuẩn", length=80)
    scope = words("Phạm vi", length=2000, rows=4)
    body = Unchosen(Body.objects.none(), label="Ban chỉ đạo ISO", required=False, empty_label="Chưa chọn")

    def __init__(self, bodies: QuerySet[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


def _paper(label: str, *, required: bool) -> Unchosen:
    missing = {"required": f"{label} còn trống. Chọn văn bản trong sổ."}
    return Unchosen(Document.objects.none(), label=label, required=required, empty_label="Chọn văn bản", error_messages=missing)


class SignForm(forms.Form):
    """The decision that declares."""

    document = _paper("Quyết định công bố", required=True)
    signed_on = DayField(label="Ngày ký", looks="back")

    def __init__(self, papers: QuerySet[Document], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = papers  # type: ignore[attr-defined]


class PostForm(forms.Form):
    """Where and when it was posted; the proof is a file beside the form."""

    posted_on = DayField(label="Ngày niêm yết", looks="back")
    posted_at = words("Nơi niêm yết", length=500, hint="Địa chỉ trang trên Cổng thông tin, bảng niêm yết ở trụ sở.")


class SendForm(forms.Form):
    """When it was sent, with which letter."""

    sent_on = DayField(label="Ngày gửi", looks="back")
    sent_by = _paper("Văn bản gửi", required=False)

    def __init__(self, papers: QuerySet[Document], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_by"].queryset = papers  # type: ignore[attr-defined]


class SettingsForm(forms.Form):
    """How the ward keeps its system."""

    review_months = WholeField(label="Chu kỳ rà soát (tháng)", min_value=1, max_value=120)
    read_days = WholeField(label="Hạn đọc sau ngày hiệu lực (ngày)", min_value=1, max_value=365)
    standing_unit = _unit("Thường trực ISO", required=False, empty="Chưa chọn: Thường trực CCHC")
    short_path = forms.BooleanField(label="Đường ngắn: không qua soát xét, người soạn trình thẳng người phê duyệt", required=False)
    source = words("Văn bản quy định", required=False)

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing_unit"].queryset = units  # type: ignore[attr-defined]
        for kind in Kind:
            self.fields[f"code_{kind.value}"] = words(kind.label, length=40)

    def code_fields(self) -> list[forms.BoundField]:
        """The patterns of codes, one field per kind."""
        return [self[f"code_{kind.value}"] for kind in Kind]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        patterns = {kind.value: given.pop(f"code_{kind.value}", "") for kind in Kind}
        for kind, pattern in patterns.items():
            if f"code_{kind}" not in self.errors and (wrong := codes.wrong(pattern)):
                self.add_error(f"code_{kind}", wrong)
        return {**given, "patterns": patterns}
