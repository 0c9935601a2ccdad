"""A kept connection that the server has closed is noticed before a query fails on it."""

import psycopg
import pytest
from django.db import connection


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_connection_that_the_server_closed_is_not_usable():
    connection.ensure_connection()
    was_usable = connection.is_usable()

    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute(
            "SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
        )

    assert (was_usable, connection.is_usable()) == (True, False)
    connection.close()
