"""Runs as subjects of the history."""

from django.urls import reverse

from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.reviews.queries import titles, visible

register(SubjectKind("review", "Lần rà soát", visible, titles, lambda key: reverse("findings:findings")))
