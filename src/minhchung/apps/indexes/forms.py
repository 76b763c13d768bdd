"""Forms of the criteria pages."""

from typing import Any

from django import forms

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground.whole_field import PointsField, WholeField
from minhchung.apps.indexes import queries
from minhchung.apps.indexes.models import Criterion, RequiredEvidence
from minhchung.apps.organisations.models import Person, Unit


class CriterionForm(forms.Form):
    """A criterion by hand."""

    year = WholeField(label="Năm chấm điểm", min_value=2025, max_value=2100)
    code = forms.CharField(label="Mã tiêu chí", max_length=20)
    title = forms.CharField(label="Tên tiêu chí", max_length=300)
    points = PointsField(label="Điểm tối đa", min_value=0, max_value=100, max_digits=6, decimal_places=2)
    evidence = forms.CharField(
        label="Minh chứng cần có", widget=forms.Textarea(attrs={"rows": 3}), help_text="Mỗi dòng là một tài liệu kiểm chứng."
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(
            Unit.objects.filter(commune_id=person.commune_id, valid_to=None),
            label="Đơn vị phụ trách",
            required=False,
            empty_label="Chưa xác định",
        )

    def clean_points(self) -> Any:
        if not self.cleaned_data["points"]:
            raise forms.ValidationError("Điểm tối đa phải lớn hơn 0. Ghi số điểm của tiêu chí, ví dụ 1,00.")
        return self.cleaned_data["points"]

    def clean_evidence(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["evidence"].splitlines() if line.strip()]
        if too_long := [line for line in lines if len(line) > 300]:
            raise forms.ValidationError(f"Dòng “{too_long[0][:40]}…” dài quá 300 chữ. Rút ngắn hoặc tách thành hai dòng.")
        return lines


class ReasonForm(forms.Form):
    """Why a criterion is put away."""

    reason = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Chưa ghi lý do. Ghi lý do rồi lưu trữ lại."})


class RequirementChoice(forms.ModelChoiceField[RequiredEvidence]):
    def label_from_instance(self, obj: RequiredEvidence) -> str:
        return obj.text


class AssignmentChoice(forms.ModelChoiceField[Assignment]):
    def label_from_instance(self, obj: Assignment) -> str:
        return f"{obj.number} · {obj.title}"


class LinkForm(forms.Form):
    """Which work proves which requirement."""

    def __init__(self, person: Person, criterion: Criterion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"] = RequirementChoice(criterion.requirements.all(), label="Minh chứng cần có", empty_label=None)
        self.fields["assignment"] = AssignmentChoice(
            queries.linkable(person, year=criterion.year), label="Nhiệm vụ", empty_label="Chọn nhiệm vụ"
        )
