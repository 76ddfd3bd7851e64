"""Near duplicates: samples of texts, likenesses, corrections by hand, former addresses."""

SQL = """
-- words: of the newest text; null: no samples of it are kept yet
ALTER TABLE items ADD COLUMN words INTEGER;

CREATE INDEX items_unsampled ON items (id) WHERE words IS NULL;

CREATE TABLE samples (                 -- some runs of five words of each item's newest text, as hashes
    hash INTEGER NOT NULL,             -- 32 bits
    item INTEGER NOT NULL,
    PRIMARY KEY (hash, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE likenesses (              -- items found to be alike, and what speaks for it
    item     INTEGER NOT NULL REFERENCES items (id),
    other    INTEGER NOT NULL REFERENCES items (id),  -- the smaller of the two
    kind     TEXT NOT NULL CHECK (kind IN ('copy', 'variant')),
    evidence TEXT NOT NULL,            -- JSON: shares covered both ways, what differs; told from item
    PRIMARY KEY (item, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX likenesses_other ON likenesses (other);

CREATE TABLE corrections (             -- what a person said of items; reckoning respects it
    id   INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items (id),
    into_item INTEGER REFERENCES items (id),  -- it is one with this item; null: it stands alone
    at   TEXT NOT NULL,
    undone TEXT                        -- when the correction was taken back
) STRICT;

CREATE INDEX corrections_item ON corrections (item);

CREATE INDEX corrections_into ON corrections (into_item) WHERE into_item IS NOT NULL;

CREATE TABLE former_addresses (        -- addresses that held an item until they held another one
    id    INTEGER PRIMARY KEY,
    key   TEXT NOT NULL,
    url   TEXT NOT NULL,
    item  INTEGER NOT NULL REFERENCES items (id),
    how   TEXT NOT NULL,
    seen  TEXT NOT NULL,
    until TEXT NOT NULL,
    heir  INTEGER NOT NULL REFERENCES items (id)  -- that stood there then
) STRICT;

CREATE INDEX former_addresses_item ON former_addresses (item)
"""
