"""The forms of setting up a partnership: what may be typed, and the words beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.text import slugify

from partnership.kinds import AgencyKind, Level, choices
from partnership.models import Agency, Area, Partnership, Role, User, readable_under_white
from partnership.places.pictures import MOST_BYTES as MOST_LOGO_BYTES
from partnership.places.pictures import Picture, read_picture
from partnership.refusals import UnusableFile
from partnership.setup import files as setup_files
from partnership.setup import words
from partnership.setup.addresses import may_be_slug
from partnership.setup.hosting import Bodies
from partnership.upload_fields import UploadField

SHORT, LONG = 120, 300
# Local government as it is began on 1 April 1974.
EARLIEST = date(1974, 4, 1)


class ChooseForm(forms.Form):
    """Which community safety partnership is to be set up."""

    code = forms.ModelChoiceField(
        queryset=Area.objects.none(),
        to_field_name="code",
        label="Community safety partnership",
        empty_label="Choose one",
        help_text="From the list of the Office for National Statistics that is loaded",
        error_messages={"required": "Choose one", "invalid_choice": words.HOSTED_ALREADY},
    )

    def __init__(self, *args, offered: QuerySet[Area], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["code"]
        code.queryset = offered


class _AreasField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Area) -> str:
        return f"{obj.name} ({obj.code})"


class _AreaField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Area) -> str:
        return f"{obj.name} ({obj.code})"


class BodiesForm(forms.Form):
    """The districts of a partnership, its police force and its fire authority."""

    districts = _AreasField(
        queryset=Area.objects.none(),
        label="Districts",
        help_text="Those in the ONS list are ticked. You can also choose others in the same police"
        " force area",
        error_messages={"required": words.TICK_A_DISTRICT},
    )
    police_force = _AreaField(
        queryset=Area.objects.filter(level=Level.POLICE_FORCE).order_by("name"),
        required=False,
        label="Police force area",
        empty_label="Not known yet",
    )
    fire_authority = _AreaField(
        queryset=Area.objects.filter(level=Level.FIRE_AUTHORITY).order_by("name"),
        required=False,
        label="Fire and rescue authority",
        empty_label="Not known yet",
    )

    def __init__(self, *args, offered: QuerySet[Area], bodies: Bodies, **kwargs) -> None:
        kwargs["initial"] = {
            "districts": [district.pk for district in bodies.districts],
            "police_force": bodies.police_force,
            "fire_authority": bodies.fire_authority,
        } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        districts: Any = self.fields["districts"]
        districts.queryset = offered

    @property
    def bodies(self) -> Bodies:
        """What was chosen, once valid."""
        cleaned = self.cleaned_data
        return Bodies(
            tuple(cleaned["districts"]), cleaned["police_force"], cleaned["fire_authority"]
        )


class HostForm(BodiesForm):
    """A partnership's name and address, and what it is made of."""

    name = forms.CharField(
        max_length=LONG, label="Name", error_messages={"required": "Enter the name"}
    )
    short_name = forms.CharField(
        max_length=SHORT,
        label="Short name",
        help_text="As it stands in a sentence: “crimes in Hartlepool”",
        error_messages={"required": "Enter the short name"},
    )
    slug = forms.CharField(
        max_length=50,
        label="Address",
        help_text="The first part of every address of its pages. It stays as it is, so that links"
        " keep working.",
        error_messages={"required": "Enter the address"},
    )
    field_order = ("name", "short_name", "slug", "districts", "police_force", "fire_authority")

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if not may_be_slug(slug):
            raise ValidationError(words.SLUG_IS_NONE)
        if Partnership.objects.filter(slug=slug).exists():
            raise ValidationError(words.SLUG_IS_TAKEN)
        return slug


class PlacesFileForm(forms.Form):
    """A file of the ONS or of Nomis, or a plain table of wards."""

    file = UploadField(
        label="File",
        help_text="CSV or XLSX, as it was downloaded. It is recognised by its headings, so it can"
        " have any name.",
        max_length=200,
        allow_empty_file=True,
        error_messages={
            "required": words.CHOOSE_A_FILE,
            "missing": words.CHOOSE_A_FILE,
            "max_length": "The file’s name is too long: give it a shorter one",
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > setup_files.MOST_BYTES:
            raise ValidationError(words.too_large(setup_files.MOST_BYTES))
        if not file.size:
            raise ValidationError(words.EMPTY_FILE)
        return file


class DayField(forms.DateField):
    """A day since local government is as it is."""

    widget = forms.SelectDateWidget

    def __init__(self, **kwargs) -> None:
        words_of = {"required": "Enter the day", "invalid": words.REAL_DAY}
        super().__init__(error_messages=words_of, **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day < EARLIEST:
            raise ValidationError(f"Enter a day after {words.day(EARLIEST)}")
        return day


class LoadForm(forms.Form):
    """Loading what was found; a new ward set needs its first day."""

    starts_on = DayField(
        label="First day of these wards",
        help_text="Usually the day of the council’s elections",
    )

    def __init__(self, *args, is_new_ward_set: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not is_new_ward_set:
            del self.fields["starts_on"]


class LocalityForm(forms.Form):
    """A locality: its name and its wards."""

    name = forms.CharField(
        max_length=SHORT, label="Name", error_messages={"required": "Enter the name"}
    )
    wards = forms.MultipleChoiceField(
        label="Wards",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="If a ward is in another locality, it moves on the day below. If you tick no"
        " ward, the locality ends on that day.",
    )
    valid_from = DayField(
        label="From",
        help_text="Earlier figures keep the grouping of their time",
    )

    def __init__(
        self,
        *args,
        wards: Collection[Area],
        now_in: Mapping[int, Area],
        taken: Collection[str],
        **kwargs,
    ) -> None:
        """`now_in` is where each ward is today; `taken` the slugs that the name may not have."""
        super().__init__(*args, **kwargs)
        self.by_pk = {str(ward.pk): ward for ward in wards}
        self.taken = taken
        choice: Any = self.fields["wards"]
        choice.choices = [
            (pk, words.ward_now(ward, now_in.get(ward.pk))) for pk, ward in self.by_pk.items()
        ]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not slugify(name):
            raise ValidationError(words.NO_SUCH_NAME)
        if slugify(name) in self.taken:
            raise ValidationError(words.LOCALITY_EXISTS)
        return name

    @property
    def ticked(self) -> tuple[Area, ...]:
        """The wards chosen, once valid."""
        return tuple(self.by_pk[pk] for pk in self.cleaned_data["wards"])


class AgencyForm(forms.Form):
    """An agency that the portal does not know yet, or a change to one."""

    name = forms.CharField(
        max_length=LONG, label="Name", error_messages={"required": "Enter the name"}
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=choices(AgencyKind),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind"},
    )
    covers = _AreaField(
        queryset=Area.objects.none(),
        required=False,
        label="Area that it covers",
        empty_label="None of these",
        help_text="Other partnerships in the police force’s or fire authority’s area can use this"
        " agency too",
    )

    def __init__(self, *args, areas: QuerySet[Area] | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        covers: Any = self.fields["covers"]
        if areas is None:
            del self.fields["covers"]
        else:
            covers.queryset = areas


class InviteForm(forms.Form):
    """A person and the role they are to have."""

    email = forms.EmailField(
        label="Email address",
        error_messages={
            "required": "Enter the address",
            "invalid": "Enter an address like name@council.example",
        },
    )
    name = forms.CharField(
        max_length=SHORT, label="Name", error_messages={"required": "Enter the name"}
    )
    job_title = forms.CharField(max_length=SHORT, label="Job title", required=False)
    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose the role"}
    )
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        required=False,
        label="Agency",
        empty_label="None",
        help_text="The agency they work for. A supplier officer needs one",
    )

    def __init__(self, *args, partnership: Partnership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [
            (choice.value, words.role_label(choice.value, partnership, choice.label))
            for choice in Role
            # A deputy is named for a time, by the manager.
            if choice is not Role.DEPUTY
        ]
        agency: Any = self.fields["agency"]
        agency.queryset = partnership.agencies.order_by("name")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("role") == Role.SUPPLIER and not cleaned.get("agency"):
            self.add_error("agency", words.NEEDS_AN_AGENCY)
        return cleaned


class LookForm(forms.Form):
    """What the partnership is called, and its colour."""

    name = forms.CharField(
        max_length=LONG, label="Name", error_messages={"required": "Enter the name"}
    )
    short_name = forms.CharField(
        max_length=SHORT, label="Short name", error_messages={"required": "Enter the short name"}
    )
    colour = forms.CharField(
        label="Colour",
        max_length=7,
        help_text="For the bar at the top of every page, written as #rrggbb. Its words are white,"
        " so the contrast must be at least 4.5 to 1.",
        error_messages={
            "required": "Enter the colour",
            "max_length": "Write the colour as #rrggbb",
        },
    )
    contact = forms.EmailField(
        required=False,
        label="Mailbox for questions",
        help_text="Stands on the page “Contact”. Use a mailbox of the team, not of a person.",
        error_messages={"invalid": "Enter an email address, like csp@council.gov.uk"},
    )
    democratic_services_label = forms.CharField(
        max_length=SHORT,
        label="What your democratic services officers are called",
        error_messages={"required": "Enter what they are called"},
    )

    def clean_colour(self) -> str:
        colour = self.cleaned_data["colour"].lower()
        readable_under_white(colour)
        return colour


class LogoForm(forms.Form):
    """A logo and the words for who cannot see it."""

    picture = UploadField(
        most_bytes=MOST_LOGO_BYTES,
        label="Picture",
        help_text="PNG or JPEG, up to 2 MB. It is shown on white, at the size the portal needs.",
        allow_empty_file=True,
        error_messages={"required": "Choose a picture", "missing": "Choose a picture"},
    )
    alt = forms.CharField(
        max_length=SHORT,
        label="What it shows",
        help_text="Read out to people who cannot see it: “Hartlepool Borough Council”",
        error_messages={"required": "Say what it shows"},
    )

    def clean_picture(self) -> Picture:
        file = self.cleaned_data["picture"]
        try:
            return read_picture(file.read())
        except UnusableFile as refusal:
            raise ValidationError(str(refusal)) from None


class FirstForm(forms.Form):
    """The first person of an installation, and the key that proves who makes them."""

    key = forms.CharField(
        label="Key",
        help_text="FIRST_HOST_KEY, as whoever runs the portal has it in its settings",
        max_length=LONG,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the key"},
    )
    email = forms.EmailField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Enter the address",
            "invalid": "Enter an address like name@council.example",
        },
    )
    name = forms.CharField(
        max_length=SHORT,
        label="Name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter the name"},
    )
    password = forms.CharField(
        label="Password",
        help_text="At least 12 characters",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        given = {name: self.cleaned_data.get(name, "") for name in ("email", "name")}
        validate_password(password, User(**given))
        return password
