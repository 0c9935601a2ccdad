"""Where files of the news lie: in the open, or apart, those that not everybody may have.

A file has one name and one address wherever it lies, so nothing that names it has to know. What was
uploaded lies in a folder of its own with what was made of it (news.files.own_folder), and moves
with it. What lies in the open is given by the server in front, which asks nobody.
"""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.utils.encoding import filepath_to_uri

REGISTER = "agreements/"  # whose documents are for everybody from the first


def in_the_open() -> Storage:
    return storages["public"]


def apart() -> Storage:
    return storages["apart"]


def files_in(place: Storage, folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in listed(place, folder)[1]]


def listed(place: Storage, folder: str) -> tuple[list[str], list[str]]:
    """Folders and files; none where there is no such folder."""
    try:
        return place.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return [], []


def folder_of(name: str) -> str:
    return str(PurePosixPath(name).parent)


class PublishedFiles(Storage):
    """The default storage. A new file lies apart, unless those of its folder lie in the open."""

    def place_of(self, name: str) -> Storage:
        return apart() if apart().exists(name) else in_the_open()

    def place_for(self, name: str) -> Storage:
        is_open = name.startswith(REGISTER) or listed(in_the_open(), folder_of(name))[1]
        return in_the_open() if is_open else apart()

    def _open(self, name, mode="rb"):
        return self.place_of(name).open(name, mode)

    def _save(self, name, content):
        return self.place_for(name)._save(name, content)

    def delete(self, name):
        """In both: a move that was broken off leaves it in both."""
        for place in (in_the_open(), apart()):
            place.delete(name)

    def exists(self, name):
        return self.place_of(name).exists(name)

    def size(self, name):
        return self.place_of(name).size(name)

    def get_modified_time(self, name):
        return self.place_of(name).get_modified_time(name)

    def path(self, name):
        return self.place_of(name).path(name)

    def listdir(self, path):
        both = [listed(place, path) for place in (in_the_open(), apart())]
        return tuple(sorted({*one, *other}) for one, other in zip(*both, strict=True))

    def url(self, name):
        """Of the portal, or of the server in front of it: a bucket has no address that is known."""
        return settings.MEDIA_URL + filepath_to_uri(name)
