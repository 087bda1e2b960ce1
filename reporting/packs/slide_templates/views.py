"""The page on which a partnership uploads its own template for slides."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from partnership.confirming import Confirmation, confirmed
from partnership.file_work import views as file_work
from partnership.file_work.actions import begin
from partnership.file_work.queries import unfinished
from partnership.models import Partnership
from partnership.people.permissions import Permission, person, requires
from partnership.upload_fields import UploadField
from reporting.export.pptx import uploaded
from reporting.packs.slide_templates import actions as slide_templates
from reporting.packs.slide_templates import file_works
from reporting.packs.slide_templates import words as template_words

UNPROCESSABLE = 422
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class TemplateForm(forms.Form):
    """A PPTX."""

    file = UploadField(
        label="Template",
        help_text=template_words.HELP,
        allow_empty_file=True,
        error_messages={"required": "Choose a file", "missing": "Choose a file"},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        # By its size alone, before anything of it is held in memory.
        if (file.size or 0) > uploaded.MOST_BYTES:
            raise forms.ValidationError(uploaded.too_large(file.size or 0))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_BRANDING)
def template(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Shows the template in use, with a form to upload another."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        onward = file_work.carried_out(
            request,
            form,
            lambda: begin(
                file_works.TEMPLATE,
                by=person(request),
                partnership=partnership,
                name=file.name or "template.pptx",
                file=file,
                back=request.path,
            ),
            field="file",
        )
        if onward:
            return onward
    shown = {
        "form": form,
        "template": slide_templates.current(partnership),
        "unfinished": unfinished(request.path, viewer=person(request)),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "packs/template.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_BRANDING)
def end(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """Go back to the portal's own template."""
    asked = Confirmation(
        heading="Use the portal’s own template again?",
        says=template_words.ABOUT_ENDING,
        button="Use the portal’s own",
        done=template_words.ENDED,
        back=reverse("slide_templates:template", args=[partnership.slug]),
    )
    return confirmed(
        request,
        asked,
        lambda _: slide_templates.end_template(partnership=partnership, by=person(request)),
    )


@require_safe
@requires(Permission.MANAGE_BRANDING)
def standard(request: HttpRequest, *, partnership: Partnership) -> HttpResponse:
    """The portal's own template in the partnership's colour, to change in PowerPoint."""
    from reporting.export.pptx import template as slide_template

    answer = HttpResponse(slide_template.template(partnership.colour), content_type=PPTX)
    answer["Content-Disposition"] = 'attachment; filename="slides-template.pptx"'
    return answer


@require_safe
@requires(Permission.MANAGE_BRANDING)
def in_use(request: HttpRequest, *, partnership: Partnership) -> FileResponse:
    """The partnership's own template, as it was uploaded."""
    current = slide_templates.current(partnership)
    if current is None:
        raise Http404("Slides are made from the portal’s own template")
    return FileResponse(
        current.file.open("rb"), as_attachment=True, filename=current.name, content_type=PPTX
    )
