"""Columns for boilerplate lines, block kinds and sections, and the pages of each host."""

SQL = """
-- kinds: of the text's blocks, a letter each: p h i q r f; null where they were not kept
ALTER TABLE revisions ADD COLUMN kinds TEXT;

ALTER TABLE revisions ADD COLUMN section TEXT;

-- tags: JSON list
ALTER TABLE revisions ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';

-- access: paywalled, truncated; null: whole and free
ALTER TABLE revisions ADD COLUMN access TEXT;

-- furniture: JSON list of the page's lines left out of the text
ALTER TABLE revisions ADD COLUMN furniture TEXT NOT NULL DEFAULT '[]';

-- reason: why it was asked for
ALTER TABLE fetches ADD COLUMN reason TEXT;

CREATE TABLE host_pages (              -- the latest pages of each host, as far as learning its furniture needs them
    host     TEXT NOT NULL,            -- without www.
    item     INTEGER NOT NULL REFERENCES items (id),
    lines    BLOB NOT NULL,            -- a hash of each line of its text, in their order, eight bytes each
    headline TEXT NOT NULL,            -- beginnings of the words of its title
    names    TEXT NOT NULL,            -- beginnings of the names in its opening
    PRIMARY KEY (host, item)
) STRICT, WITHOUT ROWID;

DROP VIEW current;

CREATE VIEW current AS                 -- each item with its newest text
SELECT i.id, i.url, r.title, r.byline, r.published, r.modified, i.language, i.site, r.section, r.tags, r.access, r.lead,
       r.text, r.notes, r.cites, r.furniture,
       i.first_seen, i.last_seen, i.revision, i.status, i.copy_of, i.variant_of, i.story,
       (SELECT json_group_array(source) FROM (SELECT DISTINCT s.source FROM aliases a JOIN sightings s ON s.key = a.key
        WHERE a.item = i.id ORDER BY s.source)) AS sources
FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision
"""
