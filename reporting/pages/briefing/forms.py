"""Forms for officers' notes on figures, with their labels and hints."""

from __future__ import annotations

from typing import Any

from django import forms

from measures.periods import BadPeriod, Month
from partnership.guarded_words import GuardsPeople
from reporting.pages.briefing.notes import About

LONGEST_NOTE = 1_000


class NoteForm(GuardsPeople, forms.Form):
    """A note beside one figure of a month's briefing."""

    GUARDED = ("text",)

    text = forms.CharField(
        label="Note",
        help_text="Everybody who may see these figures reads it. Empty it to withdraw the note",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"The note must be {LONGEST_NOTE:,} characters or fewer"},
    )
    month = forms.CharField(widget=forms.HiddenInput)
    measure = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(widget=forms.HiddenInput)
    area = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_month(self) -> Month:
        try:
            return Month.parse(self.cleaned_data["month"])
        except BadPeriod as bad:
            raise forms.ValidationError(str(bad)) from None

    @property
    def about(self) -> About | None:
        """What the note is about, as far as it can be read."""
        cleaned: dict[str, Any] = self.cleaned_data
        if not all(name in cleaned for name in ("month", "measure", "source", "area")):
            return None
        return About(cleaned["month"], cleaned["measure"], cleaned["source"], cleaned["area"])


def note_form(about: About, *, text: str = "", key: str = "") -> NoteForm:
    """An empty form for a figure; `key` makes it unique on the page."""
    given = {
        "text": text,
        "month": about.month.code,
        "measure": about.measure,
        "source": about.source,
        "area": about.area,
    }
    return NoteForm(initial=given, auto_id=f"%s-{key}")
