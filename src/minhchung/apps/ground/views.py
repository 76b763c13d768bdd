"""A typed day said back in words, for the line under every day field."""

from typing import cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from minhchung.apps.ground import clock
from minhchung.apps.ground.calendars import local_calendar
from minhchung.apps.ground.days import refuse_unlikely
from minhchung.apps.ground.typed_days import Looks, UnreadDay, day_words, read_day


@require_GET
def day(request: HttpRequest) -> JsonResponse:
    """`/ngay/?v=1/12`: {"value": "2026-12-01", "typed": "01/12/2026", "words": …}, or {"error": …}. `looks` as the field has it."""
    given, looks = request.GET.get("v", "")[:80], request.GET.get("looks", "")
    way = cast("Looks", looks if looks in ("ahead", "back") else "")
    if not given.strip():
        return JsonResponse({"value": "", "typed": "", "words": ""})
    try:
        found = read_day(given, today=clock.today(), looks=way)
        refuse_unlikely(found)
    except UnreadDay as error:
        return JsonResponse({"error": str(error)})
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)})
    words = day_words(found, today=clock.today(), calendar=local_calendar(), looks=way)
    return JsonResponse({"value": found.isoformat(), "typed": f"{found:%d/%m/%Y}", "words": words})
