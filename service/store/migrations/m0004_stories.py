"""Stories, and the accounts and terms by which items are clustered."""

SQL = """
CREATE TABLE stories (                 -- items.story names one of these; an id is never used again
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    begun TEXT NOT NULL
) STRICT;

CREATE TABLE story_redirects (         -- a story that has become part of another
    story    INTEGER PRIMARY KEY REFERENCES stories (id),
    leads_to INTEGER NOT NULL REFERENCES stories (id),
    since    TEXT NOT NULL
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

CREATE TABLE story_terms (             -- how many documents have a term; old ones fade
    language  TEXT NOT NULL,
    term      TEXT NOT NULL,           -- empty: how many documents there are
    documents INTEGER NOT NULL,
    PRIMARY KEY (language, term)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS items_variant_of ON items (variant_of) WHERE variant_of IS NOT NULL;

CREATE INDEX items_story ON items (story) WHERE story IS NOT NULL
"""
