"""What staff put beside a text can be read by anybody, and run by no browser."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.files import ATTACHMENT_BYTES
from agreements.register.models import Document
from tests.factories import make_agreement, pdf_file


def document(file) -> Document:
    texts = {"title_en": "Text", "title_zh": "文本", "language": Document.Language.EN}
    return Document(agreement=make_agreement(), file=file, **texts)


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.js", "x.xhtml", "x.pdf.html", "x"])
def test_document_that_a_browser_could_run_is_refused(db, name):
    with pytest.raises(ValidationError, match="is not allowed"):
        document(SimpleUploadedFile(name, b"<script>")).full_clean()


def test_document_of_more_than_30_megabytes_is_refused(db):
    file = pdf_file()
    file.size = ATTACHMENT_BYTES + 1

    with pytest.raises(ValidationError, match="larger than 30 MB"):
        document(file).full_clean()


def test_document_as_pdf_is_taken(db):
    document(pdf_file()).full_clean()
