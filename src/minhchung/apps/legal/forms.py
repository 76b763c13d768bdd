"""Forms of reviews: they read what a person typed and give plain values to the acts."""

from datetime import date
from typing import Any

from django import forms

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules import TYPE_NAMES
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.legal.actions import Scope
from minhchung.apps.legal.models import BasisReview, Campaign, Item
from minhchung.apps.legal.rules import Proposal
from minhchung.apps.legal.self_checklist import ANSWERS, self_checklist

TYPES = ("NQ", "QĐ", "CT", "QC", "QyĐ", "KH", "CTr", "ĐA", "PA", "HD", "TB", "CV")


class CampaignForm(forms.Form):
    """A review campaign."""

    title = forms.CharField(label="Tên đợt rà soát", max_length=300, error_messages={"required": "Chưa ghi tên đợt rà soát."})
    ground = forms.ChoiceField(label="Lý do rà soát", choices=Campaign.Ground.choices)
    plan = forms.ModelChoiceField(
        label="Kế hoạch", queryset=Document.objects.none(), required=False, empty_label="Chưa có, hoặc chưa vào sổ"
    )
    since = DayField(label="Ban hành từ ngày", required=False, looks="back")
    until = DayField(label="Đến ngày", required=False)
    cutoff_on = DayField(label="Ngày chốt hiệu lực")
    due_on = DayField(label="Hạn đề xuất xong", required=False, looks="ahead")
    types = forms.MultipleChoiceField(
        label="Loại văn bản (không chọn: mọi loại)",
        choices=[(code, TYPE_NAMES[code]) for code in TYPES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    only_normative = forms.BooleanField(label="Chỉ văn bản quy phạm pháp luật (số có năm)", required=False)

    def __init__(self, plans: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The arguments of `actions.start`."""
        given = self.cleaned_data
        scope = Scope(types=given["types"], since=given["since"], until=given["until"], only_normative=given["only_normative"])
        return {"scope": scope, **{name: given[name] for name in ("title", "ground", "plan", "cutoff_on", "due_on")}}


class ProposalForm(forms.Form):
    """How documents are to be handled."""

    proposal = forms.ChoiceField(
        label="Đề xuất",
        choices=[("", "Chọn cách xử lý"), *[(each.value, each.label) for each in Proposal]],
        error_messages={"required": "Chưa chọn cách xử lý. Chọn giữ nguyên, bãi bỏ, thay thế …"},
    )
    scope = forms.CharField(label="Phạm vi (khi xử lý một phần)", max_length=200, required=False)
    reason = forms.CharField(
        label="Lý do",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=3000,
        error_messages={"required": "Chưa ghi lý do. Ghi vì sao giữ nguyên, hoặc nội dung nào phải xử lý và vì sao."},
    )


class BulkForm(forms.Form):
    """One step for many items of a campaign at once."""

    STEPS = (("take", "Nhận rà soát"), ("propose", "Đề xuất"), ("submit", "Trình"))
    step = forms.ChoiceField(label="Việc", choices=STEPS, error_messages={"required": "Chưa chọn việc cần làm với các văn bản."})
    items = ManyChoiceField(
        queryset=Item.objects.none(),
        label="Văn bản",
        error_messages={"required": "Chưa chọn văn bản nào. Đánh dấu ít nhất một văn bản rồi bấm lại."},
    )
    proposal = forms.ChoiceField(
        label="Đề xuất", choices=[("", "Chọn cách xử lý"), *[(each.value, each.label) for each in Proposal]], required=False
    )
    scope = forms.CharField(label="Phạm vi", max_length=200, required=False)
    reason = forms.CharField(label="Lý do", max_length=3000, required=False)

    def __init__(self, items: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = items  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A proposal needs its words."""
        given = super().clean() or self.cleaned_data
        if given.get("step") == "propose":
            if not given.get("proposal"):
                self.add_error("proposal", "Chưa chọn cách xử lý. Chọn giữ nguyên, bãi bỏ, thay thế …")
            if not (given.get("reason") or "").strip():
                self.add_error("reason", "Chưa ghi lý do. Ghi vì sao giữ nguyên, hoặc nội dung nào phải xử lý và vì sao.")
        return given


class DecisionForm(forms.Form):
    """What carries a proposal out."""

    decision = forms.ModelChoiceField(
        label="Văn bản xử lý", queryset=Document.objects.none(), required=False, empty_label="Không có (giữ nguyên)"
    )

    def __init__(self, documents: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = documents  # type: ignore[attr-defined]


class BackForm(forms.Form):
    """Why a proposal is sent back."""

    reason = forms.CharField(
        label="Cần xem lại điểm nào", max_length=500, error_messages={"required": "Chưa ghi lý do trả lại. Ghi cần xem lại điểm nào."}
    )


class LookForm(forms.Form):
    """What came of looking again at a subject."""

    result = forms.ChoiceField(
        label="Kết quả",
        choices=[("", "Chọn kết quả"), *BasisReview.Result.choices],
        error_messages={"required": "Chưa chọn kết quả rà soát."},
    )
    what = forms.CharField(
        label="Nội dung cập nhật, hoặc vì sao vẫn áp dụng",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
        error_messages={"required": "Chưa ghi nội dung. Ghi đã cập nhật gì, hoặc vì sao vẫn áp dụng được."},
    )
    until = DayField(label="Xem lại chậm nhất ngày (khi vẫn áp dụng)", required=False, looks="ahead")


class SelfCheckForm(forms.Form):
    """The form of a self-check: a choice and a remark per question, and the conclusion."""

    note = forms.CharField(label="Kết luận, nội dung phải xử lý", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=list(ANSWERS.items()),
                widget=forms.RadioSelect,
                error_messages={"required": f"Chưa trả lời câu {question.code}. Chọn đạt, chưa đạt hoặc không áp dụng."},
            )
            self.fields[f"{question.code}-note"] = forms.CharField(label="Ghi chú", required=False, max_length=300)

    @property
    def questions(self) -> Any:
        """The questions in order."""
        return self_checklist().question

    def rows(self) -> list[tuple[Any, Any]]:
        """(answer, remark) of each question."""
        return [(self[question.code], self[f"{question.code}-note"]) for question in self.questions]

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """What the act takes."""
        given = self.cleaned_data
        return {q.code: {"answer": given[q.code], "note": given[f"{q.code}-note"]} for q in self.questions}


def campaign_start(today: date) -> dict[str, Any]:
    """What a new campaign begins with."""
    return {"title": f"Rà soát văn bản của phường năm {today.year}", "ground": Campaign.Ground.ORDERED, "cutoff_on": today}
