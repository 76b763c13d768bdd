"""Runs of the checks and how a commune sets them."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "minhchung.apps.reviews"
    label = "reviews"
    verbose_name = "Rà soát"
