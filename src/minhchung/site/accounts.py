"""How people come to an account: an administrator makes it; nobody signs up alone."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url

from minhchung.apps.organisations.accounts import PersonAccountAdapter
from minhchung.site.account_words import ACCOUNT_ERRORS, MFA_ERRORS


class ClosedAccountAdapter(PersonAccountAdapter):
    error_messages = {**PersonAccountAdapter.error_messages, **ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To one's work: the form again, empty, would look as if nothing had been done."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)


class VietnameseMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {**DefaultMFAAdapter.error_messages, **MFA_ERRORS}
