"""`make_slide_template`: puts the placeholders of the slide template where the layout has them."""

from __future__ import annotations

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Write the portal's own slide template anew: as it is in the file, with each placeholder"
        " where the code says that it stands."
    )

    def handle(self, *args, **options):
        from reporting.export.pptx import template, template_file

        template.TEMPLATE.write_bytes(template_file.made())
        self.stdout.write(f"{template.TEMPLATE.name} is made")
