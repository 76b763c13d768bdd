"""The number of late works on the tab "Hôm nay"."""

from minhchung.apps.assignments.queries import late_count
from minhchung.apps.ground.frame import register_count

register_count("home", lambda person, today: late_count(person, today=today))
