"""When a person wants mail."""

from __future__ import annotations

from django import forms

from partnership.models import Mailed, NoticeGroup
from partnership.notices import words


class MailsForm(forms.Form):
    """When a person wants mail, for each group that can reach them."""

    def __init__(self, *args, groups: tuple[NoticeGroup, ...], **kwargs):
        super().__init__(*args, **kwargs)
        for group in groups:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label,
                help_text=words.GROUP_HELP[group],
                choices=Mailed.choices,
                error_messages={"required": words.CHOOSE},
            )

    @property
    def chosen(self) -> dict[NoticeGroup, Mailed]:
        return {NoticeGroup(group): Mailed(how) for group, how in self.cleaned_data.items()}
