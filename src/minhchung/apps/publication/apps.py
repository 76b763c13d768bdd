"""Where procedures are shown: channels, snapshots, posting requests, and how the copies differ."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "minhchung.apps.publication"
    label = "publication"
    verbose_name = "Niêm yết, công khai"
