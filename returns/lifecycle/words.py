"""Every sentence about returns that is put together by the portal; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath

from django.utils import timezone
from django.utils.formats import date_format

from measures.periods import Month
from partnership.models import Partnership, User
from returns.catalogue.declarations import Source
from returns.catalogue.definitions import definable
from returns.catalogue.main_sources import Stretch
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.in_use.coverage import labels_of
from returns.lifecycle.policies import Act
from returns.models import MAPPED, Part, Return

SAY_WHY = "Give the reason"
NO_SUCH_CHOICE = "Choose what to change about the source"
SAY_WHY_IT_IS_RIGHT = "Say why this is right"
SAY_WHY_QUERIES_ARE_RIGHT = "Say why you accept it with its queries"
SAY_WHY_YOU_REJECT = "Say why you reject this return"
SAY_WHY_YOU_RECALL = "Say why you recall this return"
SAY_WHY_YOU_ACCEPT_YOUR_OWN = "Say why you accept your own upload"
NOTHING_CHANGES_YET = "Nothing changes on the dashboards until somebody else accepts it."
NO_COUNTS_CHANGED = (
    "No counts changed: every count in this file equals the figure in use. It revises only what"
    " the portal does not count, such as outcomes."
)


NOTHING_IS_REPLACED = (
    "Accepting this return puts each figure beside what other publications say: nothing is"
    " replaced, and every figure stays with its citation."
)
PUBLISHED_FIGURES = "Published figures, each with its citation."
EMAIL_KINDS = "Choose an email or a copy of one: .eml, .msg, .pdf or .txt"
ATTACHED = "The covering email is attached. Only officers can see it."
NOT_TO_BE_TAKEN = (
    "You may take your part of a file of published figures, or of one that an agency of yours"
    " supplied, and of no other."
)
ANOTHER_S_EMAIL = "This return was uploaded for another partnership."
ROLE_AND_NO_ADDRESS = "Enter a role, like Performance analyst, and no name or address"
NAMED = "The deputy is named."
ENDED = "The deputy may no longer accept returns."
SAY_WHY_FIGURES_CHANGE = "Say why the figures change"
NOBODY_NAMED = "No agency named"
HAS_ERRORS = "To put right"
CHOOSE_A_FILE = "Choose at least one file"
CHOOSE_A_RETURN = "Tick the returns that you accept"
RECORDED = "The definition is recorded."
BACK_TO_FRONT = "The last month comes before the first"


def day(moment: date | datetime) -> str:
    """ "30 June 2023", in London."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "j F Y")


def moment(at: datetime) -> str:
    """ "30 June 2023 at 14:05", in London."""
    return date_format(timezone.localtime(at), r"j F Y \a\t H:i")


def count_of(number: int, noun: str, plural: str = "") -> str:
    """ "1 file", "1,200 files"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def months(part: Part) -> str:
    """The months that a part is for: "April 2022 to March 2023"."""
    return in_words(labels_of(Month.parse(code).first_day for code in part.months))


def in_words(items: tuple[str, ...]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def title(part: Part) -> str:
    """ "Middlesbrough police recorded crime", "Police recorded crime of every partnership"."""
    dataset = datasets[part.dataset]
    if isinstance(dataset, PublishedDataset):
        return dataset.title
    name = dataset.title
    if dataset.source(part.source).is_national:
        return f"{name} of every partnership"
    # One that begins with an abbreviation keeps its capitals.
    lower = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return f"{part.partnership.short_name} {lower}"


def notice_title(parts: Sequence[Part]) -> str:
    """ "Middlesbrough police recorded crime, April 2022 to March 2023", for mail and the inbox."""
    titles = (f"{title(part)}, {months(part)}" for part in parts)
    return "; ".join(dict.fromkeys(titles))


def reference(of_return: Return) -> str:
    """ "R-0012": what a return is called on the telephone."""
    return f"R-{of_return.pk:04}"


def reference_line(of_return: Return) -> str:
    return f"Reference: {reference(of_return)}"


def who_decides(people: Sequence[User]) -> str:
    """Who may decide on what was sent, or that there is nobody yet."""
    if not people:
        return (
            "Nobody else here may accept returns yet. Ask the administrator to give somebody that"
            " role."
        )
    names = tuple(str(user) for user in people)
    each = "decides" if len(names) == 1 else "can decide"
    return f"{in_words(names)} {each} on it."


def reason(given: str) -> str:
    """ "Reason: Gresham is missing in March"; blank where none was given."""
    return f"Reason: {given}" if given else ""


def source(part: Part) -> str:
    return datasets[part.dataset].source(part.source).title


def main_source(stretch: Stretch) -> str:
    """A source, and the months for which it is the main one, where it is not that for all."""
    return stretch.title if stretch.is_endless else f"{stretch.title} {main_for(stretch)}"


def have_main_sources(datasets: int) -> str:
    """ "7 datasets have a main source"."""
    return f"{count_of(datasets, 'dataset')} {'has' if datasets == 1 else 'have'} a main source"


def without_main_source(titles: Sequence[str]) -> str:
    """ "Recorded crime has figures of several sources: choose the one that is shown"."""
    have = "has" if len(titles) == 1 else "have"
    return f"{', '.join(titles)} {have} figures of several sources: choose the one that is shown"


def main_for(stretch: Stretch) -> str:
    first, last = stretch.first, stretch.last
    if first and last:
        return f"from {first.label} to {last.label}"
    if first:
        return f"from {first.label} on"
    return f"up to {last.label}" if last else "for all months"


# --- What stands in the way ------------------------------------------------------------------
def already(part: Part) -> str:
    """Why nothing can be done with `part` any more: who was first, and when."""
    name = f"“{part.of_return.name}”"
    match part.state:
        case Part.State.ACCEPTED | Part.State.REJECTED:
            verb = Part.State(part.state).value
            return f"{name} was already {verb} by {_who_when(part.decided_by, part.decided_at)}."
        case Part.State.WITHDRAWN | Part.State.RECALLED:
            verb = Part.State(part.state).value
            return f"{name} was already {verb} by {_who_when(part.ended_by, part.ended_at)}."
        case Part.State.SENT:
            return f"{name} was already sent by {_who_when(part.sent_by, part.sent_at)}."
        case _:
            return f"{name} has not been sent for acceptance yet."


def _who_when(who: User | None, when: datetime | None) -> str:
    return f"{who} on {moment(when)}" if when else str(who)


def own_upload(act: Act) -> str:
    return (
        f"You uploaded or sent this return, so somebody else must {act.value} it."
        " The manager may allow it for a source."
    )


def errors_stand(name: str, number: int) -> str:
    return (
        f"“{name}” has {count_of(number, 'thing')} to put right, so it can’t be sent."
        " Correct the file and upload it again."
    )


def queries_stand(name: str, number: int) -> str:
    return f"“{name}” has {count_of(number, 'question')} that you have not answered yet."


def waits_twice(part: Part, other: Part) -> str:
    """Two returns have the same figures, and the other was first."""
    return (
        f"“{part.of_return.name}” has the same figures as “{other.of_return.name}”"
        f" ({reference(other.of_return)}). Withdraw one of them."
    )


def say_why_revised(part: Part, number: int) -> str:
    return (
        f"“{part.of_return.name}” changes {count_of(number, 'figure')} that came into use since it"
        " was uploaded. Open it and say why they change."
    )


def taken_before(of_return: Return) -> str:
    return f"You have your part of “{of_return.name}” already."


def has_no_figures_of(of_return: Return, partnership: Partnership) -> str:
    return f"“{of_return.name}” holds no figures of {partnership.short_name}."


def cannot_be_read_again(of_return: Return, why: str) -> str:
    return f"“{of_return.name}” can’t be read again. {why}"


def taken(number: int) -> str:
    return (
        f"Your part of {count_of(number, 'file')} is here. Look at it and send it: nothing is in"
        " use before somebody has accepted it."
    )


def from_to(first: date, last: date) -> str:
    """ "1 May 2023 to 12 May 2023", or the one day."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def supplier(of_return: Return) -> str:
    """ "Cleveland Police, Performance analyst": whose figures they are, and who sent them."""
    agency = str(of_return.supplied_by or NOBODY_NAMED)
    return f"{agency}, {of_return.supplier_role}" if of_return.supplier_role else agency


def stored_since(of_return: Return) -> str:
    """Who sent a file that is kept, and when."""
    whose = of_return.supplied_by or "published figures"
    return (
        f"{layout(of_return)}; {whose}; uploaded in {of_return.uploaded_for.short_name} on"
        f" {day(of_return.uploaded_at)}"
    )


def to_take(number: int) -> str:
    """ "2 files hold figures of yours that you have not taken"."""
    hold = "holds" if number == 1 else "hold"
    return f"{count_of(number, 'file')} {hold} figures of yours that you have not taken"


def rows_of(rows: int, partnership: Partnership) -> str:
    return f"{count_of(rows, 'row')} of {partnership.short_name}"


def changes(number: int, *, is_done: bool) -> str:
    """How many figures in use a return changes."""
    if is_done:
        were = "was" if number == 1 else "were"
        return f"It changed {count_of(number, 'figure')} that {were} in use."
    return f"Accepting this return changes {count_of(number, 'figure')} in use."


def why_to_accept(*, is_own: bool, changes_figures: bool) -> str:
    """The label of the field for the reason with which a return is accepted."""
    if is_own and changes_figures:
        return "Why you accept your own upload, and why the figures change"
    return "Why the figures change" if changes_figures else "Why you accept your own upload"


def email_too_large(limit: int) -> str:
    return f"A covering email may be {limit // 1_000_000} MB at most"


def too_many_emails(number: int) -> str:
    return f"There are {number} covering emails already"


def content_does_not_match_name(name: str) -> str:
    return f"“{PurePath(name).name}” is not what the ending of its name says"


def not_the_source(layout: str, wanted: str) -> str:
    return f"This is {layout}, which does not hold the source {wanted}."


def sent_before(earlier: Return) -> str:
    return (
        f"This very file is in use already: {earlier.uploaded_by} uploaded it as"
        f" “{earlier.name}” on {day(earlier.uploaded_at)}."
    )


def definition_stands(name: str, version: str) -> str:
    return (
        f"{name}, version {version}, is recorded already. A definition is never changed, because"
        " figures have been counted under it: record a new version."
    )


def what_is_defined(source: Source, category: str) -> str:
    """ "F2 fires" or "serious violence": what a definition of `source` is of."""
    for listed in source.categories.values():
        for known in listed:
            if known.slug == category:
                return known.label
    return source.counts_under


def record_a_definition(source: Source) -> str:
    """ "Record a definition of F2": the heading of the form."""
    defined = [what_is_defined(source, category) for category in definable(source)]
    return f"Record a definition of {in_words(tuple(defined))}"


def too_large(limit: int) -> str:
    return (
        f"The files are larger than {limit // 1_000_000} MB together, so nothing was kept."
        " Send fewer at a time, or zip them."
    )


# --- How things stand ------------------------------------------------------------------------
def standing(part: Part, in_use: tuple[date, ...]) -> str:
    """The state of a part, and for an accepted one where its figures are in use."""
    if part.state != Part.State.ACCEPTED:
        return Part.State(part.state).label
    if not in_use:
        return "Accepted; since replaced, so not in use"
    runs = in_words(labels_of(in_use))
    if len(in_use) == len(part.months):
        return f"In use for {runs}"
    return f"In use for {runs}; the other months have been replaced"


def why_rejected(part: Part) -> str:
    """ "Rejected by Tom Ashgrove on 22 May 2025: June 2024 is missing."."""
    assert part.decided_at  # noqa: S101 - the database lets no part be rejected at no time
    return f"Rejected by {part.decided_by} on {day(part.decided_at)}: {part.reason}"


def passed(number: int) -> str:
    return f"{count_of(number, 'check')} passed"


def to_put_right(number: int) -> str:
    return f"{number:,} to put right"


def to_confirm(number: int) -> str:
    return f"{number:,} to confirm"


def effect(*, is_unchanged: bool, replaces: bool) -> str:
    """What accepting a return would do to the figures in use."""
    if is_unchanged:
        return NO_COUNTS_CHANGED
    if replaces:
        return "Accepting this return replaces figures in use; the earlier ones are kept."
    return "There are no figures in use for these months yet."


def layout(of_return: Return) -> str:
    """ "the police's quarterly return", with a capital."""
    if of_return.supplied_how == Return.How.TYPED:
        return "Figures typed in"
    if of_return.layout == MAPPED:
        return "A spreadsheet, as it was mapped"
    name = datasets.layout(of_return.layout).title if of_return.layout else "nothing we know"
    return name[:1].upper() + name[1:]


def size(number: int) -> str:
    """ "1.4 MB", "12 kB"."""
    if number >= 1_000_000:
        return f"{number / 1_000_000:,.1f} MB"
    return f"{max(1, round(number / 1_000)):,} kB"


def why_not_ticked(*, may_accept: bool, is_own: bool) -> str:
    """Why a return in the list has no box to tick; empty where it has one."""
    if is_own and may_accept:
        return "Your own upload: open it and say why you accept it yourself."
    if is_own:
        return "Your own upload: somebody else must accept it."
    return "" if may_accept else "You may not accept it."


def own_acceptance(*, allows: bool, published: bool, reason: str, by: str) -> str:
    """Whether people may accept their own uploads of a source, and who said so."""
    rule = "People may accept their own uploads" if allows else "Somebody else must accept"
    if reason:
        return f"{rule}: {reason} ({by})"
    return f"{rule}: the figures are published already" if published else rule


def sent(number: int) -> str:
    """ "Your return is sent", "3 returns are sent"."""
    return "Your return is sent" if number == 1 else f"{count_of(number, 'return')} are sent"


def accepted(number: int) -> str:
    return f"{count_of(number, 'return')} accepted. The figures are in use."


def where(finding_file: str, sheet: str, row: int | None, column: str) -> str:
    """ "Sheet “Q4”, row 18, “Ward”": where in the file a finding is."""
    places = (
        f"sheet “{sheet}”" if sheet else "",
        f"row {row:,}" if row else "",
        f"“{column}”" if column else "",
    )
    place = ", ".join(filter(None, places))
    return place[:1].upper() + place[1:] if place else finding_file


ABOUT_WITHDRAWING = (
    "What you sent is not looked at any more. Figures in use stay as they are. To send it again,"
    " upload the file again."
)
ABOUT_DISCARDING = "The file and the columns you chose are deleted. Its figures are not in use."


def withdrawn(part: Part) -> str:
    return f"{title(part)} in “{part.of_return.name}” is withdrawn. Nothing else has changed."


def discarded(of_return: Return) -> str:
    return f"“{of_return.name}” is thrown away. Nothing of it was in use."


def rejected(part: Part) -> str:
    return f"“{part.of_return.name}” is rejected. The figures in use stay as they are."


def recalled(part: Part) -> str:
    return f"{title(part)} in “{part.of_return.name}” is no longer in use."


def comes_back(earlier: Mapping[str, tuple[date, ...]]) -> tuple[str, ...]:
    """What recalling a return brings back, a sentence for each earlier file."""
    if not earlier:
        return ("No earlier figures come back: these months will show as not supplied.",)
    return tuple(
        f"Figures of “{name}” come back for {in_words(labels_of(days))}."
        for name, days in earlier.items()
    )


def waiting(number: int) -> str:
    if not number:
        return "Nothing waits for acceptance."
    return f"{count_of(number, 'return')} {'waits' if number == 1 else 'wait'} for acceptance."


def can_send(ready: int, checked: int) -> str:
    """How many of the files checked together can be sent as they are."""
    if ready == checked:
        return ""
    if not ready:
        return "Nothing here can be sent as it is."
    return f"{ready:,} of the {checked:,} files can be sent; the others stay here."


def not_stored(name: str, sentence: str) -> str:
    return f"“{name}” was not kept. {sentence}"


def why_own_acceptance(*, allows: bool) -> str:
    """The label of the field for the reason."""
    change = "may no longer" if allows else "may"
    return f"Why people {change} accept their own uploads of this source"


# --- Names of files --------------------------------------------------------------------------
def template_name(
    partnership: Partnership, source: Source, covered: Sequence[Month], kind: str
) -> str:
    return f"{partnership.slug}-{source.slug}-{covered[0].code}-to-{covered[-1].code}.{kind}"


def changes_name(of_return: Return) -> str:
    return f"{PurePath(of_return.name).stem}-changes.csv"


def marked_name(of_return: Return) -> str:
    return f"{PurePath(of_return.name).stem}-to-put-right.xlsx"


def put_right(what: str) -> str:
    return f"{what}. The file itself stays as it came."
