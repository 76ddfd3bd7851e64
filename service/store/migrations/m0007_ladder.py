"""The re-check schedule: visits of items, rates of sources, budgets of hosts; and what sites change on many pages."""

SQL = """
-- looks: at the item since it was first read
ALTER TABLE items ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;

-- returns: to versions it had shortly before, one after the other; revision is the version that stands, which need not
-- be the last that came
ALTER TABLE items ADD COLUMN returns INTEGER NOT NULL DEFAULT 0;

ALTER TABLE items ADD COLUMN returns_since TEXT;

-- left_at: when another version took its place; null: it never did, or that was not kept yet
ALTER TABLE revisions ADD COLUMN left_at TEXT;

CREATE INDEX revisions_text_hash ON revisions (item, text_hash);

-- template: JSON {lines: keys of paragraphs, title: 0 or 1}: what of the edit its host changed on many pages; not told
ALTER TABLE events ADD COLUMN template TEXT;

CREATE TABLE source_rates (            -- second and later looks at a source's articles; counts fade
    source TEXT PRIMARY KEY,
    looks  REAL NOT NULL,
    edits  REAL NOT NULL,
    noise  REAL NOT NULL,              -- looks that found other bytes and the same text
    at     TEXT NOT NULL               -- as of when
) STRICT;

CREATE TABLE host_looks (              -- how many re-checks a host has had on a day of UTC's
    host  TEXT NOT NULL,
    day   TEXT NOT NULL,
    looks INTEGER NOT NULL,
    PRIMARY KEY (host, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_changes (            -- paragraphs, and ends of titles, that came or went lately
    host TEXT NOT NULL,                -- without www.
    line INTEGER NOT NULL,             -- its key
    part TEXT NOT NULL CHECK (part IN ('added', 'removed', 'title')),
    item INTEGER NOT NULL REFERENCES items (id),
    revision INTEGER NOT NULL,         -- the newest before
    at   TEXT NOT NULL,
    PRIMARY KEY (host, line, part, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX line_changes_at ON line_changes (at);

CREATE TABLE notices (                 -- a host has changed its pages: told once, for all their items
    id     INTEGER PRIMARY KEY,
    host   TEXT NOT NULL,
    at     TEXT NOT NULL,
    digest TEXT NOT NULL               -- date of its digest, given once
) STRICT;

CREATE INDEX notices_digest ON notices (digest);

CREATE TABLE notice_lines (            -- what it has changed on all of them
    host   TEXT NOT NULL,
    line   INTEGER NOT NULL,
    part   TEXT NOT NULL,
    notice INTEGER NOT NULL REFERENCES notices (id),
    text   TEXT NOT NULL,
    PRIMARY KEY (host, line, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_lines_notice ON notice_lines (notice);

CREATE TABLE notice_items (            -- on whose pages it was seen
    notice INTEGER NOT NULL REFERENCES notices (id),
    item   INTEGER NOT NULL REFERENCES items (id),
    PRIMARY KEY (notice, item)
) STRICT, WITHOUT ROWID
"""
