"""Bytes by SHA-256: type, text, signatures; the same file is stored once."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "minhchung.apps.files"
    label = "files"
    verbose_name = "Tệp"
