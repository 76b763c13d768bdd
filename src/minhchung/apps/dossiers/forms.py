"""Forms of the dossier pages."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.queries import readable
from minhchung.apps.documents.rules import numbered
from minhchung.apps.dossiers.intake import Intake
from minhchung.apps.dossiers.published import metrics
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.organisations.models import Person
from minhchung.flow.backlog import backlog_checklist
from minhchung.flow.indicators import WindowError, parse_window

HOUR_FORMS = ["%H:%M", "%Hh%M", "%Hg%M"]


def hour_field(label: str, *, required: bool = True) -> forms.TimeField:
    """An hour as people write it, 07:45 or 7h45."""
    return forms.TimeField(
        label=label,
        required=required,
        input_formats=HOUR_FORMS,
        widget=forms.TimeInput(attrs={"placeholder": "07:45", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"required": "Chưa ghi giờ.", "invalid": "Ghi giờ và phút, ví dụ 07:45."},
    )


class BringForm(forms.Form):
    """When the export was made, and whether it holds every dossier."""

    day = DayField(label="Xuất ngày", looks="back")
    hour = forms.TimeField(
        label="Lúc",
        input_formats=["%H:%M", "%Hh%M", "%Hg%M"],
        widget=forms.TimeInput(attrs={"placeholder": "07:45", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"required": "Chưa ghi giờ xuất.", "invalid": "Ghi giờ và phút, ví dụ 07:45."},
    )
    whole = forms.BooleanField(
        label="Tệp có mọi hồ sơ trong phạm vi của nó", required=False, help_text="Khi đó hồ sơ có trước mà nay không thấy được nêu ra."
    )

    again = forms.BooleanField(
        label="Đọc lại tệp đã nhập",
        required=False,
        help_text="Tệp này đã nhập trước đó. Lần đọc này thay lần trước: dùng khi mẫu xuất đã sửa, hoặc giờ xuất ghi sai.",
    )

    def __init__(self, *args: Any, said: datetime | None, known: bool, now: datetime, **options: Any) -> None:
        """`said`: the moment that the file itself gives; the fields then start with it. `known`: the lake holds this very file."""
        start = said or timezone.localtime(now).replace(tzinfo=None)
        super().__init__(*args, **{"initial": {"day": start.date(), "hour": start.time() if said else None}, **options})
        self._now, self._said = now, said
        if not known:
            del self.fields["again"]

    def clean(self) -> dict[str, Any]:
        """Refuses a moment that has not come yet."""
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("hour") is not None and self.as_of() > self._now:
            raise ValidationError({"hour": "Thời điểm xuất chưa tới. Xem lại ngày và giờ."})
        return cleaned

    def as_of(self) -> datetime:
        """The moment, on the clocks of Viet Nam."""
        hour: time = self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], hour))

    def intake(self) -> Intake:
        """How the file is to be read into the lake."""
        given = self.cleaned_data
        return Intake(self.as_of(), said=self._said is not None, whole=given["whole"], again=given.get("again", False))


class PublishedForm(forms.Form):
    """One published figure of the own commune, as it was published. Numbers are written as people write them: 15,81."""

    period = forms.CharField(
        label="Kỳ công bố",
        max_length=30,
        help_text="2026-08 (tháng), 2026-Q3 (quý), 2026 (năm).",
        error_messages={"required": "Chưa ghi kỳ công bố."},
    )
    metric = forms.ChoiceField(label="Nhóm hoặc chỉ số", error_messages={"required": "Chưa chọn nhóm hoặc chỉ số."})
    score = forms.DecimalField(
        label="Điểm công bố",
        min_value=Decimal(0),
        max_digits=7,
        decimal_places=4,
        localize=True,
        error_messages={"required": "Chưa ghi điểm."},
    )
    numerator = forms.DecimalField(label="Tử số", required=False, max_digits=14, decimal_places=4, localize=True)
    denominator = forms.DecimalField(label="Mẫu số", required=False, max_digits=14, decimal_places=4, localize=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["metric"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", "Chọn nhóm hoặc chỉ số…"), *metrics()]

    def clean_period(self) -> str:
        """A period that the engine understands."""
        written: str = self.cleaned_data["period"].strip()
        try:
            parse_window(written)
        except WindowError as error:
            raise ValidationError(str(error)) from error
        return written


class ExplainForm(forms.Form):
    """Why a dossier is late, what is proposed, and what proves it."""

    cause = forms.ChoiceField(label="Nguyên nhân", error_messages={"required": "Chưa chọn nguyên nhân trong danh mục."})
    proposal = forms.ChoiceField(label="Đề xuất", required=False)
    note = forms.CharField(
        label="Ghi rõ",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Việc gì, từ ngày nào, ai trả lời. Không ghi tên, địa chỉ, số giấy tờ của người nộp.",
    )
    proof = forms.CharField(
        label="Văn bản chứng minh", max_length=60, required=False, help_text="Số, ký hiệu của văn bản đã vào sổ, ví dụ 90/UBND-VHXH."
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        checklist = backlog_checklist()
        grouped = [
            (group.title, [(cause.name, f"{cause.title}{' (khách quan)' if cause.proof else ''}") for cause in group.cause])
            for group in checklist.group
        ]
        self._person = person
        self.fields["cause"].choices = [("", "Chọn nguyên nhân"), *grouped]  # type: ignore[attr-defined]  # a choice field
        self.fields["proposal"].choices = [("", "Chưa đề xuất"), *((item.name, item.title) for item in checklist.proposal)]  # type: ignore[attr-defined]

    def clean_proof(self) -> Document | None:
        """The document of that number, among those the person may read."""
        written = self.cleaned_data["proof"].strip()
        if not written:
            return None
        said = numbered(written)
        alike = readable(self._person).filter(number=said.number, suffix=said.suffix, symbol__iexact=said.symbol, archived_at=None)
        found = list(alike.defer("text")[:2])
        if not found:
            raise ValidationError(
                f"Trong sổ không có văn bản số {written}. Vào sổ văn bản này trước, hoặc ghi đúng số, ký hiệu như trong sổ."
            )
        if len(found) > 1:
            raise ValidationError(f"Trong sổ có nhiều văn bản số {written}. Ghi số và ngày của văn bản cần dùng ở ô “Ghi rõ”.")
        return found[0]


class ApologyForm(forms.Form):
    """The letter of apology that went out, with the new day of return."""

    number = forms.CharField(label="Số, ký hiệu", max_length=60, error_messages={"required": "Chưa ghi số, ký hiệu văn bản xin lỗi."})
    on = DayField(label="Ngày văn bản", looks="back")
    new_due = DayField(label="Ngày hẹn trả mới", looks="ahead")


class LetterForm(forms.Form):
    """What the draft of the letter says beside the facts of the dossier."""

    reason = forms.CharField(
        label="Lý do ghi trong văn bản", max_length=300, required=False, help_text="Bỏ trống thì lấy nguyên nhân đã ghi."
    )
    new_due = DayField(label="Ngày hẹn trả mới", looks="ahead", required=False)


class FaultForm(forms.Form):
    """When the dossier system did not work, and what was wrong."""

    from_day = DayField(label="Bắt đầu ngày", looks="back")
    from_hour = hour_field("Lúc")
    to_day = DayField(label="Hết lỗi ngày", looks="back", required=False)
    to_hour = hour_field("Hết lỗi lúc", required=False)
    what = forms.CharField(
        label="Lỗi gì", max_length=300, error_messages={"required": "Chưa ghi hệ thống lỗi gì."}, help_text="Ví dụ: không đăng nhập được."
    )
    answer = forms.CharField(label="Trả lời của đơn vị vận hành", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """An end has both its day and its hour."""
        cleaned = super().clean() or {}
        _refuse_half(self, "to_day", "to_hour")
        return cleaned

    def values(self) -> dict[str, Any]:
        """The arguments of the act."""
        given = self.cleaned_data
        return {
            "began_at": _moment(given["from_day"], given["from_hour"]),
            "ended_at": _moment(given["to_day"], given["to_hour"]),
            "what": given["what"],
            "answer": given["answer"],
        }


class AnswerForm(forms.Form):
    """When a fault ended and what the operator answered."""

    to_day = DayField(label="Hết lỗi ngày", looks="back", required=False)
    to_hour = hour_field("Hết lỗi lúc", required=False)
    answer = forms.CharField(label="Trả lời của đơn vị vận hành", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        """An end has both its day and its hour."""
        cleaned = super().clean() or {}
        _refuse_half(self, "to_day", "to_hour")
        return cleaned

    def values(self) -> dict[str, Any]:
        """The arguments of the act."""
        given = self.cleaned_data
        return {"ended_at": _moment(given["to_day"], given["to_hour"]), "answer": given["answer"]}


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label="Vì sao rút", max_length=300, error_messages={"required": "Chưa ghi vì sao rút."})


def _refuse_half(form: forms.Form, day: str, hour: str) -> None:
    given = form.cleaned_data
    if day in form.errors or hour in form.errors or bool(given.get(day)) == (given.get(hour) is not None):
        return
    form.add_error(hour if given.get(day) else day, "Ghi đủ cả ngày và giờ, hoặc bỏ trống cả hai nếu chưa hết lỗi.")


def _moment(day: date | None, hour: time | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, hour)) if day and hour is not None else None
