"""Forms of the scoring rounds."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import PointsField, WholeField
from minhchung.apps.indexes.rounds.models import DAYS, Round
from minhchung.apps.indexes.rules import POINTS, rounds
from minhchung.apps.indexes.rules.rounds import Dates
from minhchung.apps.organisations.models import Person, Unit

LABELS = {
    "opens": "Mở tự chấm từ ngày",
    "self_closes": "Hết tự chấm",
    "approve_by": "Hạn phê duyệt, hết ngày này tự khóa",
    "appraisal1_closes": "Hết thẩm định lần 1",
    "explanation_closes": "Hết giải trình",
    "appraisal2_closes": "Hết thẩm định lần 2",
}
REASONS = {
    rounds.MARK_SELF: "Giải trình (khi khác quy tắc hoặc thiếu minh chứng)",
    rounds.MARK_UNIT: "Vì sao (khi khác điểm đơn vị)",
    rounds.MARK_APPROVED: "Vì sao",
    rounds.MARK_FIRST: "Ý kiến thẩm định",
    rounds.MARK_SECOND: "Ý kiến thẩm định",
    rounds.MARK_PUBLISHED: "Ghi chú",
}


class DaysForm(forms.Form):
    """The days of a round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DAYS:
            self.fields[name] = DayField(label=LABELS[name], looks="ahead")

    def dates(self) -> Dates:
        """The days as the rules take them."""
        return Dates(*(self.cleaned_data[name] for name in DAYS))


class RoundForm(DaysForm):
    """A new round."""

    title = forms.CharField(label="Tên đợt chấm", max_length=200, error_messages={"required": "Chưa ghi tên đợt. Ví dụ: Tự chấm năm 2026."})


class MoveDaysForm(DaysForm):
    """Other days, with the reason."""

    reason = forms.CharField(label="Lý do, văn bản", max_length=300, error_messages={"required": "Chưa ghi lý do đổi ngày."})

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(round, name) for name in DAYS}, **kwargs)
        self.order_fields([*DAYS, "reason"])


class ReopenForm(forms.Form):
    """Why a round is opened again, and until when."""

    until = DayField(label="Hết tự chấm, ngày mới", looks="ahead")
    reason = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Chưa ghi lý do mở lại."})


class ConfirmForm(forms.Form):
    """A step that asks nothing but to be sure."""

    sure = forms.BooleanField(label="Tôi đã xem bảng điểm", error_messages={"required": "Đánh dấu “Tôi đã xem bảng điểm” rồi bấm lại."})


class DocumentChoice(forms.ModelChoiceField[Document]):
    def label_from_instance(self, obj: Document) -> str:
        return obj.title[:120]


class PublishForm(forms.Form):
    """The published result: typed from the decision, which the ward has in its register; the city names it."""

    total = PointsField(label="Tổng điểm công bố", required=False, min_value=0, max_value=200, **POINTS)
    rank = WholeField(label="Thứ hạng", required=False, min_value=1, max_value=9999)

    def __init__(self, person: Person, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.commune_id:
            year = round.index.year
            since = documents.readable(person).filter(issued_on__gte=date(year, 6, 1)).order_by("-issued_on", "-pk")
            self.fields["decision"] = DocumentChoice(since, label="Quyết định công bố, trong sổ văn bản", required=False,
                                                     empty_label="Chọn văn bản")  # fmt: skip
        self.fields["decision_number"] = forms.CharField(label="Số, ký hiệu quyết định", max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("decision") and not given.get("decision_number"):
            raise forms.ValidationError("Chưa ghi quyết định công bố. Chọn văn bản trong sổ hoặc ghi số, ký hiệu.")
        return given

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        return {"decision": None, **self.cleaned_data}


class MarkForm(forms.Form):
    """Points of a leaf in a column. `seen` is the mark the person saw there."""

    points = PointsField(label="Điểm", min_value=0, **POINTS)
    reason = forms.CharField(max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    column = forms.ChoiceField(choices=list(rounds.COLUMNS.items()), widget=forms.HiddenInput)

    def __init__(self, column: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = column
        self.fields["reason"].label = REASONS[column]

    def clean_column(self) -> str:
        """The column the person saw is still the open one."""
        seen: str = self.cleaned_data["column"]
        if seen != self.now:
            raise forms.ValidationError("Đợt chấm vừa chuyển bước. Tải lại trang rồi ghi lại.")
        return seen


class AskForm(forms.Form):
    """What the ward is to explain."""

    asked = forms.CharField(
        label="Cần giải trình điều gì", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Chưa ghi cần giải trình điều gì."},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The ward's explanation."""

    answer = forms.CharField(
        label="Giải trình của phường", max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Chưa ghi nội dung giải trình."},
    )  # fmt: skip


class NarrowRoundForm(forms.Form):
    """Which leaves of the table are shown."""

    don_vi = forms.ModelChoiceField(Unit.objects.none(), required=False)
    con_thieu = forms.BooleanField(required=False)

    def __init__(self, commune: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = Unit.objects.filter(commune=commune, valid_to=None)  # type: ignore[attr-defined]
        self.is_valid()

    def unit(self) -> Unit | None:
        """The chosen unit; None for all, and for one that is not of this ward."""
        found: Unit | None = self.cleaned_data.get("don_vi")
        return found

    def lacking(self) -> bool:
        """Only the leaves that lack points in the open column."""
        return bool(self.cleaned_data.get("con_thieu"))


def first_offer(column: str, points: dict[str, Decimal], by_rule: Decimal | None) -> Decimal | None:
    """What a form offers in an empty column: the column before it, for the unit what the rule gives."""
    if column in points:
        return points[column]
    if column == rounds.MARK_SELF:
        return by_rule
    if column in (rounds.MARK_UNIT, rounds.MARK_APPROVED, rounds.MARK_FIRST):
        return rounds.declared_points(points)
    return rounds.latest_points(points)
