"""What files are used for. Nothing is known here of qualifications or CPD.

Whatever table has files (a ManyToManyField to EvidenceFile) is asked for its rows, and a row says
what is needed of it (Claim).
"""

from typing import NamedTuple, Protocol

from django.db.models import Prefetch, QuerySet

from members.profile.models import Member, User

from .models import EvidenceFile


class Claim(Protocol):
    """A row that files prove. Its manager has `of(member)`."""

    KEEPS_EVIDENCE: frozenset[str]  # the states in which a decision rests on its files
    title: str
    state: str

    def get_absolute_url(self) -> str: ...


class Use(NamedTuple):
    kind: str
    title: str
    address: str
    state: str
    is_resting: bool  # a decision rests on the file


class Uses(list[Use]):
    """Of one file."""

    @property
    def resting(self) -> list[Use]:
        """Those for which the file has to stay."""
        return [use for use in self if use.is_resting]


def tables() -> list:
    return [field for field in EvidenceFile._meta.related_objects if field.many_to_many]


def with_claims(member: Member) -> QuerySet[EvidenceFile]:
    """The member's files and, in one query a table, what each is used for."""
    return EvidenceFile.objects.of(member).prefetch_related(
        *(
            Prefetch(table.get_accessor_name(), table.related_model.objects.of(member))
            for table in tables()
        )
    )


def uses_of(file: EvidenceFile) -> Uses:
    """Of a file that was fetched `with_claims`."""
    return Uses(
        used(claim, table.related_model._meta.verbose_name)
        for table in tables()
        for claim in getattr(file, table.get_accessor_name()).all()
    )


def decides_with(user: User, file: EvidenceFile) -> bool:
    """Whether the user decides about a claim that the file was sent with.

    A table whose files are open to those who decide about its rows, and not to reviewers alone,
    names the permission (OPENED_BY).
    """
    return any(
        user.has_perm(right) and getattr(file, table.get_accessor_name()).exists()
        for table in tables()
        if (right := getattr(table.related_model, "OPENED_BY", ""))
    )


def used(claim: Claim, kind: str) -> Use:
    is_resting = claim.state in claim.KEEPS_EVIDENCE
    return Use(str(kind), claim.title, claim.get_absolute_url(), claim.state, is_resting)
