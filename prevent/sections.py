"""The Prevent sections of packs, which the Prevent lead writes; no figures of their own."""

from __future__ import annotations

from functools import partial

from reporting.sections import Writers, section_kinds
from reporting.text_sections import words_kind

NO_LOCAL_COUNTS = (
    "Write what is done, never how many people were referred here: local numbers are not shown"
)
_page = partial(
    words_kind,
    group="Prevent",
    text_help=NO_LOCAL_COUNTS,
    writers=Writers.PREVENT_LEAD,
    in_annual_update=True,
)

KINDS = (
    _page("prevent-what-it-is", "What Prevent is", "What Prevent is for"),
    _page("prevent-key-facts", "Key facts about Prevent", "What people should know about it"),
    _page(
        "prevent-local-response",
        "Local response to Prevent",
        "What the authority and its groups do",
    ),
    _page(
        "prevent-duty-guidance",
        "Prevent duty guidance",
        "What the guidance asks, and how far it is met",
    ),
    _page(
        "prevent-actions",
        "Prevent actions since the last update",
        "Campaigns, events and support since the panel last heard",
    ),
    _page("prevent-projects", "Prevent projects", "Projects, and work with neighbours"),
    _page("prevent-training", "Prevent training and support", "Training and support given"),
    _page("prevent-awareness", "Prevent awareness", "Raising awareness"),
    _page("channel", "Channel", "What Channel is and how it works"),
)
for _kind in KINDS:
    section_kinds.register(_kind)
