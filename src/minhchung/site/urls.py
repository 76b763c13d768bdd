"""The addresses of the site: Vietnamese paths, one include per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("minhchung.apps.home.urls")),
    path("", include("minhchung.apps.ground.urls")),
    path("van-ban/", include("minhchung.apps.documents.urls")),
    path("tep/", include("minhchung.apps.files.urls")),
    path("minh-chung/", include("minhchung.apps.evidence.urls")),
    path("", include("minhchung.apps.assignments.urls")),
    path("ke-hoach/", include("minhchung.apps.plans.urls")),
    path("thu-tuc/", include("minhchung.apps.procedures.urls")),
    path("niem-yet/", include("minhchung.apps.publication.urls")),
    path("ho-so/", include("minhchung.apps.dossiers.urls")),
    path("ra-soat/", include("minhchung.apps.reviews.urls")),
    path("ra-soat/", include("minhchung.apps.findings.urls")),
    path("phap-ly/", include("minhchung.apps.legal.urls")),
    path("kiem-tra/", include("minhchung.apps.inspections.urls")),
    path("hop/", include("minhchung.apps.meetings.urls")),
    path("iso/", include("minhchung.apps.quality.urls")),
    path("iso/", include("minhchung.apps.management.urls")),
    path("bo-chi-so/", include("minhchung.apps.indexes.urls")),
    path("thiet-lap/", include("minhchung.apps.organisations.urls")),
    path("tai-khoan/", include("minhchung.site.account_urls")),
]
handler400 = "minhchung.site.errors.bad_request"
handler403 = "minhchung.site.errors.forbidden"
handler404 = "minhchung.site.errors.not_found"
handler500 = "minhchung.site.errors.server_error"
