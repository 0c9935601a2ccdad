"""How few and how many hours one activity may have."""

from decimal import Decimal

LEAST_HOURS = Decimal("0.25")
MOST_HOURS = Decimal("999.75")
