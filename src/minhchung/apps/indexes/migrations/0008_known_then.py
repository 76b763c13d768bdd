"""When work was linked to what it proves, when a week was kept, and the bounds of a projection.

The moments of the links that are there are taken from the history.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def tell_when_linked(apps: Any, schema_editor: Any) -> None:
    """The newest event that linked the work to the requirement says when; without one the moment stays unknown."""
    links = apps.get_model("indexes", "CriterionAssignment").objects.select_related("requirement", "assignment")
    events = apps.get_model("ground", "HistoryEvent").objects.filter(act="indexes.link_assignment")
    for link in links:
        told = {"requirement": link.requirement.text, "assignment": link.assignment.number}
        found = events.filter(kind="criterion", key=str(link.requirement.criterion_id)).order_by("-position")
        event = next((each for each in found if each.after == told), None)
        if event is not None:
            link.linked_at = event.at
            link.save(update_fields=["linked_at"])


class Migration(migrations.Migration):
    dependencies = [("indexes", "0007_points_have_three_decimals"), ("ground", "0001_initial"), ("assignments", "0002_evidence_of_products")]

    operations = [
        migrations.AddField("criterionassignment", "linked_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("criterionassignment", "unlinked_at", models.DateTimeField(blank=True, null=True)),
        migrations.RemoveConstraint("criterionassignment", "requirement_linked_once"),
        migrations.AddConstraint(
            "criterionassignment",
            models.UniqueConstraint(
                condition=Q(("unlinked_at", None)), fields=("requirement", "assignment"), name="requirement_linked_once"
            ),
        ),
        migrations.AddField("weekstanding", "kept_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("reading", "floor", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
        migrations.AddField("reading", "outlook", models.CharField(blank=True, max_length=500)),
        migrations.RunPython(tell_when_linked, migrations.RunPython.noop),
    ]
