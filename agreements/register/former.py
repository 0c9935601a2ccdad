"""What stood at an address of the register before: an entry with another name now, or none."""

from collections.abc import Iterable

from .models import AgreementFormerName
from .removal import Removal


def names_now(slugs: Iterable[str]) -> dict[str, str]:
    """Of each former name among these the present one of its entry. One query."""
    former = AgreementFormerName.objects.filter(name__in=slugs)
    return dict(former.values_list("name", "item__slug"))


def removal_of(slug: str) -> Removal | None:
    """Of the entry that was called so last; None where another had the name since. One query."""
    led_on = AgreementFormerName.objects.filter(name=slug).values("name")
    return Removal.objects.filter(slug=slug).exclude(slug__in=led_on).first()
