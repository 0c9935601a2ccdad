"""Rules that concern every invented member: four CPD requirements and six pathways.

The real ones of the demonstration, which there are kept for reference.
"""

from agreements.pathways.models import Pathway
from agreements.requirements.models import CpdRequirement
from agreements.titles.models import Grade
from members.demo.loader import SCHEME

REQUIREMENTS = ("engineers-australia", "hkie", "bem")
PATHWAYS = ("apec-engineer", "intpe", "intpe-uk", "intpe-nz", "intpe-japan")


def concern_everybody() -> None:
    grade = Grade.objects.select_related("scheme").get(scheme__slug=SCHEME, code="PE")
    bound = CpdRequirement.objects.filter(slug__in=REQUIREMENTS).update(scheme=grade.scheme)
    begun = Pathway.objects.filter(slug__in=PATHWAYS).update(from_grade=grade)
    if (bound, begun) != (len(REQUIREMENTS), len(PATHWAYS)):
        raise LookupError("The demonstration has no longer the rules that are measured with.")
