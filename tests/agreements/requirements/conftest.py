import pytest
from django.test import Client


@pytest.fixture
def as_officer(as_staff) -> Client:
    return as_staff("agreements officer")
