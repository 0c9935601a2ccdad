"""Every country and region lies in one part of the world, on the home page."""

from django_countries import countries

from agreements.register.regions import CODES, REGION_OF, Region, region_of


def test_every_code_has_one_region():
    written = [code for codes in CODES.values() for code in codes.split()]

    assert sorted(written) == sorted(code for code, _name in countries)
    assert len(written) == len(REGION_OF)


def test_body_of_no_country_is_international():
    assert region_of("") == Region.INTERNATIONAL
    assert region_of("HK") == Region.ASIA
