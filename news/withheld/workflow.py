"""Files go where their item is read: apart from the open once it is for members only, and back."""

from collections.abc import Iterable

from .storage import apart, files_in, folder_of, in_the_open


def put_in_place(names: Iterable[str], *, for_members: bool) -> int:
    """Each with what was made of it. Call it after the commit; how many uploads were moved.

    Each file is written whole at its new place before it goes from the old one.
    """
    source, to = (in_the_open(), apart()) if for_members else (apart(), in_the_open())
    moved = 0
    for folder in {folder_of(name) for name in names if name}:
        found = files_in(source, folder)
        for name in found:
            with source.open(name) as file:
                to.delete(name)  # what a move that was broken off has left there
                to.save(name, file)
        for name in found:
            source.delete(name)
        moved += bool(found)
    return moved
