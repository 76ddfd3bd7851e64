CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE aliases (                 -- every address an item has been known by
    key  TEXT PRIMARY KEY,
    url  TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES items (id),
    how  TEXT NOT NULL CHECK (how IN ('fetched', 'redirect', 'canonical', 'document')),
    seen TEXT NOT NULL
) STRICT;

CREATE INDEX aliases_item ON aliases (item);

CREATE TABLE bodies (                  -- each once, whatever pages have it
    id     INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,       -- of the body as it was read
    size   INTEGER NOT NULL,           -- bytes, likewise
    base   INTEGER REFERENCES bodies (id),  -- whose content is the dictionary; null: none is needed
    depth  INTEGER NOT NULL,           -- how many bases it takes to read it
    data   BLOB NOT NULL               -- a zstd frame
) STRICT;

CREATE INDEX bodies_base ON bodies (base) WHERE base IS NOT NULL;

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

CREATE TABLE copy_arrivals (           -- copies, each in the digest that was open when it came
    item   INTEGER PRIMARY KEY REFERENCES items (id),
    lead   INTEGER NOT NULL REFERENCES items (id),   -- the item it was a copy of at the time
    at     TEXT NOT NULL,
    digest TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE INDEX copy_arrivals_digest ON copy_arrivals (digest);

CREATE TABLE corrections (             -- what a person said of items; reckoning respects it
    id   INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items (id),
    into_item INTEGER REFERENCES items (id),  -- it is one with this item; null: it stands alone
    at   TEXT NOT NULL,
    undone TEXT                        -- when the correction was taken back
) STRICT;

CREATE INDEX corrections_into ON corrections (into_item) WHERE into_item IS NOT NULL;

CREATE INDEX corrections_item ON corrections (item);

CREATE VIEW current AS                 -- each item with its newest text
SELECT i.id, i.url, r.title, r.byline, r.published, r.modified, i.language, i.site, r.section, r.tags, r.access, r.lead,
       r.text, r.notes, r.cites, r.furniture,
       i.first_seen, i.last_seen, i.revision, i.status, i.copy_of, i.variant_of, i.update_of, i.story,
       (SELECT json_group_array(source) FROM (SELECT DISTINCT s.source FROM aliases a JOIN sightings s ON s.key = a.key
        WHERE a.item = i.id ORDER BY s.source)) AS sources
FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision;

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
, template TEXT) STRICT;

CREATE INDEX events_at ON events (at);

CREATE INDEX events_digest ON events (digest);

CREATE INDEX events_item ON events (item);

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
, reason TEXT) STRICT;

CREATE INDEX fetches_at ON fetches (at);

CREATE INDEX fetches_url ON fetches (url);

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
;

CREATE VIEW history AS                 -- each event with its item's title of that time
SELECT e.at, e.kind, r.title, e.summary, e.source, i.url, e.digest, e.item, e.from_revision, e.to_revision
FROM events e JOIN items i ON i.id = e.item JOIN revisions r ON r.item = e.item AND r.number = e.to_revision
ORDER BY e.id DESC;

CREATE TABLE host_bases (              -- the page of each host that first pages of its items are packed with
    host TEXT PRIMARY KEY,             -- without www.
    body INTEGER NOT NULL REFERENCES bodies (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX host_bases_body ON host_bases (body)
;

CREATE TABLE host_looks (              -- how many re-checks a host has had on a day of UTC's
    host  TEXT NOT NULL,
    day   TEXT NOT NULL,
    looks INTEGER NOT NULL,
    PRIMARY KEY (host, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE host_pages (              -- the latest pages of each host, as far as learning its furniture needs them
    host     TEXT NOT NULL,            -- without www.
    item     INTEGER NOT NULL REFERENCES items (id),
    lines    BLOB NOT NULL,            -- a hash of each line of its text, in their order, eight bytes each
    headline TEXT NOT NULL,            -- beginnings of the words of its title
    names    TEXT NOT NULL,            -- beginnings of the names in its opening
    PRIMARY KEY (host, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE hosts (                   -- hosts that asked to be left alone (Retry-After)
    host       TEXT PRIMARY KEY,
    not_before TEXT NOT NULL,
    reason     TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

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
, words INTEGER, looks INTEGER NOT NULL DEFAULT 0, returns INTEGER NOT NULL DEFAULT 0, returns_since TEXT, update_of INTEGER REFERENCES items (id)) STRICT;

CREATE INDEX items_copy_of ON items (copy_of) WHERE copy_of IS NOT NULL;

CREATE VIRTUAL TABLE items_fts USING fts5 (title, text, content="current", content_rowid="id",
    tokenize="unicode61 remove_diacritics 2");

CREATE TABLE 'items_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'items_fts_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'items_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'items_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE INDEX items_story ON items (story) WHERE story IS NOT NULL
;

CREATE INDEX items_text_hash ON items (text_hash);

CREATE INDEX items_unsampled ON items (id) WHERE words IS NULL;

CREATE INDEX items_update_of ON items (update_of) WHERE update_of IS NOT NULL;

CREATE INDEX items_variant_of ON items (variant_of) WHERE variant_of IS NOT NULL;

CREATE TABLE "likenesses" (          -- items found to be alike, and what speaks for it
    item     INTEGER NOT NULL REFERENCES items (id),
    other    INTEGER NOT NULL REFERENCES items (id),  -- the smaller of the two
    kind     TEXT NOT NULL CHECK (kind IN ('copy', 'variant', 'update')),
    evidence TEXT NOT NULL,            -- JSON: shares covered both ways, what differs; told from item
    PRIMARY KEY (item, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX likenesses_other ON likenesses (other)
;

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

CREATE TABLE mendings (                -- what was put right after the clock had been ahead
    id    INTEGER PRIMARY KEY,
    at    TEXT NOT NULL,
    clock TEXT NOT NULL,               -- the latest time at which it had stood
    what  TEXT NOT NULL,               -- in words
    count INTEGER NOT NULL             -- how many of them
) STRICT
;

CREATE TABLE notice_items (            -- on whose pages it was seen
    notice INTEGER NOT NULL REFERENCES notices (id),
    item   INTEGER NOT NULL REFERENCES items (id),
    PRIMARY KEY (notice, item)
) STRICT, WITHOUT ROWID
;

CREATE TABLE notice_lines (            -- what it has changed on all of them
    host   TEXT NOT NULL,
    line   INTEGER NOT NULL,
    part   TEXT NOT NULL,
    notice INTEGER NOT NULL REFERENCES notices (id),
    text   TEXT NOT NULL,
    PRIMARY KEY (host, line, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX notice_lines_notice ON notice_lines (notice);

CREATE TABLE notices (                 -- a host has changed its pages: told once, for all their items
    id     INTEGER PRIMARY KEY,
    host   TEXT NOT NULL,
    at     TEXT NOT NULL,
    digest TEXT NOT NULL               -- date of its digest, given once
) STRICT;

CREATE INDEX notices_digest ON notices (digest);

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
    extractor TEXT NOT NULL, kinds TEXT, section TEXT, tags TEXT NOT NULL DEFAULT '[]', access TEXT, furniture TEXT NOT NULL DEFAULT '[]', left_at TEXT,
    PRIMARY KEY (item, number)
) STRICT;

CREATE INDEX revisions_text_hash ON revisions (item, text_hash);

CREATE TABLE robots (                  -- robots.txt, a day long
    origin     TEXT PRIMARY KEY,
    fetched_at TEXT NOT NULL,
    status     INTEGER NOT NULL,
    body       BLOB NOT NULL
) STRICT;

CREATE TABLE samples (                 -- some runs of five words of each item's newest text, as hashes
    hash INTEGER NOT NULL,             -- 32 bits
    item INTEGER NOT NULL,
    PRIMARY KEY (hash, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE sightings (               -- an address seen through a source
    key        TEXT NOT NULL REFERENCES links (key),
    source     TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen  TEXT NOT NULL,
    PRIMARY KEY (key, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_rates (            -- second and later looks at a source's articles; counts fade
    source TEXT PRIMARY KEY,
    looks  REAL NOT NULL,
    edits  REAL NOT NULL,
    noise  REAL NOT NULL,              -- looks that found other bytes and the same text
    at     TEXT NOT NULL               -- as of when
) STRICT;

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

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE state (                   -- single facts: the daemon's last sign of life, …
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE stories (                 -- items.story names one of these; an id is never used again
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    begun TEXT NOT NULL
) STRICT;

CREATE TABLE story_accounts (          -- the items of the last weeks, as far as telling stories needs them
    item      INTEGER PRIMARY KEY REFERENCES items (id),
    revision  INTEGER NOT NULL,        -- the one that was read
    seen      TEXT NOT NULL,
    published TEXT,
    language  TEXT NOT NULL,
    names     TEXT NOT NULL,           -- beginnings of names, a space between
    words     TEXT NOT NULL,           -- of all other words
    vector    TEXT NOT NULL            -- JSON: those that tell, and what they weigh
) STRICT;

CREATE INDEX story_accounts_seen ON story_accounts (seen);

CREATE TABLE story_clues (             -- the terms that weigh most with each of these items
    term TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES story_accounts (item),
    PRIMARY KEY (term, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_clues_item ON story_clues (item);

CREATE TABLE story_redirects (         -- a story that has become part of another
    story    INTEGER PRIMARY KEY REFERENCES stories (id),
    leads_to INTEGER NOT NULL REFERENCES stories (id),
    since    TEXT NOT NULL
) STRICT;

CREATE TABLE story_terms (             -- how many documents have a term; old ones fade
    language  TEXT NOT NULL,
    term      TEXT NOT NULL,           -- empty: how many documents there are
    documents INTEGER NOT NULL, factor REAL NOT NULL DEFAULT 1 /* less than 1 for what recurs day after day */,
    PRIMARY KEY (language, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE unbelieved (              -- addresses that a page states as its own, and that are not taken for it
    key     TEXT NOT NULL,             -- of the page
    url     TEXT NOT NULL,             -- as stated
    reason  TEXT NOT NULL,
    since   TEXT NOT NULL,             -- first stated so
    PRIMARY KEY (key, url)
) STRICT, WITHOUT ROWID
;

CREATE TABLE updates (                 -- what an item adds to the one it repeats, as found when it was recorded
    item       INTEGER PRIMARY KEY REFERENCES items (id),
    base       INTEGER NOT NULL REFERENCES items (id),
    adds       TEXT NOT NULL,          -- JSON list of sentences
    figures    TEXT NOT NULL,          -- JSON list: what is counted, from, to
    correction INTEGER NOT NULL        -- 1: its title says that it corrects the other
) STRICT;

CREATE TABLE validators (              -- for conditional requests
    url           TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    body_hash     TEXT,
    checked       TEXT NOT NULL
) STRICT;
