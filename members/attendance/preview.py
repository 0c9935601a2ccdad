"""What a list of those present would do, line by line, before anything is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from members.cpd.fields import plain
from members.profile.models import Member, User
from news.events.models import Event

from .models import Attendance, given_by
from .roster import Line, lines_of

State = Attendance.State
NUMBER_LENGTH = 6  # of running numbers, whose leading zeros get lost in spreadsheets


@dataclass(frozen=True, slots=True)
class Row:
    """`said`: why it makes no draft, and what to do."""

    line: Line
    member: Member | None = None
    said: str = ""


@dataclass(slots=True)
class Preview:
    drafts: list[Row] = field(default_factory=list)
    already: list[Row] = field(default_factory=list)
    twice: list[Row] = field(default_factory=list)
    wrong: list[Row] = field(default_factory=list)

    @property
    def present(self) -> dict[int, Decimal | None]:
        """Keys of the members to list, with the hours of those who were not there for all of it."""
        return {row.member.pk: row.line.hours for row in self.drafts}

    @property
    def left_out(self) -> int:
        return len(self.twice) + len(self.wrong)


def preview(event: Event, text: str, *, by: User) -> Preview:
    """Three queries, however long the list is."""
    lines = list(lines_of(text))
    members = members_called({line.who for line in lines})
    listed = dict(Attendance.objects.filter(event=event).values_list("member", "state"))
    found, first = Preview(), {}
    for line in lines:
        member = members.get(line.who)
        if said := refusal(line, member, event, by):
            found.wrong.append(Row(line, said=said))
        elif member.pk in first:
            said = _("The same member as in line %(number)d.") % {"number": first[member.pk]}
            found.twice.append(Row(line, member, said))
        else:
            first[member.pk] = line.number
            said = SAID.get(listed.get(member.pk))
            (found.already if said else found.drafts).append(Row(line, member, said and said()))
    return found


SAID = {
    State.LISTED: lambda: _("Has this event already."),
    State.NOT_ME: lambda: _("Said it was not them. Ask them; they can take it back."),
}


def refusal(line: Line, member: Member | None, event: Event, by: User) -> str:
    """The same for an address nobody has, one not confirmed, and one of an account without record:

    a list is no way to learn who has an account.
    """
    if line.trouble:
        return line.trouble
    if member is None:
        return _("No member has this number or confirmed address. Check it, or ask for the other.")
    if member.pk == by.pk:
        return _("This is you. A colleague lists you.")
    most = given_by(event)
    if line.hours and line.hours > most:
        return _("The event gives %(most)s h. Write at most that, or no hours for all of it.") % {
            "most": plain(most)
        }
    return ""


def members_called(names: Iterable[str]) -> dict[str, Member]:
    """By what each is called in the list. Two queries."""
    addresses = {name for name in names if "@" in name}
    numbers = {name: zeros_restored(name) for name in names if name not in addresses}
    by_number = {
        member.lower_number: member
        for member in Member.objects.annotate(lower_number=Lower("number"))
        .filter(lower_number__in={*numbers, *numbers.values()})
        .select_related("user")
    }
    found = {
        name: by_number.get(name) or by_number.get(restored) for name, restored in numbers.items()
    }
    confirmed = (
        EmailAddress.objects.filter(verified=True, user__member__isnull=False)
        .annotate(lower_email=Lower("email"))
        .filter(lower_email__in=addresses)
        .select_related("user__member")
    )
    return found | {address.lower_email: of_account(address.user) for address in confirmed}


def zeros_restored(name: str) -> str:
    return name.zfill(NUMBER_LENGTH) if name.isdecimal() else name


def of_account(user: User) -> Member:
    user.member.user = user
    return user.member
