"""Forms for the pack pages, with their labels and hints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify

from partnership.guarded_words import CONFIRM, SAY_NOT_TO, GuardsPeople
from partnership.models import Partnership
from partnership.models.groups import Meeting
from partnership.places.geography import geography
from partnership.places.pictures import MOST_SLIDE_BYTES, Picture, read_slide_picture
from partnership.refusals import UnusableFile
from partnership.upload_fields import UploadField
from reporting.content.description import Marking
from reporting.packs.actions import Details
from reporting.packs.models import (
    NumberConfirmed,
    PackKind,
    Section,
    SectionPlace,
    SectionState,
    Version,
)
from reporting.packs.section_actions import Written
from reporting.packs.sections.registry import section_kinds
from reporting.packs.words import EXEMPT_PARAGRAPHS

LONGEST_TEXT = 20_000
LONGEST_TITLE = 120
SAY_WHY = "Say why"


class MeetingField(forms.ModelChoiceField):
    """A meeting by its group and day."""

    def label_from_instance(self, meeting: Meeting) -> str:
        return str(meeting)


class DetailsForm(forms.Form):
    """A pack's details, apart from its sections."""

    title = forms.CharField(
        label="Title",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Enter a title"},
    )
    meeting = MeetingField(
        queryset=Meeting.objects.none(),
        label="Meeting",
        required=False,
        empty_label="No meeting yet",
    )
    agenda_item = forms.CharField(label="Agenda item", required=False, max_length=20)
    agenda_link = forms.URLField(
        label="Link to the agenda", required=False, max_length=500, assume_scheme="https"
    )
    presenters = forms.CharField(
        label="Presenters",
        help_text="A line for each: name, a comma, job title. They are named on the opening slide",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    marking = forms.ChoiceField(
        label="Marking", choices=[(marking.value, marking.value) for marking in Marking]
    )
    as_at = forms.DateField(
        label="Figures as at the end of",
        help_text="Like 16 2 2024. Leave blank for the moment of approval",
        required=False,
        widget=forms.SelectDateWidget(),
        error_messages={"invalid": "Enter a real day, like 16 2 2024"},
    )
    report_has_notes = forms.BooleanField(
        label="Print what is for the presenter in the report too",
        help_text="What to say to each slide, and likely questions. They are in the slides’ notes",
        required=False,
    )

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(group__partnership=partnership, ended_on=None)
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ModelChoiceField)  # noqa: S101 - declared above
        meeting.queryset = meetings.select_related("group").order_by("-held_on")

    def clean_presenters(self) -> tuple[tuple[str, str], ...]:
        lines = (line.strip() for line in self.cleaned_data["presenters"].splitlines())
        pairs = (line.partition(",") for line in lines if line)
        return tuple((name.strip(), title.strip()) for name, _, title in pairs)

    @property
    def details(self) -> Details:
        cleaned = self.cleaned_data
        as_at: date | None = cleaned["as_at"]
        return Details(
            title=cleaned["title"],
            meeting=cleaned["meeting"],
            agenda_item=cleaned["agenda_item"],
            agenda_link=cleaned["agenda_link"],
            presenters=cleaned["presenters"],
            marking=Marking(cleaned["marking"]),
            as_at=as_at,
            report_has_notes=cleaned["report_has_notes"],
        )


def details_of(version: Version) -> dict[str, Any]:
    """Initial values of the details form."""
    pack = version.pack
    return {
        "title": pack.title,
        "meeting": pack.meeting,
        "agenda_item": pack.agenda_item,
        "agenda_link": pack.agenda_link,
        "presenters": "\n".join(
            ", ".join(filter(None, presenter)) for presenter in version.presenters
        ),
        "marking": version.marking,
        "as_at": version.as_at,
        "report_has_notes": version.report_has_notes,
    }


class NewPackForm(DetailsForm):
    """A pack to begin: of which kind, and from what."""

    kind = forms.ChoiceField(label="Kind", choices=PackKind.choices)
    begin_from = forms.ModelChoiceField(
        queryset=Version.objects.none(),
        label="Begin with",
        help_text="Last time’s words are copied so that you can check them",
        required=False,
        empty_label="The sections that this kind has",
    )
    locality = forms.ChoiceField(
        label="Locality",
        help_text="For a locality briefing only",
        required=False,
    )
    slug = forms.SlugField(
        label="Address",
        help_text="The end of its address. Leave blank to use the kind and the day",
        required=False,
        max_length=100,
    )
    field_order = ("kind", "locality", "begin_from", "title", "meeting")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, partnership=partnership, **kwargs)
        versions = Version.objects.filter(pack__partnership=partnership).exclude(frozen="")
        begin_from = self.fields["begin_from"]
        assert isinstance(begin_from, forms.ModelChoiceField)  # noqa: S101 - declared above
        begin_from.queryset = versions.select_related("pack").order_by("-pk")
        self._localities = [place.name for place in geography(partnership).localities]
        locality = self.fields["locality"]
        assert isinstance(locality, forms.ChoiceField)  # noqa: S101 - declared above
        locality.choices = [("", "None"), *((name, name) for name in self._localities)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_of_a_locality = cleaned.get("kind") == PackKind.LOCALITY and not cleaned.get(
            "begin_from"
        )
        locality = cleaned.get("locality", "")
        if is_of_a_locality and "locality" in cleaned and not locality:
            self.add_error("locality", self._choose_a_locality())
        if not cleaned.get("slug"):
            meeting = cleaned.get("meeting")
            day = meeting.held_on.isoformat() if meeting else slugify(cleaned.get("title", ""))[:60]
            parts = (cleaned.get("kind", ""), slugify(locality) if is_of_a_locality else "", day)
            cleaned["slug"] = "-".join(filter(None, parts))
        return cleaned

    def _choose_a_locality(self) -> str:
        if self._localities:
            return "Choose the locality that the briefing is about"
        return "There are no localities yet: an administrator sets them up from the wards"


class SectionForm(GuardsPeople, forms.Form):
    """A section: its title, its words, the questions of its kind."""

    GUARDED = ("text",)

    title = forms.CharField(
        label="Title of the section",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Enter a title"},
    )
    text = forms.CharField(
        label="Your words",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    place = forms.ChoiceField(
        label="Where it stands before the panel",
        help_text="All of it stands in the report",
        choices=SectionPlace.choices,
        required=False,
    )
    state = forms.ChoiceField(label="How far it is", choices=SectionState.choices)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    SHOWN = (
        "Shown in the report. Put figures in with “Add a figure”, so that they can be walked back."
    )
    SIGNS = (
        "A line that begins with “- ” is a point, and “# ” begins a further slide with that title."
        " “> ” quotes a statement of an earlier update and says that it is not tested here. __Two"
        " underscores__ underline, [words](https://…) lead elsewhere."
    )

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        kwargs.setdefault("initial", section_initial(section))
        super().__init__(*args, **kwargs)
        self.kind = section_kinds[section.kind]
        if not self.kind.takes_text:
            del self.fields["text"]
        else:
            self.fields[
                "text"
            ].help_text = f"{self.kind.text_help}. {self.SHOWN} {SAY_NOT_TO}".lstrip(". ")
        self._of_kind = dict(self.kind.fields(section.version.pack.partnership))
        for name, field in self._of_kind.items():
            self.fields[_setting(name)] = field
        self._settings = section.settings

    @property
    def words(self) -> forms.BoundField | None:
        """The field of the words; None for a kind that takes none."""
        return self["text"] if "text" in self.fields else None

    @property
    def settled(self) -> tuple[forms.BoundField, ...]:
        """The other fields: its title, what it shows, where it stands, how far it is."""
        return tuple(
            self[name] for name in self.fields if name not in ("text", "revision", CONFIRM)
        )

    @property
    def confirmation(self) -> forms.BoundField | None:
        """What is asked where the words seem to lead to a person."""
        return self[CONFIRM] if CONFIRM in self.fields else None

    @property
    def settled_errors(self) -> bool:
        return any(field.errors for field in self.settled)

    @property
    def written(self) -> Written:
        cleaned = self.cleaned_data
        given = {name: cleaned[_setting(name)] for name in self._of_kind}
        return Written(
            title=cleaned["title"],
            text=cleaned.get("text", "").strip(),
            settings={**self._settings, **given},
            state=SectionState(cleaned["state"]),
            place=SectionPlace(cleaned["place"] or SectionPlace.AS_ITS_KIND),
        )


class WordsForm(GuardsPeople, forms.Form):
    """The words of a section as they are typed, and the revision that they were typed over."""

    GUARDED = ("text",)

    text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)
    revision = forms.IntegerField()

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": section.text}, **kwargs)


def section_initial(section: Section) -> dict[str, Any]:
    """Initial values of the section form."""
    settings: Mapping[str, Any] = section.settings
    return {
        "title": section.title,
        "text": section.text,
        "state": section.state,
        "place": section.place,
        "revision": section.revision,
        **{_setting(name): value for name, value in settings.items()},
    }


def _setting(name: str) -> str:
    return f"of-kind-{name}"


class AddForm(forms.Form):
    """A section to add."""

    kind = forms.ChoiceField(label="Kind of section")
    title = forms.CharField(
        label="Title of the section",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Enter a title"},
    )

    prefix = "add"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for section_kind in section_kinds:
            groups.setdefault(section_kind.group, []).append(
                (section_kind.slug, section_kind.title)
            )
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        kind.choices = list(groups.items())


class ExemptForm(forms.Form):
    """Whether a section is exempt from publication, and why."""

    paragraph = forms.ChoiceField(
        label="Paragraph of Schedule 12A to the Local Government Act 1972",
        choices=[("", "Open to the public"), *EXEMPT_PARAGRAPHS],
        required=False,
    )
    because = forms.CharField(label="Why it is exempt", required=False, max_length=1_000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("paragraph") and not cleaned.get("because"):
            self.add_error("because", SAY_WHY)
        return cleaned


class NumberForm(forms.Form):
    """The confirmation of a typed number."""

    number = forms.CharField(widget=forms.HiddenInput)
    why = forms.ChoiceField(label="Why it may stand", choices=NumberConfirmed.Why.choices)
    words = forms.CharField(
        label="Which source, or which reason",
        max_length=500,
        error_messages={"required": "Name the source or the reason"},
    )


class CommentForm(GuardsPeople, forms.Form):
    """A comment on a section."""

    GUARDED = ("comment",)

    comment = forms.CharField(
        label="Comment",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write the comment"},
    )


class ReasonForm(forms.Form):
    """The reason for undoing a step."""

    because = forms.CharField(label="Why", max_length=1_000, error_messages={"required": SAY_WHY})


class PictureForm(forms.Form):
    """A picture for a slide, which the portal draws anew."""

    picture = UploadField(
        most_bytes=MOST_SLIDE_BYTES,
        label="Picture",
        help_text="PNG or JPEG, up to 5 MB",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"required": "Choose a picture"},
    )

    def clean_picture(self) -> Picture:
        try:
            return read_slide_picture(self.cleaned_data["picture"].read())
        except UnusableFile as problem:
            raise forms.ValidationError(str(problem)) from None


class BeginForm(forms.Form):
    """A further version of a pack."""

    changes = forms.CharField(
        label="What the new version changes",
        max_length=500,
        error_messages={"required": "Say what it changes"},
    )
    as_at = forms.DateField(
        label="Figures as at the end of",
        help_text="Leave blank for the moment of approval",
        required=False,
        widget=forms.SelectDateWidget(),
        error_messages={"invalid": "Enter a real day, like 16 2 2024"},
    )
