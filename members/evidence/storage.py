"""Where the bytes lie: a private folder, or a private bucket (bucket.py). Neither has addresses."""

from django.core.files.storage import FileSystemStorage


class WithoutAddresses:
    """Mixed into a storage: bytes leave the vault by the page that asks who may have them."""

    def url(self, name: str, *args, **kwargs) -> str:
        raise NotImplementedError("A file of the vault has no address of its own.")


class PrivateFolder(WithoutAddresses, FileSystemStorage):
    """Only the account that the portal runs under may look into it."""

    def __init__(self, **options):
        super().__init__(
            **{"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700} | options
        )
