"""The first tables: sources, hosts, items and their revisions, links, events, digests, the logs."""

SQL = """
CREATE TABLE sources (                 -- what sources.yaml lists, and how each is doing
    name        TEXT PRIMARY KEY,
    kind        TEXT,                  -- as found out, where the file does not say
    location    TEXT NOT NULL,         -- URL, or folder
    listed      INTEGER NOT NULL,      -- 0: no longer in sources.yaml, or not enabled
    title       TEXT,
    added       TEXT NOT NULL,
    next_check  TEXT NOT NULL,
    last_check  TEXT,
    last_ok     TEXT,
    failures    INTEGER NOT NULL DEFAULT 0,  -- in a row
    last_status TEXT,
    last_error  TEXT
) STRICT;

CREATE TABLE hosts (                   -- hosts that asked to be left alone (Retry-After)
    host       TEXT PRIMARY KEY,
    not_before TEXT NOT NULL,
    reason     TEXT NOT NULL
) STRICT;

CREATE TABLE robots (                  -- robots.txt, a day long
    origin     TEXT PRIMARY KEY,
    fetched_at TEXT NOT NULL,
    status     INTEGER NOT NULL,
    body       BLOB NOT NULL
) STRICT;

CREATE TABLE validators (              -- for conditional requests
    url           TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    body_hash     TEXT,
    checked       TEXT NOT NULL
) STRICT;

CREATE TABLE items (                   -- one article or document each; its text stands in revisions
    id              INTEGER PRIMARY KEY,
    url             TEXT NOT NULL,
    language        TEXT,
    site            TEXT,
    first_seen      TEXT NOT NULL,
    last_seen       TEXT NOT NULL,
    revision        INTEGER NOT NULL,  -- the newest
    text_hash       TEXT NOT NULL,     -- of the newest
    status          TEXT NOT NULL CHECK (status IN ('live', 'missing', 'removed')),
    missing_since   TEXT,              -- first of the 404s or 410s in a row
    missing_looks   INTEGER NOT NULL DEFAULT 0,
    suspect         TEXT,              -- why the page last looked wrong, while that is not confirmed
    suspect_since   TEXT,              -- first of the doubtful looks in a row
    suspect_hash    TEXT,
    suspect_looks   INTEGER NOT NULL DEFAULT 0,
    edited          TEXT,              -- last real edit
    copy_of         INTEGER REFERENCES items (id),
    variant_of      INTEGER REFERENCES items (id),
    story           INTEGER
) STRICT;

CREATE INDEX items_text_hash ON items (text_hash);

CREATE INDEX items_copy_of ON items (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE revisions (               -- every version of an item's text
    item      INTEGER NOT NULL REFERENCES items (id),
    number    INTEGER NOT NULL,        -- from 1
    seen_at   TEXT NOT NULL,
    title     TEXT,
    byline    TEXT,
    published TEXT,
    modified  TEXT,
    lead      TEXT,
    text      TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    notes     TEXT NOT NULL,           -- JSON list
    cites     TEXT NOT NULL,           -- JSON list of {url, title}
    extractor TEXT NOT NULL,
    PRIMARY KEY (item, number)
) STRICT;

CREATE TABLE links (                   -- every address named by a source, and when it is to be read (again)
    key          TEXT PRIMARY KEY,     -- strict URL key, or folder:SOURCE/PATH
    url          TEXT NOT NULL,        -- as named first
    source       TEXT NOT NULL,        -- that named it first
    title        TEXT,                 -- what the source said of it
    summary      TEXT,
    author       TEXT,
    published    TEXT,
    named        TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'passed over', 'filtered')),
    due          TEXT,                 -- null: not to be fetched
    failures     INTEGER NOT NULL DEFAULT 0,
    failed_since TEXT,
    error        TEXT
) STRICT;

CREATE INDEX links_due ON links (due) WHERE due IS NOT NULL;

CREATE INDEX links_failed ON links (failed_since) WHERE failed_since IS NOT NULL;

CREATE TABLE sightings (               -- an address seen through a source
    key        TEXT NOT NULL REFERENCES links (key),
    source     TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen  TEXT NOT NULL,
    PRIMARY KEY (key, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE aliases (                 -- every address an item has been known by
    key  TEXT PRIMARY KEY,
    url  TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES items (id),
    how  TEXT NOT NULL CHECK (how IN ('fetched', 'redirect', 'canonical', 'document')),
    seen TEXT NOT NULL
) STRICT;

CREATE INDEX aliases_item ON aliases (item);

CREATE TABLE digests (                 -- the published ones: never written again
    date      TEXT PRIMARY KEY,        -- local day
    starts    TEXT NOT NULL,
    ends      TEXT NOT NULL,
    published TEXT NOT NULL,
    document  TEXT NOT NULL,           -- JSON: the digest itself, the files are made from it
    written   TEXT                     -- when its files stood whole; null: they are owed
) STRICT;

CREATE TABLE events (                  -- what digests tell; each belongs to exactly one
    id            INTEGER PRIMARY KEY,
    item          INTEGER NOT NULL REFERENCES items (id),
    kind          TEXT NOT NULL CHECK (kind IN ('new', 'changed', 'missing', 'removed', 'restored', 'moved')),
    at            TEXT NOT NULL,
    digest        TEXT NOT NULL,       -- date of its digest, given once
    source        TEXT NOT NULL,
    from_revision INTEGER,
    to_revision   INTEGER NOT NULL,
    kinds         TEXT NOT NULL,       -- JSON list: headline, number, …
    summary       TEXT                 -- one line
) STRICT;

CREATE INDEX events_digest ON events (digest);

CREATE INDEX events_item ON events (item);

CREATE TABLE checks (                  -- each look at each source
    id        INTEGER PRIMARY KEY,
    source    TEXT NOT NULL,
    at        TEXT NOT NULL,
    status    TEXT NOT NULL,
    links     INTEGER NOT NULL,
    fetched   INTEGER NOT NULL,
    new       INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    copies    INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    failed    INTEGER NOT NULL,
    error     TEXT,
    seconds   REAL NOT NULL
) STRICT;

CREATE INDEX checks_at ON checks (at, source);

CREATE TABLE fetches (                 -- the fetch log: one row a request for a page
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    source  TEXT NOT NULL,
    url     TEXT NOT NULL,
    key     TEXT,                      -- of its link; null: the source itself was asked
    status  INTEGER,                   -- HTTP's, where there was an answer
    outcome TEXT NOT NULL,             -- what became of it
    bytes   INTEGER,
    seconds REAL,
    error   TEXT
) STRICT;

CREATE INDEX fetches_at ON fetches (at);

CREATE INDEX fetches_url ON fetches (url);

CREATE TABLE state (                   -- single facts: the daemon's last sign of life, …
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE VIEW current AS                 -- each item with its newest text
SELECT i.id, i.url, r.title, r.byline, r.published, r.modified, i.language, i.site, r.lead, r.text, r.notes, r.cites,
       i.first_seen, i.last_seen, i.revision, i.status, i.copy_of, i.variant_of, i.story,
       (SELECT json_group_array(source) FROM (SELECT DISTINCT s.source FROM aliases a JOIN sightings s ON s.key = a.key
        WHERE a.item = i.id ORDER BY s.source)) AS sources
FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision;

CREATE VIEW history AS                 -- each event with its item's title of that time
SELECT e.at, e.kind, r.title, e.summary, e.source, i.url, e.digest, e.item, e.from_revision, e.to_revision
FROM events e JOIN items i ON i.id = e.item JOIN revisions r ON r.item = e.item AND r.number = e.to_revision
ORDER BY e.id DESC;

CREATE VIRTUAL TABLE items_fts USING fts5 (title, text, content="current", content_rowid="id",
    tokenize="unicode61 remove_diacritics 2");
"""
