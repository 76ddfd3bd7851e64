"""Dateline: watches sources, keeps every version of every article, writes one dated digest a day."""

__version__ = "0.1.0"
