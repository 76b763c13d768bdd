"""The site itself: frame of every page, settings, addresses."""

from django import forms
from django.apps import AppConfig

EMPTY: dict[type[forms.Field], str] = {
    forms.Field: "Mục này còn trống. Ghi nội dung rồi gửi lại.",
    forms.ChoiceField: "Mục này chưa chọn. Chọn một mục rồi gửi lại.",
    forms.ModelChoiceField: "Mục này chưa chọn. Chọn một mục rồi gửi lại.",
    forms.FileField: "Chưa chọn tệp. Chọn tệp rồi gửi lại.",
}
"""What a required field says when it is left empty, where its form says nothing better. Every form is `novalidate`: the browser
would say it in its own language."""


class SiteConfig(AppConfig):
    name = "minhchung.site"
    label = "minhchung_site"

    def ready(self) -> None:
        """Django's own sentence names neither the thing nor the way out."""
        for field, words in EMPTY.items():
            field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), "required": words}
