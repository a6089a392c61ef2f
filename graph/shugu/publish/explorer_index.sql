-- The graph of an explorer page, to be read part by part. Things are numbered by weight, the weightiest first;
-- statements as in the page that holds all of them. A body is the JSON that the page takes.
PRAGMA page_size = 4096;
PRAGMA user_version = 1;
CREATE TABLE head (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
-- Things with a point on the map, the weightiest first.
CREATE TABLE placed (thing INTEGER PRIMARY KEY);
CREATE TABLE ranked (place INTEGER PRIMARY KEY, thing INTEGER NOT NULL);
-- `things` are the numbers of those it is a statement of, `names` also of its place; `links` those it stands behind.
CREATE TABLE statement (
  number INTEGER PRIMARY KEY, things TEXT NOT NULL, names TEXT NOT NULL, links TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE said (thing INTEGER, statement INTEGER, PRIMARY KEY (thing, statement)) WITHOUT ROWID;
CREATE TABLE link (
  number INTEGER PRIMARY KEY, source INTEGER NOT NULL, target INTEGER NOT NULL, label TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE behind (link INTEGER, statement INTEGER, PRIMARY KEY (link, statement)) WITHOUT ROWID;
CREATE TABLE document (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE paragraph (document TEXT, number INTEGER, text TEXT NOT NULL, PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE TABLE comparison (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX comparison_kind ON comparison (kind, number);
CREATE TABLE compared (statement INTEGER, comparison INTEGER, PRIMARY KEY (statement, comparison)) WITHOUT ROWID;
