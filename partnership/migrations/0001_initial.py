"""The tables of places, people and the record."""

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import partnership.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.TextField(
                        help_text="The GSS code, or the portal's own: middlesbrough/north",
                        unique=True,
                    ),
                ),
                ("name", models.TextField()),
                (
                    "level",
                    models.TextField(
                        choices=[
                            ("nation", "Nation"),
                            ("police-force", "Police force area"),
                            ("fire-authority", "Fire and rescue authority"),
                            ("district", "Local authority district"),
                            ("partnership", "Community safety partnership"),
                            ("locality", "Locality"),
                            ("ward", "Ward"),
                            ("lsoa", "Lower layer super output area"),
                            ("not-placed", "Not placed in a ward"),
                        ]
                    ),
                ),
                (
                    "is_town_centre",
                    models.BooleanField(
                        default=False,
                        help_text="Many more people pass through than live here: rates mislead",
                    ),
                ),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False, help_text="Drawn for a demonstration, not by the partnership"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(upload_to="logos")),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("alt", models.TextField(help_text="What it shows, for who cannot see it")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", partnership.models.LowerCaseEmailField(max_length=254, unique=True)),
                ("name", models.TextField(blank=True)),
                ("job_title", models.TextField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "hosts_partnerships",
                    models.BooleanField(
                        default=False,
                        help_text="May set up a further partnership here; given by `manage.py add_administrator`",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="user_email_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), _negated=True), name="user_has_email"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.TextField()),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("police", "Police"),
                            ("council", "Council"),
                            ("fire", "Fire and rescue"),
                            ("health", "Health"),
                            ("probation", "Probation"),
                            ("youth-justice", "Youth justice"),
                            ("other", "Other"),
                        ]
                    ),
                ),
                (
                    "covers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="partnership.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "agencies",
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("kind", models.TextField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_email", models.TextField(blank=True)),
                ("partnership_id", models.BigIntegerField(null=True)),
                ("about_type", models.TextField(blank=True)),
                ("about_id", models.TextField(blank=True)),
                ("about_label", models.TextField(blank=True)),
                (
                    "detail",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["about_type", "about_id"], name="audit_about"),
                    models.Index(fields=["partnership_id", "-at"], name="audit_of_partnership"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), _negated=True),
                        name="audit_event_has_a_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.TextField(help_text="Middlesbrough Community Safety Partnership")),
                ("short_name", models.TextField(help_text="Middlesbrough")),
                ("code", models.TextField(help_text="Its GSS code: E22000029", unique=True)),
                (
                    "colour",
                    models.TextField(
                        default="#1d3557", validators=[partnership.models.readable_under_white]
                    ),
                ),
                (
                    "democratic_services_label",
                    models.TextField(default="Democratic services officer"),
                ),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosted_partnership",
                        to="partnership.area",
                    ),
                ),
                (
                    "districts",
                    models.ManyToManyField(
                        related_name="partnerships_of_district", to="partnership.area"
                    ),
                ),
                (
                    "fire_authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships_served",
                        to="partnership.area",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="The one in use; earlier ones stay",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.logo",
                    ),
                ),
                (
                    "police_force",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships_policed",
                        to="partnership.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("supplier", "Supplier officer"),
                            ("csp-officer", "CSP officer"),
                            ("manager", "Manager"),
                            ("councillor", "Councillor"),
                            ("democratic-services", "Democratic services officer"),
                            ("prevent-lead", "Prevent lead"),
                            ("administrator", "Administrator"),
                        ]
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="partnership.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="partnership.partnership",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="logo",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="logos",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="area",
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose locality, or whose “not placed”, it is",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_areas",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="partnerships",
            field=models.ManyToManyField(
                blank=True, related_name="agencies", to="partnership.partnership"
            ),
        ),
        migrations.CreateModel(
            name="PlacesFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("lookup", "List or lookup of areas"),
                            ("estimates", "Population estimates"),
                        ]
                    ),
                ),
                ("name", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("file", models.FileField(upload_to="places")),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("loaded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places_files",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(help_text="The year whose 30 June it is for"),
                ),
                ("count", models.PositiveIntegerField()),
                ("source", models.TextField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="partnership.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("same_extent", models.BooleanField()),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="predecessors",
                        to="partnership.area",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successors",
                        to="partnership.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WardSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.TextField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ward_sets",
                        to="partnership.partnership",
                    ),
                ),
                ("wards", models.ManyToManyField(related_name="ward_sets", to="partnership.area")),
            ],
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vintage",
                    models.PositiveSmallIntegerField(choices=[(2011, "2011"), (2021, "2021")]),
                ),
                ("method", models.TextField()),
                ("source", models.TextField()),
                (
                    "lsoa",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="partnership.area",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placed_lsoas",
                        to="partnership.area",
                    ),
                ),
                (
                    "ward_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="partnership.wardset",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Within",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField()),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wholes",
                        to="partnership.area",
                    ),
                ),
                (
                    "whole",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="partnership.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LocalityWard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ward_groupings",
                        to="partnership.area",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locality_groupings",
                        to="partnership.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("ward",),
                        name="locality_ward_in_one_locality_now",
                    ),
                    models.UniqueConstraint(
                        fields=("ward", "valid_from"), name="locality_ward_one_a_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="locality_ward_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("slug", ""), _negated=True),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("short_name", ""), _negated=True),
                    models.Q(("code", ""), _negated=True),
                ),
                name="partnership_has_slug_and_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length("colour"), 7
                    ),
                    ("colour__startswith", "#"),
                ),
                name="partnership_colour_is_rrggbb",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "supplier",
                            "csp-officer",
                            "manager",
                            "councillor",
                            "democratic-services",
                            "prevent-lead",
                            "administrator",
                        ],
                    )
                ),
                name="membership_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "supplier"), _negated=True),
                    ("agency__isnull", False),
                    _connector="OR",
                ),
                name="membership_supplier_has_an_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "partnership", "role", "agency"),
                name="membership_once_for_an_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agency__isnull", True)),
                fields=("user", "partnership", "role"),
                name="membership_once_without_an_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="membership_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="logo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alt", ""), _negated=True), ("width__gt", 0), ("height__gt", 0)
                ),
                name="logo_has_words_and_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "level__in",
                        [
                            "nation",
                            "police-force",
                            "fire-authority",
                            "district",
                            "partnership",
                            "locality",
                            "ward",
                            "lsoa",
                            "not-placed",
                        ],
                    )
                ),
                name="area_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="area_has_code_and_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("level__in", ("locality", "not-placed")), ("partnership__isnull", False)
                    ),
                    models.Q(
                        models.Q(("level__in", ("locality", "not-placed")), _negated=True),
                        ("partnership__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="area_is_a_partnerships_own_or_a_publishers",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                condition=models.Q(("level", "not-placed")),
                fields=("partnership",),
                name="area_one_not_placed_for_a_partnership",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_town_centre", False), ("level", "ward"), _connector="OR"),
                name="area_only_a_ward_is_a_town_centre",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "police",
                            "council",
                            "fire",
                            "health",
                            "probation",
                            "youth-justice",
                            "other",
                        ],
                    )
                ),
                name="agency_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("slug", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="agency_has_slug_and_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="placesfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("lookup", "estimates"))),
                name="places_file_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="placesfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("sha256", ""), _negated=True)
                ),
                name="places_file_has_name_and_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="population",
            constraint=models.UniqueConstraint(
                fields=("area", "year", "source"), name="population_one_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="population",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gt", 0)), name="population_is_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="population",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 1801), ("year__lte", 2200)),
                name="population_year_is_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="population",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="population_says_its_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(fields=("old", "new"), name="succession_once"),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("same_extent", True)),
                fields=("old",),
                name="succession_one_of_the_same_extent",
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("old", models.F("new")), _negated=True),
                name="succession_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="wardset",
            constraint=models.UniqueConstraint(
                fields=("partnership", "valid_from"), name="ward_set_one_a_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="wardset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("partnership",),
                name="ward_set_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="wardset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="ward_set_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                fields=("lsoa", "ward_set"), name="placement_one_ward_in_a_set"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("vintage__in", [2011, 2021])), name="placement_vintage_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", ""), _negated=True), models.Q(("source", ""), _negated=True)
                ),
                name="placement_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="within",
            constraint=models.UniqueConstraint(fields=("part", "whole"), name="within_once"),
        ),
        migrations.AddConstraint(
            model_name="within",
            constraint=models.CheckConstraint(
                condition=models.Q(("part", models.F("whole")), _negated=True),
                name="within_another_area",
            ),
        ),
    ]
