"""The demonstration's place in Django: it stands above the portal, and nothing knows it."""

from django.apps import AppConfig
from django.http import HttpRequest, HttpResponse

from csp_portal import front_page


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        front_page.of_the_demonstration = _first_page


def _first_page(request: HttpRequest) -> HttpResponse:
    """Imported when it is asked for: datasets stand in the order in which they register."""
    from demo.views import first_page

    return first_page(request)
