"""What helps to write what was learned: some questions for each kind of activity.

Nobody has to answer them. A new wording is added below, under an edition of its own, and is asked
from then on.
"""

from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import ActivityKind

PROMPTS = {
    "2026-1": {
        ActivityKind.TRAINING: (
            _("What can you do now that you could not do before?"),
            _("Where in your work will you use it first?"),
            _("What is still unclear, and how will you find out?"),
        ),
        ActivityKind.SEMINAR: (
            _("Which one thing was new to you, or changed your mind?"),
            _("What will you do differently in a present project?"),
            _("Whom will you tell, or what will you read next?"),
        ),
        ActivityKind.STANDARDS: (
            _("Which question did the work settle, and on what evidence?"),
            _("What does it change in how you design, check or approve?"),
            _("What has to be looked into next?"),
        ),
        ActivityKind.ARTICLE: (
            _("What did writing it make you understand better?"),
            _("Which objection did you meet, and what did you make of it?"),
            _("What will you look into next?"),
        ),
        ActivityKind.LECTURE: (
            _("Which question of the audience made you think?"),
            _("What would you explain differently the next time?"),
            _("What do you have to learn to answer better?"),
        ),
        ActivityKind.CONSULTING: (
            _("What did the task ask of you that you had not done before?"),
            _("How did you judge what was safe and right, and would you do so again?"),
            _("What will you do differently on the next one?"),
        ),
        ActivityKind.OTHER: (
            _("What did you learn?"),
            _("What will you do differently?"),
            _("What comes next?"),
        ),
    },
}


def current_prompts() -> dict[str, tuple]:
    """By kind, the questions of the newest edition."""
    return list(PROMPTS.values())[-1]
