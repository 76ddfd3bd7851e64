"""Two items may be alike as one is an update of the other."""

SQL = """
CREATE TABLE new_likenesses (          -- items found to be alike, and what speaks for it
    item     INTEGER NOT NULL REFERENCES items (id),
    other    INTEGER NOT NULL REFERENCES items (id),  -- the smaller of the two
    kind     TEXT NOT NULL CHECK (kind IN ('copy', 'variant', 'update')),
    evidence TEXT NOT NULL,            -- JSON: shares covered both ways, what differs; told from item
    PRIMARY KEY (item, other)
) STRICT, WITHOUT ROWID;

INSERT INTO new_likenesses (item, other, kind, evidence) SELECT item, other, kind, evidence FROM likenesses;

DROP TABLE likenesses;

ALTER TABLE new_likenesses RENAME TO likenesses;

CREATE INDEX likenesses_other ON likenesses (other)
"""
