"""The password forms of sign-in with Vietnamese words where the package says them in English."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django import forms

from minhchung.site.account_words import PASSWORDS_DIFFER


class SamePasswordTwice(forms.Form):
    """Compares the two passwords in place of the package's own check, which speaks English; therefore no `super().clean()`."""

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", PASSWORDS_DIFFER)
        return self.cleaned_data


class ChangePassword(SamePasswordTwice, ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    pass


class SetPassword(SamePasswordTwice, SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPassword(SamePasswordTwice, ResetPasswordKeyForm):  # type: ignore[misc]
    pass
