"""Forms of inspections: they read what a person typed and give plain values to the acts."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.files.receiving import receive
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.inspections.actions.planning import Planned
from minhchung.apps.inspections.checklists import Checklist
from minhchung.apps.inspections.models import ChecklistResult, Inspection, Member
from minhchung.apps.inspections.writing import Closing, Due
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.organisations.person_field import PersonField
from minhchung.text.written import written_day

SHOWN = 110
INCLUSIVE = (("1", "Chính ngày này là ngày cuối"), ("0", "“Trước ngày”: ngày này không còn được tính"))


def words(label: str, *, required: bool = True, length: int = 300, rows: int = 0, hint: str = "") -> forms.CharField:
    """One line, or some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    missing = {"required": f"{label} còn trống. Ghi nội dung rồi gửi lại."}
    return forms.CharField(label=label, required=required, max_length=length, widget=widget, help_text=hint, error_messages=missing)


class DocumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A document of the register by number, day and subject."""

    def label_from_instance(self, obj: Document) -> str:
        return Truncator(obj.title).chars(SHOWN)


class DocumentsChoice(ManyChoiceField):
    """Several documents of the register to tick."""

    def __init__(self, label: str) -> None:
        super().__init__(Document.objects.none(), label=label, required=False, widget=forms.CheckboxSelectMultiple)

    def label_from_instance(self, obj: Document) -> str:
        return Truncator(obj.title).chars(SHOWN)


class UnitsChoice(ManyChoiceField):
    """Units of the ward to tick."""

    def __init__(self, label: str, units: QuerySet[Unit] | None = None, *, required: bool = True) -> None:
        missing = {"required": "Chưa chọn đơn vị nào. Chọn ít nhất một đơn vị."}
        rows = Unit.objects.none() if units is None else units
        super().__init__(rows, label=label, required=required, widget=forms.CheckboxSelectMultiple, error_messages=missing)

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name} ({obj.short})"


class FindingsChoice(ManyChoiceField):
    """Findings of the inspection to tick."""

    def __init__(self, label: str, findings: QuerySet[Finding] | None = None) -> None:
        rows = Finding.objects.none() if findings is None else findings
        super().__init__(rows, label=label, required=False, widget=forms.CheckboxSelectMultiple)

    def label_from_instance(self, obj: Finding) -> str:
        return Truncator(f"{obj.label}: {obj.message}").chars(SHOWN)


def present_units(commune: str, today: date) -> QuerySet[Unit]:
    """The units of a commune on a day."""
    return Unit.objects.filter(commune=commune, valid_from__lte=today).exclude(valid_to__lt=today)


def papers(person: Person, year: int, words_in: Iterable[str], series: Iterable[str]) -> QuerySet[Document]:
    """The documents of two years of these series that speak of looking into something."""
    wanted = documents.readable(person).filter(archived_at=None, series__in=list(series), issued_on__year__in=(year - 1, year))
    about = documents.readable(person).none()
    for word in words_in:
        about = about | wanted.filter(subject__icontains=word)
    return about.order_by("-issued_on", "-pk")


ABOUT = ("kiểm tra", "đánh giá", "giám sát", "ISO")


class PlanForm(forms.Form):
    """What is looked into, when, on which papers."""

    kind = forms.ChoiceField(label="Loại", choices=Inspection.Kind.choices)
    title = words("Tên cuộc kiểm tra", hint="Ví dụ: Kiểm tra cải cách hành chính năm 2026.")
    plans = DocumentsChoice("Kế hoạch kiểm tra")
    decision = DocumentChoice(Document.objects.none(), label="Quyết định lập đoàn", required=False, empty_label="Chưa có trong sổ văn bản")
    starts_on = DayField(label="Kiểm tra từ ngày", required=False)
    ends_on = DayField(label="Đến ngày", required=False)
    since = DayField(label="Thời kỳ kiểm tra từ", required=False)
    until = DayField(label="Đến hết", required=False)
    units = UnitsChoice("Đơn vị được kiểm tra")

    def __init__(self, person: Person, today: date, *args: Any, inspection: Inspection | None = None, **kwargs: Any) -> None:
        if inspection is not None:
            names = ("kind", "title", "starts_on", "ends_on", "since", "until")
            kwargs["initial"] = {**{name: getattr(inspection, name) for name in names}, "decision": inspection.decision_id}
            kwargs["initial"]["plans"] = list(inspection.plans.values_list("pk", flat=True))
        super().__init__(*args, **kwargs)
        chosen = inspection.plans.all() if inspection else Document.objects.none()
        self.fields["plans"].queryset = (papers(person, today.year, ABOUT, ("KH",)) | chosen).distinct()  # type: ignore[attr-defined]
        self.fields["decision"].queryset = papers(person, today.year, ABOUT, ("QĐ", "CV", "TB"))  # type: ignore[attr-defined]
        if inspection is not None:
            del self.fields["units"], self.fields["kind"]
        else:
            self.fields["units"].queryset = present_units(person.commune_id or "", today)  # type: ignore[attr-defined]

    def as_planned(self) -> Planned:
        """The plan typed."""
        given = self.cleaned_data
        days = {name: given[name] for name in ("starts_on", "ends_on", "since", "until")}
        return Planned(title=given["title"], plans=list(given["plans"]), decision=given["decision"], **days)


class MemberForm(forms.Form):
    """Somebody of the team."""

    person = PersonField("Người của phường", required=False, empty_label="Người ngoài phường")
    name = words("Họ tên, cơ quan của người ngoài", required=False, length=160, hint="Chỉ ghi khi không chọn người của phường.")
    role = forms.ChoiceField(label="Vai", choices=Member.Role.choices, initial=Member.Role.MEMBER)

    def __init__(self, commune: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(commune=commune, is_active=True)  # type: ignore[attr-defined]


class CheckersForm(forms.Form):
    """Who of the team checks a unit."""

    members = ManyChoiceField(Member.objects.none(), label="Người kiểm tra", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, inspection: Inspection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = Member.objects.filter(inspection=inspection).select_related("person")  # type: ignore[attr-defined]


class UnitsForm(forms.Form):
    """The units looked into."""

    units = UnitsChoice("Đơn vị được kiểm tra")

    def __init__(self, commune: str, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = present_units(commune, today)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", rows=3)


class UploadForm(forms.Form):
    """A form with a file beside its words; the file is received (type, guards, text) before the act."""

    file = forms.FileField(label="Tệp kèm theo", required=False)

    def clean(self) -> dict[str, Any]:
        """The file as the acts take it, under `upload`."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file = given.pop("file", None)
        try:
            given["upload"] = receive(file) if file else None
        except Refused as refused:
            self.add_error("file", str(refused))
        return given


class ReportForm(UploadForm):
    """A report as text, as a file, or both."""

    text = words("Nội dung", required=False, length=20_000, rows=10)
    field_order = ("text", "file")


class MinutesForm(UploadForm):
    """The minutes of the work with a unit."""

    worked_on = DayField(label="Ngày làm việc", looks="back")
    text = words("Nội dung làm việc", required=False, length=20_000, rows=8)
    opinion = words("Ý kiến của đơn vị", required=False, length=5000, rows=3)
    field_order = ("worked_on", "text", "opinion", "file")


class VerdictForm(forms.Form):
    """How the remedy of a unit was found."""

    met = forms.TypedChoiceField(
        label="Kết quả kiểm tra lại",
        choices=(("1", "Đạt: đã khắc phục"), ("0", "Chưa đạt: đơn vị khắc phục tiếp")),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "Chưa chọn kết quả. Chọn Đạt hoặc Chưa đạt."},
    )
    note = words("Đã xem gì, thấy gì", length=5000, rows=4)


class LineForm(forms.Form):
    """One line of the checklist at a unit."""

    result = forms.ChoiceField(label="Kết quả", required=False)
    note = words("Đã thấy", required=False, length=2000, rows=2)

    claim = forms.ChoiceField(label="Minh chứng", required=False)

    def __init__(self, checklist: Checklist, claims: Sequence[Claim], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = {str(each.pk): each for each in claims}
        shown = [(pk, Truncator(each.title).chars(60)) for pk, each in self.claims.items()]
        self.fields["claim"].choices = [("", "Không kèm minh chứng"), *shown]  # type: ignore[attr-defined]
        labels = dict(ChecklistResult.Result.choices)
        self.fields["result"].choices = [("", "Chưa xem"), *((each, labels[each]) for each in checklist.results)]  # type: ignore[attr-defined]

    def clean_claim(self) -> Claim | None:
        """The evidence itself."""
        return self.claims.get(self.cleaned_data["claim"])


class DrawForm(forms.Form):
    """What dossiers are drawn by lot."""

    first_day = DayField(label="Tiếp nhận từ ngày", looks="back")
    last_day = DayField(label="Đến hết ngày", looks="back")
    count = WholeField(label="Số hồ sơ", min_value=1, max_value=200)
    by_unit = forms.BooleanField(label="Mỗi đơn vị giải quyết chừng ấy hồ sơ", required=False)
    only_late = forms.BooleanField(label="Chỉ rút trong số hồ sơ trễ hạn", required=False)
    seed = words(
        "Số gốc", required=False, length=40, hint="Để trống thì lấy số ngẫu nhiên; ghi lại số gốc cũ thì rút ra đúng các hồ sơ cũ."
    )


class FindingForm(forms.Form):
    """Something found wrong."""

    message = words(
        "Nội dung tồn tại", length=4000, rows=4, hint="Một việc sai mỗi lần ghi; tránh chữ không đo được như “chưa thường xuyên”."
    )
    kind = forms.ChoiceField(label="Loại", choices=Finding.Kind.choices)
    units = UnitsChoice("Đơn vị có tồn tại")
    closing_test = words("Cách kiểm tra đã khắc phục", required=False, length=500, rows=2, hint="Điều đếm được hoặc xem được.")

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]


class StrengthForm(forms.Form):
    """Something found good."""

    theme = words("Mảng công tác", required=False, hint="Ví dụ: Về chỉ đạo, điều hành.")
    text = words("Ưu điểm", length=4000, rows=3)


class RequirementForm(forms.Form):
    """Something demanded."""

    text = words("Nội dung yêu cầu", length=4000, rows=4)
    units = UnitsChoice("Đơn vị thực hiện")
    cooperating = UnitsChoice("Đơn vị phối hợp", required=False)
    findings = FindingsChoice("Khắc phục tồn tại")
    due_on = DayField(label="Hạn riêng", required=False, looks="ahead")

    def __init__(self, units: QuerySet[Unit], findings: QuerySet[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("units", "cooperating"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        self.fields["findings"].queryset = findings  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The limit of its own as the act takes it; None when the common one holds."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        day = given.pop("due_on", None)
        given["due"] = Due(f"chậm nhất ngày {written_day(day)}", day, True) if day else None
        return given


class CoverForm(forms.Form):
    """The findings a requirement answers."""

    findings = FindingsChoice("Khắc phục tồn tại")

    def __init__(self, findings: QuerySet[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = findings  # type: ignore[attr-defined]


class ClosingFields(forms.Form):
    """By when remedies are reported, to whom, through whom."""

    due_text = words("Thời hạn, đúng lời văn bản", required=False, hint="Ví dụ: chậm nhất trước ngày 08/7/2026.")
    due_on = DayField(label="Ngày nêu trong đó", required=False)
    due_inclusive = forms.TypedChoiceField(
        label="Cách tính", choices=INCLUSIVE, coerce=lambda value: value == "1", required=False, initial="1"
    )
    addressee = words("Gửi báo cáo về", required=False, length=200, hint="Ví dụ: Đoàn kiểm tra.")
    via = forms.ModelChoiceField(Unit.objects.none(), label="Qua đơn vị", required=False, empty_label="Gửi thẳng")

    def as_closing(self) -> Closing:
        """The limit typed."""
        given = self.cleaned_data
        due = Due(given["due_text"].strip(), given["due_on"], given["due_inclusive"] is not False)
        return Closing(due, given["addressee"], given["via"])


class ConcludeForm(ClosingFields):
    """The signed notice and what it says of the reports."""

    document = DocumentChoice(Document.objects.none(), label="Thông báo kết luận đã ký", empty_label="Chọn văn bản trong sổ",
                              error_messages={"required": "Chưa chọn thông báo kết luận. Vào sổ văn bản rồi chọn ở đây."})  # fmt: skip
    concluded_on = DayField(label="Ngày kết luận", looks="back")
    field_order = ("document", "concluded_on", "due_text", "due_on", "due_inclusive", "addressee", "via")

    def __init__(self, person: Person, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series = ("TB", "KL", "BB", "BC", "CV", "")
        self.fields["document"].queryset = papers(person, today.year, ABOUT, series)  # type: ignore[attr-defined]
        self.fields["via"].queryset = present_units(person.commune_id or "", today)  # type: ignore[attr-defined]


class LimitForm(forms.Form):
    """A number of days with where it is from."""

    days = WholeField(label="Số ngày", min_value=1, max_value=365)
    working = forms.BooleanField(label="Tính ngày làm việc", required=False)
    source = words("Văn bản quy định")

    def clean_source(self) -> str:
        """The source in one line."""
        text = str(self.cleaned_data["source"]).strip()
        if not text:
            raise ValidationError("Chưa ghi văn bản quy định. Ghi số, ký hiệu văn bản.")
        return text
