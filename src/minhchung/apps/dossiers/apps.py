"""Dossiers of administrative procedures: imports into the lake, what people say of a dossier, lists, indicators."""

from django.apps import AppConfig
from django.urls import register_converter

from minhchung.apps.dossiers.keys import CodeConverter


class DossiersConfig(AppConfig):
    name = "minhchung.apps.dossiers"
    label = "dossiers"
    verbose_name = "Hồ sơ TTHC"

    def ready(self) -> None:
        register_converter(CodeConverter, "dossier_code")
