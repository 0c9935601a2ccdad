"""How a record begins."""

from .models import Member, User


def open_record(user: User, *, language: str = "zh-hans", **fields) -> Member:
    """Give an account its record. Calling it again returns the record there is."""
    member, _created = Member.objects.get_or_create(
        user=user, defaults={"language": language, **fields}
    )
    return member
