"""Keys that no row can have, such as "abc" or a number too large: a form's field says so itself."""

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignKey, IntegerField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In

LARGEST = 2**63 - 1  # of a key, in every database


class Possible:
    """`in` of numbers finds nothing for what is none, as `exact` does for one that is too large.

    Otherwise the choice box of the administration, which looks up what was sent to show it again,
    and every field for several rows, end in an error page.
    """

    def get_prep_lookup(self):
        is_list = not hasattr(self.rhs, "resolve_expression")
        if is_list and isinstance(kept_in(self.lhs.output_field), IntegerField):
            self.rhs = [key for key in self.rhs if is_possible(key)]
        return super().get_prep_lookup()


class PossibleKeys(Possible, In):
    pass


class PossibleRows(Possible, RelatedIn):
    pass


class PossibleRow(RelatedExact):
    """Of a row whose key is that of another, such as a member: Django checks other numbers only."""

    def process_rhs(self, compiler, connection):
        if isinstance(self.rhs, int) and not is_possible(self.rhs):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


def kept_in(field: Field) -> Field:
    """The field whose values are written in the column."""
    while field.is_relation:
        field = field.target_field
    return field


def is_possible(key: object) -> bool:
    """Of anything but a number, written or not, the field itself decides."""
    if not isinstance(key, str | int):
        return True
    try:
        return abs(int(key)) <= LARGEST
    except ValueError:
        return False


def refuse_made_up_keys() -> None:
    """In every query from now on."""
    IntegerField.register_lookup(PossibleKeys)
    ForeignKey.register_lookup(PossibleRows)
    ForeignKey.register_lookup(PossibleRow)
