"""Côte à côte: the domain (`recueil`), the outputs (`sorties`), the MkDocs adapter, the commands."""
