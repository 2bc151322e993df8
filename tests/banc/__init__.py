"""The search benchmark: this site, Pagefind and Material's search over the same pages.

`python -m tests.banc` builds the three sites, serves them with nginx, measures them in a real browser
and writes `BENCH.md`. A module a concept; `moteurs/` holds what the browser runs for each engine.
"""
