"""Who is told what of a qualification: its owner, one mail for each move."""

from members.profile.mail import mail_member

from .history import Move
from .models import Qualification
from .waiting import usual_working_days

State = Qualification.State
FOLDER = "members/qualifications/emails"
BY_OWNER = {State.SUBMITTED: "sent", State.DRAFT: "withdrawn"}


def tell(move: Move) -> None:
    """Of a decision with its reason, or as a receipt of what the member did."""
    held = move.qualification
    template = BY_OWNER.get(move.to_state, "decided")
    usual = usual_working_days(move.made_at) if move.to_state == State.SUBMITTED else None
    mail_member(held.member, f"{FOLDER}/{template}", held=held, move=move, usual=usual)
