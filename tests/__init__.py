"""Tests of the project; `fabrique.py` makes records, `conftest.py` builds and serves the site."""
