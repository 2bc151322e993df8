"""The domain: fiches, glossary terms and guide pages, their vocabularies, checks and search index.

Nothing here knows MkDocs. Read `recueil.py` first: it loads everything once and hands out one
checked, immutable collection that every output reads.
"""
