"""The one field for days: typed as people write them, chosen in a calendar beside it, said back in words under it.

It never depends on the language of the browser: what is typed and shown is always day/month/year.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.ground import clock
from minhchung.apps.ground.calendars import local_calendar
from minhchung.apps.ground.days import refuse_unlikely
from minhchung.apps.ground.typed_days import EXAMPLE, Looks, UnreadDay, day_words, read_day

Today = Callable[[], date]


class DayInput(forms.DateInput):
    """A text control with a calendar button and the day in words; works without script, then without the button."""

    template_name = "ground/day.html"

    def __init__(self, *, looks: Looks = "", today: Today = clock.today) -> None:
        super().__init__(attrs={"autocomplete": "off", "placeholder": "ngày/tháng/năm"}, format="%d/%m/%Y")
        self.looks, self.today = looks, today

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: the browser would refuse in its own language; the field says in Vietnamese what is missing."""
        return False

    def format_value(self, value: Any) -> str | None:
        """A day as 01/12/2026; an ISO text (a draft keeps its days so) likewise; what a person typed stays as typed."""
        if isinstance(value, str):
            typed: str = value
            try:
                value = date.fromisoformat(typed)
            except ValueError:
                return typed
        shown: str | None = super().format_value(value)
        return shown

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The values of the template: the words under the field belong to what describes the control."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]
        key = shown["attrs"].get("id", "")
        said = [shown["attrs"].get("aria-describedby") or "", f"{key}-echo" if key else ""]
        shown["attrs"]["aria-describedby"] = " ".join(filter(None, said)) or False
        iso, words = self._echo(shown["value"])
        return {**context, "iso": iso, "words": words, "looks": self.looks}

    def _echo(self, typed: str | None) -> tuple[str, str]:
        if not typed or not typed.strip():
            return "", ""
        try:
            day = read_day(typed, today=self.today(), looks=self.looks)
            refuse_unlikely(day)
        except (UnreadDay, ValidationError):
            return "", ""  # the error stands at the field already
        return day.isoformat(), day_words(day, today=self.today(), calendar=local_calendar(), looks=self.looks)


class DayField(forms.DateField):
    """A day. `looks` tells where the days of the field lie (typed_days.Looks); `today` is asked when a word like "mai" is read."""

    def __init__(self, *, looks: Looks = "", today: Today = clock.today, **options: Any) -> None:
        self.looks, self.today = looks, today
        options.setdefault("widget", DayInput(looks=looks, today=today))
        options.setdefault("validators", [refuse_unlikely])
        missing = {"required": f"Mục này chưa có ngày. {EXAMPLE}"}
        super().__init__(**{**options, "error_messages": {**missing, **(options.get("error_messages") or {})}})

    def to_python(self, value: Any) -> date | None:
        """The day meant by what was typed; None for nothing. Raises ValidationError in words."""
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        typed = str(value)
        if not typed.strip():
            return None
        try:
            return read_day(typed, today=self.today(), looks=self.looks)
        except UnreadDay as error:
            raise ValidationError(str(error), code="invalid") from error
