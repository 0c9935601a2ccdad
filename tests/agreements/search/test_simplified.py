"""Every character of the tables is read as one character, which stands for itself."""

from agreements.search.simplified import simplified, table


def test_each_character_is_read_as_one_that_stands_for_itself():
    read = {simplified(character) for character in table()}

    assert all(len(character) == 1 for character in read)
    assert not read & table().keys()


def test_what_regions_write_in_their_own_way_is_read_alike():
    same = [
        "為爲为",
        "裡裏里",
        "臺檯台枱",
        "後后",
        "衛衞卫",
        "群羣",
        "床牀",
        "線綫线",
        "麵麪面",
        "污汙",
    ]

    assert [len(set(map(simplified, characters))) for characters in same] == [1] * len(same)


def test_any_other_character_is_read_as_it_is():
    assert "".join(map(simplified, "a九工々あ😀")) == "a九工々あ😀"
