"""The catalogue of administrative procedures: what each source says of them, and what they are on a day."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "minhchung.apps.procedures"
    label = "procedures"
    verbose_name = "Thủ tục hành chính"
