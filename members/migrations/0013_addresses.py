"""Editors keep the table of old addresses."""

from django.db import migrations

from ._groups import EVERY, given, may

GROUPS = {"editor": may("news", ["oldaddress"], EVERY)}


class Migration(migrations.Migration):

    dependencies = [("members", "0012_trust"), ("news", "0003_addresses")]

    operations = [given(GROUPS)]
