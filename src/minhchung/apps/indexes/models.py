"""Criteria with their required evidence and points (hand-made until packs arrive)."""

from django.db import models
from django.db.models import Q

from minhchung.apps.organisations.models import Commune, Unit


class Criterion(models.Model):
    """A leaf: points held until its required evidence is there. A sample, never "the official set"."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="criteria")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria")
    is_sample = models.BooleanField(default=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["commune", "year", "code"], name="criterion_one_code_a_year"),
            models.CheckConstraint(condition=Q(points__gt=0), name="criterion_is_worth_something"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class RequiredEvidence(models.Model):
    """One thing the criterion asks to see, dated inside the year."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="requirements")
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["criterion", "pk"]
        verbose_name_plural = "required evidence"


class CriterionAssignment(models.Model):
    """An assignment whose accepted evidence proves a requirement of a criterion."""

    requirement = models.ForeignKey(RequiredEvidence, on_delete=models.CASCADE, related_name="links")
    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.CASCADE, related_name="criterion_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["requirement", "assignment"], name="requirement_linked_once")]
