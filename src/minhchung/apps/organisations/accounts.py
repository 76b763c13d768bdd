"""Passwords set through the account pages are acts like any other: with their event, and the one-time mark taken off."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError

from minhchung.apps.ground import clock
from minhchung.apps.organisations import actions
from minhchung.apps.organisations.models import Person


class PersonAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Base of the site's account adapter."""

    def clean_password(self, password: str, user: Any = None) -> str:
        """The rules of the site, and: the new password is not the old one (a one-time password is used once)."""
        if isinstance(user, Person) and user.check_password(password):
            raise ValidationError("Mật khẩu mới giống mật khẩu cũ. Chọn mật khẩu khác.")
        checked: str = super().clean_password(password, user)
        return checked

    def set_password(self, user: Person, password: str) -> None:
        """Through the act `organisations.choose_password`."""
        actions.choose_password(person=user, password=password, actor=user, at=clock.now())
