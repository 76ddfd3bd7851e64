"""The sources and their kinds: what each asks for, and how its answer becomes links.

`registry` lists the kinds; each has a module of its own. Imported piece by piece, since parsers cost time to import.
"""
