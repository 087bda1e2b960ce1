"""The demonstration's place in Django: it stands above the portal, and nothing knows it."""

from django.apps import AppConfig

from csp_portal import front_page


class DemoConfig(AppConfig):
    name = "demo"

    def ready(self) -> None:
        from demo.views import first_page

        front_page.of_the_demonstration = first_page
