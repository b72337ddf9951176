"""Benchmarks, in settings of their own: every default, an own secret, an own data folder."""

from tests import environment

# Before any module of the app is imported: some read their settings as they load.
environment.arrange()
