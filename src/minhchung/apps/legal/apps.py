"""Validity of documents as of a day, what a changed document touches, review campaigns and self-checks."""

from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "minhchung.apps.legal"
    label = "legal"
    verbose_name = "Rà soát văn bản, căn cứ pháp lý"
