"""Items that repeat another and add facts, and copies that came after the digest that told their lead."""

SQL = """
ALTER TABLE items ADD COLUMN update_of INTEGER REFERENCES items (id);

CREATE INDEX items_update_of ON items (update_of) WHERE update_of IS NOT NULL;

CREATE TABLE updates (                 -- what an item adds to the one it repeats, as found when it was recorded
    item       INTEGER PRIMARY KEY REFERENCES items (id),
    base       INTEGER NOT NULL REFERENCES items (id),
    adds       TEXT NOT NULL,          -- JSON list of sentences
    figures    TEXT NOT NULL,          -- JSON list: what is counted, from, to
    correction INTEGER NOT NULL        -- 1: its title says that it corrects the other
) STRICT;

CREATE TABLE copy_arrivals (           -- copies, each in the digest that was open when it came
    item   INTEGER PRIMARY KEY REFERENCES items (id),
    lead   INTEGER NOT NULL REFERENCES items (id),   -- the item it was a copy of at the time
    at     TEXT NOT NULL,
    digest TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE INDEX copy_arrivals_digest ON copy_arrivals (digest);

DROP VIEW current;

CREATE VIEW current AS                 -- each item with its newest text
SELECT i.id, i.url, r.title, r.byline, r.published, r.modified, i.language, i.site, r.section, r.tags, r.access, r.lead,
       r.text, r.notes, r.cites, r.furniture,
       i.first_seen, i.last_seen, i.revision, i.status, i.copy_of, i.variant_of, i.update_of, i.story,
       (SELECT json_group_array(source) FROM (SELECT DISTINCT s.source FROM aliases a JOIN sightings s ON s.key = a.key
        WHERE a.item = i.id ORDER BY s.source)) AS sources
FROM items i JOIN revisions r ON r.item = i.id AND r.number = i.revision
"""
