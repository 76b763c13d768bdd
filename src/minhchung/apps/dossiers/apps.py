"""Dossiers of administrative procedures: imports into the lake, what people say of a dossier, lists, indicators."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "minhchung.apps.dossiers"
    label = "dossiers"
    verbose_name = "Hồ sơ TTHC"
