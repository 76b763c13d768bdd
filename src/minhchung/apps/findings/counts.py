"""The number of errors on the tab "Rà soát"."""

from minhchung.apps.findings.queries.waiting import error_count
from minhchung.apps.ground.frame import register_count

register_count("reviews", lambda person, today: error_count(person, today=today))
