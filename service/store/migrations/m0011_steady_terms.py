"""How much of its weight a term keeps that recurs at a steady rate."""

SQL = """
ALTER TABLE story_terms ADD COLUMN factor REAL NOT NULL DEFAULT 1 /* less than 1 for what recurs day after day */
"""
