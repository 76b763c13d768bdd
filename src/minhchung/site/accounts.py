"""How people come to an account: an administrator makes it; nobody signs up alone."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from minhchung.apps.organisations.accounts import PersonAccountAdapter
from minhchung.site.account_words import ACCOUNT_ERRORS, MFA_ERRORS


class ClosedAccountAdapter(PersonAccountAdapter):
    error_messages = {**PersonAccountAdapter.error_messages, **ACCOUNT_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class VietnameseMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {**DefaultMFAAdapter.error_messages, **MFA_ERRORS}
