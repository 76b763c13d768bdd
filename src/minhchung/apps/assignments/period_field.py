"""The field for a period: typed in any usual form, or chosen by kind, number and year; said back in words under it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.assignments.rules.periods import period_words
from minhchung.apps.assignments.rules.typed import KINDS, NUMBERED, WAYS, Unread, chosen_period, period_echo, read_period
from minhchung.apps.ground import clock

Today = Callable[[], date]


@dataclass(frozen=True)
class Given:
    """What was sent: the typed text, and what was chosen beside it."""

    text: str = ""
    kind: str = ""
    number: str = ""
    year: str = ""


def _read(given: Given, today: date) -> str:
    """The period's name; "" when nothing was given. Raises Unread, also when the text and the choice say two periods."""
    typed = read_period(given.text, today=today) if given.text.strip() else ""
    chosen = chosen_period(given.kind, given.number.strip(), given.year.strip(), today=today) if given.kind else ""
    if typed and chosen and typed != chosen:
        raise Unread(f"Gõ là {period_words(typed)} nhưng chọn là {period_words(chosen)}: bỏ một trong hai.")
    return typed or chosen


class PeriodInput(forms.Widget):
    """A text and three controls to choose by; with script the choice writes the text."""

    template_name = "assignments/period.html"

    def __init__(self, *, today: Today = clock.today) -> None:
        super().__init__({"class": "form-control", "autocomplete": "off", "placeholder": "12/2026, quý IV, tuần 47"})
        self.today = today

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Given:
        """Everything sent for this field."""
        return Given(*(str(data.get(key) or "")[:80] for key in (name, f"{name}-kind", f"{name}-number", f"{name}-year")))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Nothing of it was sent."""
        return name not in data and f"{name}-kind" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The values of the template: as typed after an error, else the kept name in words."""
        context = super().get_context(name, None, attrs)
        shown = context["widget"]["attrs"]
        key = shown.get("id", "")
        said = [shown.get("aria-describedby") or "", f"{key}-echo" if key else ""]
        shown["aria-describedby"] = " ".join(filter(None, said)) or False
        given = value if isinstance(value, Given) else Given(_words(value or ""))
        try:
            period = _read(given, self.today())
        except Unread:
            period = ""  # the error stands at the field already
        words = period_echo(period) if period else ""
        return {**context, "given": given, "words": words, "kinds": KINDS, "numbered": NUMBERED, "this_year": self.today().year}


def _words(name: str) -> str:
    try:
        return period_words(name) if name else ""
    except ValueError:
        return name  # a draft made before periods were checked: shown as it is, to be mended


class PeriodField(forms.Field):
    """The name of a period: 2026-12, 2026-Q4, 2026-H1, 2026-W47, 2026; "" for none."""

    def __init__(self, *, today: Today = clock.today, **options: Any) -> None:
        self.today = today
        options.setdefault("widget", PeriodInput(today=today))
        super().__init__(**{**options, "error_messages": {"required": f"Chưa có kỳ. {WAYS}"}})

    def clean(self, value: Any) -> str:
        """The period's name. Raises ValidationError in words."""
        given = value if isinstance(value, Given) else Given(str(value or ""))
        try:
            name = _read(given, self.today())
        except Unread as error:
            raise ValidationError(str(error), code="invalid") from error
        if self.required and not name:
            raise ValidationError(self.error_messages["required"], code="required")
        return name

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another period is meant than before."""
        try:
            return self.clean(data) != (initial or "")
        except ValidationError:
            return True
