"""`make_slide_template`: puts the placeholders of the slide template where the layout has them."""

from __future__ import annotations

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Write the portal's own slide template anew: its theme, its master and a layout for each"
        " kind of slide, with each placeholder where the grid has it."
    )

    def handle(self, *args, **options):
        from reporting.export.pptx import template, template_file

        template.TEMPLATE.write_bytes(template_file.made())
        self.stdout.write(f"{template.TEMPLATE.name} is made")
