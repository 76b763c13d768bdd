"""The field for some words, with what is missing said in Vietnamese."""

from django import forms


def words(label: str, *, required: bool = True, length: int = 300, rows: int = 0, hint: str = "") -> forms.CharField:
    """One line, or some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    missing = {"required": f"{label} còn trống. Ghi nội dung rồi gửi lại."}
    return forms.CharField(label=label, required=required, max_length=length, widget=widget, help_text=hint, error_messages=missing)
