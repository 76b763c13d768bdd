"""Channel → snapshots of what it shows; posting requests; what else is disclosed. How copies differ is derived, never stored."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from minhchung.apps.documents.models import Document
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.rules import Content
from minhchung.apps.publication.rules.telling import Shown


class Channel(models.Model):
    """A place where the ward shows its procedures and notices."""

    class Kind(models.TextChoices):
        BOARD = "board", "Bảng niêm yết"
        PORTAL = "portal", "Cổng, trang thông tin điện tử"
        SYSTEM = "system", "Hệ thống giải quyết TTHC"
        NATIONAL = "national", "CSDL quốc gia về TTHC"
        OTHER = "other", "Nơi khác"

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="channels")
    """Who answers for what it shows."""
    address = models.CharField(max_length=500, blank=True)
    for_procedures = models.BooleanField(default=True)
    """Whether it has to show the procedures of the ward."""
    added_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "title"], condition=Q(closed_on=None), name="a_channel_stands_once"),
            models.CheckConstraint(condition=~Q(title=""), name="a_channel_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("channel", str(self.pk))


class Snapshot(models.Model):
    """What a channel showed on a day. `whole`: it holds everything the channel shows, so that what is not in it is not shown; otherwise it
    speaks of its own rows only. Undone, it counts no more."""

    class Kind(models.TextChoices):
        LIST = "list", "Danh sách"
        PAGE = "page", "Trang đã lưu"
        PHOTO = "photo", "Ảnh chụp"
        TICKED = "ticked", "Người xem đánh dấu"

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    on = models.DateField()
    whole = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="snapshots")
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="photo") | Q(file__isnull=False), name="a_photo_is_a_file"),
            models.CheckConstraint(condition=Q(undone_at=None) | ~Q(undone_note=""), name="an_undone_snapshot_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.channel.title}, ngày {self.on:%d/%m/%Y}"

    @property
    def commune_id(self) -> str:
        """The commune of the channel."""
        return self.channel.commune_id

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("snapshot", str(self.pk))


class Entry(models.Model):
    """One procedure as a snapshot shows it. `said`: {"content": JSON of procedures' Content, "forms": list or null}."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="entries")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=10, blank=True)
    """The national code shown, "" where the channel shows none."""
    name = models.CharField(max_length=1000, blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ["snapshot", "order"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "order"], name="an_entry_has_its_place"),
            models.CheckConstraint(condition=~Q(code="") | ~Q(name=""), name="an_entry_has_code_or_name"),
        ]

    @property
    def shown(self) -> Shown:
        """What it shows, for the matcher."""
        forms = self.said.get("forms")
        return Shown(Content.of(self.said.get("content", {})), None if forms is None else tuple(forms))


class NameMatch(models.Model):
    """A person's word that a name of a channel, which shows no code, means a procedure (None: none of the catalogue). Kept for later
    snapshots of that channel; `key` is the name's key (rules/words.py)."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="matches")
    key = models.CharField(max_length=1000)
    procedure = models.ForeignKey(Procedure, null=True, blank=True, on_delete=models.PROTECT, related_name="name_matches")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["channel", "key"]
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="a_name_is_matched_once_in_a_channel")]


class Posting(models.Model):
    """A request to show something at a channel, from asking to posting to taking down. Its stage is told by the days that are known."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="postings")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="postings")
    title = models.CharField(max_length=500)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    procedures = models.ManyToManyField(Procedure, blank=True, related_name="postings")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    """The unit that has to post it."""
    decided_on = models.DateField()
    """The day from which the working days count: of the decision, or of the request."""
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    posted_on = models.DateField(null=True, blank=True)
    posted_at = models.CharField(max_length=500, blank=True)
    """Where: an address of the site, the board."""
    posted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    down_on = models.DateField(null=True, blank=True)
    down_note = models.TextField(blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "document"],
                condition=Q(document__isnull=False, dropped_at=None),
                name="a_document_is_asked_once_a_channel",
            ),
            models.CheckConstraint(condition=Q(posted_on=None) | ~Q(posted_at=""), name="a_posting_says_where"),
            models.CheckConstraint(
                condition=Q(down_on=None) | (Q(down_on__gte=F("posted_on")) & ~Q(down_note="")),
                name="taken_down_after_posting_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | (Q(posted_on=None) & ~Q(dropped_note="")),
                name="only_an_open_request_is_dropped_and_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.channel.title}"

    @property
    def ref(self) -> Ref:
        """Its address as a subject."""
        return Ref("posting", str(self.pk))

    @property
    def stage(self) -> str:
        """Where it stands, in words."""
        if self.dropped_at:
            return "Đã rút"
        if self.down_on:
            return "Đã gỡ"
        return "Đã đăng" if self.posted_on else "Chờ đăng"


class NoticeCheck(models.Model):
    """A look at one kind of notice (law/publication/items.toml) at one channel: whether it was there, what it said. The newest counts."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="notice_checks")
    item = models.CharField(max_length=20)
    on = models.DateField()
    shown = models.BooleanField()
    said: Any = models.JSONField(default=dict)
    """Field → words."""
    proof = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="notice_checks")
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["channel", "item", "-on", "-pk"]

    @property
    def commune_id(self) -> str:
        """The commune of the channel."""
        return self.channel.commune_id
