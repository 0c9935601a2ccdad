"""How an agreement stands: whether it still applies, on what day, and for whom it can at all."""

from datetime import date

from django.utils.translation import gettext

from .dates import PartialDate
from .kinds import FOR_INDIVIDUALS


class Standing:
    """Of the agreement with these fields."""

    @property
    def is_over(self) -> bool:
        return self.status in {self.Status.SUPERSEDED, self.Status.ENDED}

    @property
    def opens_no_longer(self) -> bool:
        return self.is_over and self.opens != self.Opens.NONE

    @property
    def for_individuals(self) -> str:
        """What it opens to one person, in the few words of a list; today, not once."""
        if self.opens_no_longer:
            return gettext("No longer")
        return self.opens_note if self.opens == self.Opens.ROUTE else self.get_opens_display()

    @property
    def binds_bodies_alone(self) -> bool:
        """It opens nothing to one person, and is not of a kind that ever could."""
        return self.opens == self.Opens.NONE and self.kind not in FOR_INDIVIDUALS

    def is_overdue(self, on: date) -> bool:
        return self.next_check_on is not None and self.next_check_on < on

    def has_run_out(self, on: date) -> bool:
        """Its term is over, whatever its status says."""
        return self.expires_on is not None and self.expires_on < on

    @property
    def signed(self) -> PartialDate:
        return PartialDate(self.signed_on, self.signed_precision)

    @property
    def status_since(self) -> PartialDate:
        return PartialDate(self.status_on, self.status_precision)
