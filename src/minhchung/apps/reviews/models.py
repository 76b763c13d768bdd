"""A run of the checks, and how a commune sets a check."""

from django.db import models

from minhchung.apps.organisations.models import Commune, Person


class Run(models.Model):
    """The checks ran over all records of a commune. What they found is in the findings; here is how many and how long."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="review_runs")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checks = models.PositiveSmallIntegerField()
    records = models.PositiveIntegerField(default=0)
    """Over how many records: everything the checks went through, also what they were not handed; what several look at counts once."""
    found = models.PositiveIntegerField()
    opened = models.PositiveIntegerField()
    reopened = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    failed = models.JSONField(default=list)
    """Codes of the checks that could not be run: their findings were left as they are."""
    milliseconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at", "-pk"]
        get_latest_by = "at"

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.milliseconds / 1000


class CheckSetting(models.Model):
    """A check as this commune sets it: switched off with a reason, or with other values of its parameters."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="check_settings")
    code = models.CharField(max_length=8)
    on = models.BooleanField(default=True)
    given = models.JSONField(default=dict)
    """Parameter → value, those that differ from the usual one."""
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "code"], name="check_set_once"),
            models.CheckConstraint(condition=models.Q(on=True) | ~models.Q(reason=""), name="a_check_switched_off_says_why"),
        ]

    def __str__(self) -> str:
        return self.code
