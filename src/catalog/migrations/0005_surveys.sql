-- A survey is a file's, as a log is. Of several of a well the definitive one is what sources read.
ALTER TABLE well_trajectories ADD COLUMN source_name TEXT;
ALTER TABLE well_trajectories ADD COLUMN source_format TEXT;
ALTER TABLE well_trajectories ADD COLUMN source_key TEXT;    -- its path below what was imported, '#', how the file calls the well
ALTER TABLE well_trajectories ADD COLUMN source_digest TEXT;
ALTER TABLE well_trajectories ADD COLUMN depth_min REAL;     -- in depth_unit
ALTER TABLE well_trajectories ADD COLUMN depth_max REAL;
ALTER TABLE well_trajectories ADD COLUMN imported_at TEXT;
CREATE UNIQUE INDEX well_trajectories_name ON well_trajectories (well, name);
CREATE INDEX well_trajectories_source ON well_trajectories (source_digest);

-- What a pick is of: a horizon, a contact, ...; as the file says it.
ALTER TABLE well_markers ADD COLUMN type TEXT;

CREATE TABLE deleted_items_too (
    id         TEXT PRIMARY KEY CHECK (length(id) = 36),
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('well', 'log', 'markers', 'survey', 'table', 'surface')),
    name       TEXT NOT NULL,
    content    TEXT NOT NULL CHECK (json_valid(content)),
    objects    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(objects)),
    deleted_at TEXT NOT NULL,
    deleted_by TEXT
) STRICT;
INSERT INTO deleted_items_too SELECT * FROM deleted_items;
DROP TABLE deleted_items;
ALTER TABLE deleted_items_too RENAME TO deleted_items;
CREATE INDEX deleted_items_project ON deleted_items (project_id, deleted_at);
