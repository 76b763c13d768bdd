"""Claims that a file or document proves a subject; verification and sufficiency."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "minhchung.apps.evidence"
    label = "evidence"
    verbose_name = "Minh chứng"
