"""The archive: the pages that revisions were read from."""

SQL = """
CREATE TABLE bodies (                  -- each once, whatever pages have it
    id     INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,       -- of the body as it was read
    size   INTEGER NOT NULL,           -- bytes, likewise
    base   INTEGER REFERENCES bodies (id),  -- whose content is the dictionary; null: none is needed
    depth  INTEGER NOT NULL,           -- how many bases it takes to read it
    data   BLOB NOT NULL               -- a zstd frame
) STRICT;

CREATE INDEX bodies_base ON bodies (base) WHERE base IS NOT NULL;

CREATE TABLE pages (                   -- the page that a revision was read from
    item       INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    source     TEXT NOT NULL,          -- that it was read for: whose rules hold
    key        TEXT NOT NULL,          -- of its link
    url        TEXT NOT NULL,          -- where it stood in the end
    fetched_at TEXT NOT NULL,
    status     INTEGER NOT NULL,       -- HTTP's
    headers    TEXT NOT NULL,          -- JSON list of [name, value]: those that tell of the body
    body       INTEGER NOT NULL REFERENCES bodies (id),
    PRIMARY KEY (item, revision),
    FOREIGN KEY (item, revision) REFERENCES revisions (item, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX pages_body ON pages (body);

CREATE INDEX pages_source ON pages (source, fetched_at);

CREATE TABLE host_bases (              -- the page of each host that first pages of its items are packed with
    host TEXT PRIMARY KEY,             -- without www.
    body INTEGER NOT NULL REFERENCES bodies (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX host_bases_body ON host_bases (body)
"""
