"""Who may act on criteria. Reading: everybody of the ward; the city appraiser sees the criteria of the province's communes."""

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import holding

keeps_criteria = holding(Role.ADMIN, Role.LEADER, Role.STANDING)
