"""A record of what was put right after the clock had been ahead."""

SQL = """
CREATE TABLE mendings (                -- what was put right after the clock had been ahead
    id    INTEGER PRIMARY KEY,
    at    TEXT NOT NULL,
    clock TEXT NOT NULL,               -- the latest time at which it had stood
    what  TEXT NOT NULL,               -- in words
    count INTEGER NOT NULL             -- how many of them
) STRICT
"""
