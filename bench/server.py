"""What the server of a run answers: the portal, the reference, and its own use of the CPU."""

import os
from time import process_time

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from . import reference

connection.settings_dict["NAME"] = os.environ["BENCH_DATABASE"]
portal, bare = WSGIHandler(), reference.site()


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/cpu/":
        start_response("200 OK", [])
        return [f"{1000 * process_time():.3f}".encode()]
    answer = bare if path.startswith(reference.PREFIX) else portal
    return answer(environ, start_response)
