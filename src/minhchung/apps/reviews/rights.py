"""Who may run the checks and set them."""

from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.rights import coordinates, holding

runs = holding(Role.LEADER, Role.STANDING, Role.INSPECTOR, Role.ADMIN)
sets_checks = coordinates
