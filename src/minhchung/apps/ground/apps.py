"""What everything later stands on: subjects, figures, problems, history, notices, jobs, lookup, words."""

from django.apps import AppConfig
from django.urls import register_converter
from django.utils.module_loading import autodiscover_modules

from minhchung.apps.ground.keys import DayConverter, KeyConverter


class GroundConfig(AppConfig):
    name = "minhchung.apps.ground"
    label = "ground"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        register_converter(KeyConverter, "key")
        register_converter(DayConverter, "day")
        # Registries fill themselves once all models are known.
        autodiscover_modules(
            "subjects", "figures", "checks", "actions", "jobs", "counts", "worth", "briefings", "expectations", "words", "news"
        )
