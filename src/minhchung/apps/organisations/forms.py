"""Forms of the settings pages. What they check is shape; what is right is checked by the acts, under lock."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.organisations.actions.communes import SETTINGS
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Appointment, Body, Commune, Person, Unit, UnitGroup
from minhchung.apps.organisations.person_field import PersonField

GRANTABLE = [(role.value, role.label) for role in Role if role != Role.APPRAISER]


def applied(form: forms.BaseForm, call: Callable[[], object]) -> bool:
    """Runs an act for a valid form; what it refuses becomes an error at its field, or above the form."""
    try:
        call()
    except ValidationError as error:
        fields = getattr(error, "error_dict", {})
        known = {name: errors for name, errors in fields.items() if name in form.fields}
        for name, errors in known.items():
            form.add_error(name, errors)
        if len(known) < len(fields) or not fields:
            form.add_error(None, [message for name, found in fields.items() if name not in known for message in found] or error)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _choice(field: forms.Field) -> forms.ModelChoiceField[Any]:
    return cast("forms.ModelChoiceField[Any]", field)


def open_units(commune: Commune, on: date) -> Any:
    """Units one may choose on that day."""
    return Unit.objects.filter(commune=commune, valid_from__lte=on).exclude(valid_to__lt=on)


def open_people(commune: Commune) -> Any:
    """People one may choose."""
    return Person.objects.filter(commune=commune, is_active=True)


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label="Tên đầy đủ", max_length=200)
    short = forms.CharField(label="Viết tắt", max_length=20)
    valid_from = DayField(label="Hoạt động từ ngày")


class ShortForm(forms.Form):
    """Short name and place in the list."""

    short = forms.CharField(label="Viết tắt", max_length=20)
    order = WholeField(label="Thứ tự trong danh sách", min_value=1, max_value=32000)


class AliasForm(forms.Form):
    """Another way of writing a unit."""

    text = forms.CharField(label="Tên gọi khác", max_length=200)


class RenameForm(forms.Form):
    """A new name from a day."""

    name = forms.CharField(label="Tên mới", max_length=200)
    on = DayField(label="Mang tên mới từ ngày")
    correction = forms.BooleanField(label="Chỉ sửa lỗi viết: không giữ tên cũ làm tên gọi khác", required=False)


class CloseForm(forms.Form):
    """A last day and why."""

    last_day = DayField(label="Ngày hoạt động cuối")
    reason = forms.CharField(label="Lý do, số quyết định", max_length=300)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="Lý do", max_length=300)


class GroupForm(forms.Form):
    """A group of units and the wordings that name it."""

    name = forms.CharField(label="Tên nhóm", max_length=120)
    wordings = forms.CharField(
        label="Cách gọi trong văn bản", widget=forms.Textarea(attrs={"rows": 6}), help_text="Mỗi dòng một cách, ví dụ “các phòng, đơn vị”."
    )
    every = forms.BooleanField(label="Mọi đơn vị đang hoạt động", required=False)
    units = ManyChoiceField(
        label="Hoặc chỉ những đơn vị này",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, commune: Commune, on: date, group: UnitGroup | None = None, **more: Any) -> None:
        if group is not None:
            more["initial"] = {
                "name": group.name,
                "wordings": "\n".join(group.wordings),
                "every": group.every,
                "units": [unit.pk for unit in group.units.all()],
            }
        super().__init__(*args, **more)
        _choice(self.fields["units"]).queryset = open_units(commune, on)

    def clean_wordings(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["wordings"].splitlines() if line.strip()]

    def clean_units(self) -> list[Unit]:
        return list(self.cleaned_data["units"])


class PersonForm(forms.Form):
    """Somebody new."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    username = forms.CharField(label="Tên đăng nhập", max_length=60, help_text="Chữ không dấu, số và . @ - _; không đổi được về sau.")
    email = forms.EmailField(label="Thư điện tử", required=False)
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)


class PersonEditForm(forms.Form):
    """Name and ways to reach a person."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(label="Thư điện tử", required=False)
    phone = forms.CharField(label="Điện thoại", max_length=20, required=False)


class _OfACommune(forms.Form):
    """A form whose choices are units and people of one commune on one day."""

    def __init__(self, *args: Any, commune: Commune, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, field in self.fields.items():
            if name in {"unit", "standing_unit", "from_unit", "to_unit"}:
                _choice(field).queryset = open_units(commune, on)
            elif name in {"person", "to_person"}:
                _choice(field).queryset = open_people(commune)
            elif name == "from_person":
                _choice(field).queryset = Person.objects.filter(commune=commune)


class RoleForm(_OfACommune):
    """A role between two days."""

    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *GRANTABLE])
    unit = forms.ModelChoiceField(
        label="Ở đơn vị",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Cả phường",
        help_text="Trưởng đơn vị, công chức và cán bộ Một cửa phải có đơn vị.",
    )
    valid_from = DayField(label="Từ ngày")
    valid_to = DayField(label="Đến hết ngày", required=False)


class EndForm(forms.Form):
    """The last day of something held."""

    last_day = DayField(label="Đến hết ngày")


class AppointmentForm(_OfACommune):
    """A post between two days."""

    unit = forms.ModelChoiceField(label="Ở đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    post = forms.CharField(label="Chức danh", max_length=120)
    kind = forms.ChoiceField(label="Hình thức", choices=Appointment.Kind.choices)
    decision = forms.CharField(label="Quyết định", max_length=200, required=False)
    valid_from = DayField(label="Từ ngày")
    valid_to = DayField(label="Đến hết ngày", required=False)


class BodyForm(_OfACommune):
    """A body as its decision has it."""

    name = forms.CharField(label="Tên ban, tổ, đoàn", max_length=200)
    decision = forms.CharField(label="Quyết định thành lập, kiện toàn", max_length=200, required=False)
    decided_on = DayField(label="Ngày quyết định", required=False, looks="back")
    standing_unit = forms.ModelChoiceField(
        label="Cơ quan thường trực",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Chưa rõ",
        help_text="Việc giao cho ban, tổ sẽ về đơn vị này.",
    )


class NewBodyForm(BodyForm):
    """A new body and its first day."""

    valid_from = DayField(label="Hoạt động từ ngày")


class MemberForm(_OfACommune):
    """A colleague's place in a body."""

    person = PersonField("Người")
    place = forms.CharField(label="Vai", max_length=120, help_text="Trưởng ban, Phó Trưởng ban, Thư ký, Thành viên…")


class HandoverForm(_OfACommune):
    """From one unit to another, or from one person to another."""

    from_unit = forms.ModelChoiceField(label="Đơn vị giao", queryset=Unit.objects.none(), required=False, empty_label="Chọn đơn vị")
    to_unit = forms.ModelChoiceField(label="Đơn vị nhận", queryset=Unit.objects.none(), required=False, empty_label="Chọn đơn vị")
    from_person = PersonField("Người giao", required=False)
    to_person = PersonField("Người nhận", required=False)
    on = DayField(label="Bên nhận giữ từ ngày")
    decision = forms.CharField(label="Quyết định, biên bản", max_length=200, required=False)
    closes = forms.BooleanField(label="Đơn vị giao thôi hoạt động từ ngày này (sáp nhập, giải thể)", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        units, people = (values.get("from_unit"), values.get("to_unit")), (values.get("from_person"), values.get("to_person"))
        if not self.errors and (any(units) == any(people) or not (all(units) or all(people))):
            raise ValidationError("Chọn đủ bên giao và bên nhận: hai đơn vị, hoặc hai người.")
        return values


RANGES = {
    "review_every_months": (1, 12),
    "urgent_working_days": (1, 60),
    "due_soon_working_days": (1, 30),
    "answer_wait_working_days": (1, 120),
    "apology_days_before": (0, 30),
    "reappointments_allowed": (0, 5),
}
"""The least and the most a commune may set."""


class SettingsForm(forms.ModelForm[Commune]):
    """How this commune reads deadlines and numbers its arrivals."""

    class Meta:
        model = Commune
        fields = SETTINGS
        labels = {
            "before_excludes_the_day": "“Trước ngày N” không gồm ngày N",
            "review_every_months": "Nhịp rà việc không ghi hạn (tháng)",
            "urgent_working_days": "“Khẩn trương” là bao nhiêu ngày làm việc",
            "due_soon_working_days": "Sắp đến hạn khi còn (ngày làm việc)",
            "answer_wait_working_days": "Văn bản đi không ghi hạn: chờ trả lời quá lâu sau (ngày làm việc)",
            "numbers_arrivals": "Tự cấp số đến kế tiếp khi văn bản đến vào sổ",
            "apology_days_before": "Gửi văn bản xin lỗi chậm nhất trước ngày hẹn (ngày)",
            "apology_days_are_working": "Đếm ngày làm việc",
            "reappointments_allowed": "Số lần được hẹn lại một hồ sơ",
            "apology_source": "Căn cứ",
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, (least, most) in RANGES.items():
            self.fields[name] = WholeField(label=str(self.fields[name].label), min_value=least, max_value=most)


class ClosedDayForm(forms.Form):
    """A day on which the commune is shut."""

    day = DayField(label="Ngày nghỉ")
    reason = forms.CharField(label="Lý do, văn bản cho nghỉ", max_length=200)


class HoursForm(forms.Form):
    """Office hours from a day on."""

    valid_from = DayField(label="Áp dụng từ ngày")
    sessions = forms.CharField(
        label="Giờ làm việc", max_length=120, help_text="Mỗi buổi giờ mở và giờ đóng, cách nhau bằng dấu phẩy: 07:30-12:00, 13:30-17:00."
    )
    friday = forms.CharField(label="Riêng thứ Sáu", max_length=120, required=False, help_text="Chỉ ghi khi thứ Sáu khác các ngày kia.")
    source = forms.CharField(label="Căn cứ", max_length=200, help_text="Văn bản quy định giờ làm việc của địa phương.")


class EventFilterForm(forms.Form):
    """Which events of the history are wanted."""

    area = forms.ChoiceField(label="Phần", required=False)
    kind = forms.ChoiceField(label="Loại", required=False)
    who = PersonField("Người làm", required=False, empty_label="Mọi người")
    since = DayField(label="Từ ngày", required=False, looks="back")
    until = DayField(label="Đến ngày", required=False, looks="back")

    def __init__(self, *args: Any, commune: Commune, areas: list[tuple[str, str]], kinds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        cast("forms.ChoiceField", self.fields["area"]).choices = [("", "Mọi phần"), *areas]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", "Mọi loại"), *kinds]
        _choice(self.fields["who"]).queryset = Person.objects.filter(commune=commune)


def body_values(body: Body) -> dict[str, Any]:
    """What a form for this body starts with."""
    return {"name": body.name, "decision": body.decision, "decided_on": body.decided_on, "standing_unit": body.standing_unit_id}
