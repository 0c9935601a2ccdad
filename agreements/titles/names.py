"""The names of bodies, as the search knows them."""

from django.http import HttpRequest

from agreements.freshness.edition import edition_of
from agreements.freshness.kept import Kept
from agreements.search.names import Names, names_of

from .models import Body


def read(_always: str) -> Names:
    """One query."""
    return names_of([body.all_names for body in Body.objects.order_by("pk")])


known_names = Kept(read)


def names_for(request: HttpRequest) -> Names:
    """No query, once this process knows the names of the edition."""
    return known_names("", edition_of(request).name)
