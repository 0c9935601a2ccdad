"""What an upload is called from then on."""

import pytest

from members.evidence.names import display_name


@pytest.mark.parametrize(
    ("uploaded", "kind", "name"),
    [
        ("diploma.pdf", "pdf", "diploma.pdf"),
        ("Diploma.PDF", "pdf", "Diploma.pdf"),
        ("photo.jpeg", "jpeg", "photo.jpeg"),
        ("photo.JPG", "jpeg", "photo.jpg"),
        ("scan.jpg", "pdf", "scan.pdf"),
        ("scan.pdf", "webp", "scan.webp"),
        ("diploma.exe", "pdf", "diploma.exe.pdf"),
        ("diploma", "png", "diploma.png"),
        ("毕业证书（2019）.pdf", "pdf", "毕业证书（2019）.pdf"),
        ("C:\\Users\\li\\diploma.pdf", "pdf", "diploma.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("one\r\nSet-Cookie: x.pdf", "pdf", "one Set-Cookie: x.pdf"),
        ("bell\x07nul\x00.pdf", "pdf", "bellnul.pdf"),
        ("gpj.\u202efdp.exe", "pdf", "gpj.fdp.exe.pdf"),
        ("\u2067شهادة\u2069.pdf", "pdf", "شهادة.pdf"),
        ("zero\u200bwidth\ufeff.pdf", "pdf", "zerowidth.pdf"),
        ("half a \ud800 pair.pdf", "pdf", "half a  pair.pdf"),
        ("e\u0301tude.pdf", "pdf", "étude.pdf"),
        ("a\u3000\t b.pdf", "pdf", "a b.pdf"),
        (" . .pdf", "pdf", "file.pdf"),
        (".pdf", "pdf", "file.pdf"),
        ("", "jpeg", "file.jpg"),
        ("a" * 300 + ".pdf", "pdf", "a" * 196 + ".pdf"),
        ("证" * 300, "jpeg", "证" * 196 + ".jpg"),
    ],
)
def test_name_is_one_readable_line_with_the_right_ending(uploaded, kind, name):
    assert display_name(uploaded, kind) == name
