"""What people do and say around dossiers. The dossiers themselves lie in the lake (flow); no column of the lake stands here."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from minhchung.apps.documents.models import Document
from minhchung.apps.organisations.models import Commune, Person, Unit


class DossierImport(models.Model):
    """One export brought into the lake: which snapshot, by whom, how it went. The file itself is not kept."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="dossier_imports")
    snapshot = models.CharField(max_length=40)
    profile = models.CharField(max_length=80)
    as_of = models.DateTimeField()
    rows_read = models.PositiveIntegerField()
    rows_accepted = models.PositiveIntegerField()
    rows_rejected = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="dossier_imports")

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [models.UniqueConstraint(fields=["commune", "snapshot"], name="dossier_import_one_per_snapshot")]

    def __str__(self) -> str:
        return f"Số liệu hồ sơ lúc {localtime(self.as_of):%H:%M %d/%m/%Y}"


class DossierCard(models.Model):
    """What people say of one dossier; made at the first writing. `source` is the dossier system, `code` the dossier's natural key.

    `cause` and `proposal` are names of law/checklists/backlog.toml; whose fault a cause is stands there, not here. The letter of apology is
    the last one that holds; `apologies` counts those that do.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="dossier_cards")
    source = models.CharField(max_length=20, default="mc")
    code = models.CharField(max_length=60)
    cause = models.CharField(max_length=60, blank=True)
    proposal = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    proof = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="dossier_cards")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="dossier_cards")
    apology_number = models.CharField(max_length=60, blank=True)
    apology_on = models.DateField(null=True, blank=True)
    apology_due_on = models.DateField(null=True, blank=True)
    apologies = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "source", "code"], name="dossier_card_one_per_dossier"),
            models.CheckConstraint(
                condition=Q(apology_on=None, apology_due_on=None) | Q(apology_on__isnull=False, apology_due_on__gt=F("apology_on")),
                name="dossier_apology_names_a_later_day",
            ),
            models.CheckConstraint(
                condition=Q(apology_on=None, apologies=0) | Q(apology_on__isnull=False, apologies__gte=1),
                name="dossier_apologies_are_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ {self.code}"


class ApologyLetter(models.Model):
    """One letter of apology (form 04) that went out; the card shows the last one that was not taken back."""

    card = models.ForeignKey(DossierCard, on_delete=models.PROTECT, related_name="letters")
    number = models.CharField(max_length=60)
    on = models.DateField()
    due_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.on:%d/%m/%Y}"


class SystemFault(models.Model):
    """A stretch of time in which the dossier system did not work: the objective cause of what it touched, with the operator's answer."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="system_faults")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    what = models.CharField(max_length=300)
    answer = models.CharField(max_length=500, blank=True)
    logged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="system_faults")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=models.F("began_at")), name="system_fault_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"Lỗi hệ thống từ {localtime(self.began_at):%H:%M %d/%m/%Y}"


class ExportProfile(models.Model):
    """How the ward reads a layout of export that no packaged profile knows: columns mapped by hand, words of its own. `text` is TOML."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="export_profiles")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["commune", "name"], name="export_profile_one_of_a_name")]

    def __str__(self) -> str:
        return f"Mẫu xuất “{self.title}”"


class SlipHandover(models.Model):
    """One line of a control slip (form 06 of Thông tư 03/2025/TT-VPCP): who took a dossier over, and when that really was.

    `way`: tapped on the spot (the moment is the server's) or copied from a slip on paper. The dossier need not be in the lake yet.
    """

    class Way(models.TextChoices):
        TAP = "tap", "Ghi tại chỗ"
        PAPER = "paper", "Chép từ phiếu giấy"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="slip_handovers")
    source = models.CharField(max_length=20, default="mc")
    code = models.CharField(max_length=60)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="slip_handovers")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="slip_handovers")
    taken_at = models.DateTimeField()
    way = models.CharField(max_length=5, choices=Way.choices)
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["taken_at", "pk"]
        indexes = [models.Index(fields=["commune", "source", "code"], name="slip_handover_of_dossier")]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | Q(unit__isnull=False), name="slip_handover_names_a_taker"),
            models.UniqueConstraint(
                fields=["commune", "source", "code", "person", "taken_at"],
                condition=Q(withdrawn_at=None, person__isnull=False),
                name="slip_handover_of_a_person_once",
            ),
            models.UniqueConstraint(
                fields=["commune", "source", "code", "unit", "taken_at"],
                condition=Q(withdrawn_at=None, person=None),
                name="slip_handover_of_a_unit_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Giao nhận hồ sơ {self.code} lúc {localtime(self.taken_at):%H:%M %d/%m/%Y}"

    @property
    def taker(self) -> str:
        """Who took the dossier over, as a person reads it."""
        return str(self.person or self.unit)


class ResultSignature(models.Model):
    """When the result of a dossier was signed, as its PDF says. The PDF holds the applicant's data and is not kept, only its digest."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="result_signatures")
    source = models.CharField(max_length=20, default="mc")
    code = models.CharField(max_length=60)
    signed_at = models.DateTimeField()
    signer = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["commune", "source", "code"], name="result_signature_one_per_dossier")]

    def __str__(self) -> str:
        return f"Kết quả hồ sơ {self.code} ký lúc {localtime(self.signed_at):%H:%M %d/%m/%Y}"


class OfficialScore(models.Model):
    """One figure of QĐ 766 as it was published: kept as it came, never recomputed. An empty number: nothing was published.

    `unit` is the commune as the source names it; `own` when it is this commune, the others are kept for their rank. `period` is a window
    as the engine writes it ("2026-08"); `metric` the portal's code of an indicator, or a group's name.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="official_scores")
    unit = models.CharField(max_length=200)
    own = models.BooleanField()
    period = models.CharField(max_length=30)
    metric = models.CharField(max_length=120)
    name = models.CharField(max_length=300, blank=True)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    ratio = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    max_score = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="official_scores")

    class Meta:
        ordering = ["period", "unit", "metric"]
        constraints = [models.UniqueConstraint(fields=["commune", "unit", "period", "metric"], name="official_score_one_per_metric")]

    def __str__(self) -> str:
        return f"{self.name or self.metric}, {self.unit}, {self.period}"
