"""Work beside the requests: every task of ours is made with the `task` of this module.

With Django 6 the import becomes `from django.tasks import task`, here and nowhere else.

A task is given numbers of rows and never what they say: its arguments stay in a table of their own
for two weeks. Enqueue it in the transaction that writes those rows, and both are there together.
It runs once. Attempts, progress and outcome are kept on the row that asked for the work, because
that row has the owner, the rights and the end. Save progress between short transactions: what an
open one writes nobody sees, and on SQLite nobody else can write meanwhile.
"""

from django_tasks import task

__all__ = ["task"]
