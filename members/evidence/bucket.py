"""The vault in a bucket. Loaded only where one is configured: its library is no small one."""

from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from .storage import WithoutAddresses


@contextmanager
def failing_as_a_folder_does() -> Iterator[None]:
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise OSError(str(error)) from error


class PrivateBucket(WithoutAddresses, S3Storage):
    def save(self, name, content, max_length=None):
        with failing_as_a_folder_does():
            return super().save(name, content, max_length)

    def open(self, name, mode="rb"):
        """The whole file at once: nothing is fetched, and fails, later."""
        with failing_as_a_folder_does(), super().open(name, mode) as stored:
            return ContentFile(stored.read())

    def delete(self, name):
        with failing_as_a_folder_does():
            super().delete(name)
