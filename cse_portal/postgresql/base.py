"""PostgreSQL, where a kept connection is looked at instead of tried with a query of its own."""

from select import POLLIN, poll

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Nothing has come in since the last answer: all that an idle server says is goodbye."""
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        unread = poll()
        unread.register(self.connection.pgconn.socket, POLLIN)
        return not unread.poll(0)
