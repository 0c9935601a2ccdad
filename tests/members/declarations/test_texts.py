"""What somebody has agreed to stays as it was read."""

import pytest

from members.declarations.models import Declaration
from members.declarations.texts import SENTENCES, current_edition, sentence

READ = {
    ("code", "2026-1"): (
        "I am bound by the code of conduct of the Body and keep to it in all my engineering work, "
        "at home and abroad."
    ),
    ("no_record", "2026-1"): (
        "No serious violation of a code of conduct, or of the law in my engineering work, is on "
        "record against me. I tell the Society if this changes."
    ),
}


def test_every_edition_reads_as_it_always_did():
    found = {
        (kind, edition): sentence(kind, edition, "Body")
        for kind, editions in SENTENCES.items()
        for edition in editions
    }

    assert found == READ


@pytest.mark.parametrize("kind", Declaration.Kind)
def test_every_kind_has_a_current_edition_that_fits_its_column(kind):
    edition = current_edition(kind)

    assert edition in SENTENCES[kind]
    assert len(edition) <= Declaration._meta.get_field("edition").max_length


def test_kinds_and_texts_are_the_same():
    assert SENTENCES.keys() == set(Declaration.Kind.values)
