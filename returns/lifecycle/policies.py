"""What may be done with a return in which state, and by whom; writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum

from partnership.models import Agency, Partnership
from partnership.people.permissions import Permission, Viewer, agencies, may
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.models import MAPPED, OwnAcceptance, Part, Return

State = Part.State


class Act(Enum):
    """What can be done with a part of a return."""

    SEND = "send"
    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    RECALL = "recall"


FROM = {
    Act.SEND: (State.CHECKED,),
    Act.ACCEPT: (State.SENT,),
    Act.REJECT: (State.SENT,),
    Act.WITHDRAW: (State.CHECKED, State.SENT),
    Act.RECALL: (State.ACCEPTED,),
}
TO = {
    Act.SEND: State.SENT,
    Act.ACCEPT: State.ACCEPTED,
    Act.REJECT: State.REJECTED,
    Act.WITHDRAW: State.WITHDRAWN,
    Act.RECALL: State.RECALLED,
}
DECIDES = {
    Act.ACCEPT: Permission.ACCEPT_RETURN,
    Act.REJECT: Permission.ACCEPT_RETURN,
    Act.RECALL: Permission.RECALL_RETURN,
}


def speaks_for(user: Viewer, agency: Agency | None, *, partnership: Partnership) -> bool:
    """Whether `user` may upload and send what `agency` supplies to `partnership`."""
    if may(user, Permission.UPLOAD_ON_BEHALF, partnership=partnership):
        return True
    own = may(user, Permission.UPLOAD_RETURN, partnership=partnership)
    return own and agency is not None and agency in agencies(user, partnership)


def may_send(user: Viewer, part: Part) -> bool:
    """Whether `user` may send `part`, explain its queries and withdraw it."""
    if speaks_for(user, part.of_return.supplied_by, partnership=part.partnership):
        return True
    is_theirs = user.pk is not None and user.pk == part.of_return.uploaded_by_id
    is_national = isinstance(datasets[part.dataset], PublishedDataset)
    national = Permission.SEND_NATIONAL_FIGURES
    return is_theirs and is_national and may(user, national, partnership=part.partnership)


def may_answer(user: Viewer, of_return: Return, parts: Collection[Part]) -> bool:
    """Whether `user` may answer what is asked about a return: errors may leave it no parts."""
    if parts:
        return any(may_send(user, part) for part in parts)
    return speaks_for(user, of_return.supplied_by, partnership=of_return.uploaded_for)


def is_own(user: Viewer, part: Part) -> bool:
    """Whether `user` had a hand in sending `part`, and so should not decide about it."""
    return user.pk in {part.of_return.uploaded_by_id, part.sent_by_id}


def is_published(part: Part) -> bool:
    """Whether the source of `part` is public already."""
    return datasets[part.dataset].source(part.source).published


Rulings = Mapping[tuple[str, str], OwnAcceptance]


def rulings(partnership: Partnership) -> Rulings:
    """What the manager has ruled on own acceptance, by dataset and source; one query."""
    standing = OwnAcceptance.objects.filter(partnership=partnership, until__isnull=True)
    return {(ruling.dataset, ruling.source): ruling for ruling in standing.select_related("set_by")}


def allows_own(made: Rulings, *, dataset: str, source: str) -> bool:
    """Whether people may decide on their own uploads of a source."""
    ruling = made.get((dataset, source))
    return ruling.is_allowed if ruling else datasets[dataset].source(source).published


def may_decide(user: Viewer, part: Part, *, act: Act, made: Rulings | None = None) -> bool:
    """Whether `user` may accept, reject or recall `part`; its state is another matter.

    `made` saves the query for the rulings.
    """
    if not may(user, DECIDES[act], partnership=part.partnership):
        return False
    if not is_own(user, part):
        return True
    made = rulings(part.partnership) if made is None else made
    return allows_own(made, dataset=part.dataset, source=part.source)


def may_take(of_return: Return, partnership: Partnership) -> bool:
    """Whether `partnership` may have its part of a file that another uploaded.

    Only of figures that are public, or that an agency of its own supplied: what one agency sends
    one partnership is no other's to look for.
    """
    fed = datasets.fed_by(datasets.layout(of_return.layout)) if is_laid_out(of_return) else ()
    if fed and all(source.published for _, source in fed):
        return True
    supplier = of_return.supplied_by
    return bool(fed and supplier and supplier.partnerships.contains(partnership))


def is_laid_out(of_return: Return) -> bool:
    """Whether a layout tells how to read it, and not somebody's mapping."""
    return of_return.layout not in ("", MAPPED)


def may_download(user: Viewer, of_return: Return, *, partnership: Partnership) -> bool:
    """Whether `user` may have the bytes in `partnership`, which may hold others' figures too.

    A file that feeds several partnerships shows each one's figures before they are accepted,
    so unless all of it is public only the one that it was uploaded for may have it whole.
    """
    if not may(user, Permission.SEE_UNACCEPTED, partnership=partnership):
        return False
    parts = of_return.parts.all()
    return of_return.uploaded_for_id == partnership.pk or all(
        part.partnership_id == partnership.pk or is_published(part) for part in parts
    )
