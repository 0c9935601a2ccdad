"""How a qualification comes in."""

from members.twice import first_of_two

from .models import Qualification


def sent_twice(held: Qualification) -> Qualification | None:
    """The draft that the first press of the button made, when this is the second one."""
    is_draft = {"state": Qualification.State.DRAFT}
    return first_of_two(held, ("member", *Qualification.SAID), **is_draft)
