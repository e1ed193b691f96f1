-- Facts of a file belong to the log that was read from it, not to the well: the next file of the well says others.
ALTER TABLE well_logs ADD COLUMN source_key TEXT;       -- which data section of which file: its path below what was imported; a later version of it has the same
ALTER TABLE well_logs ADD COLUMN said TEXT;             -- how the file called its well: the keys of its identity
ALTER TABLE well_logs ADD COLUMN base_name TEXT NOT NULL DEFAULT 'composite'; -- what the file or the import calls it; log_type is unique among the current logs of the well
ALTER TABLE well_logs ADD COLUMN is_named INTEGER NOT NULL DEFAULT 0 CHECK (is_named IN (0, 1)); -- log_type was chosen by a person and stays
ALTER TABLE well_logs ADD COLUMN depth_unit TEXT;       -- of the index, as the file says it
ALTER TABLE well_logs ADD COLUMN index_kind TEXT NOT NULL DEFAULT 'depth' CHECK (index_kind IN ('depth', 'time', 'other'));
ALTER TABLE well_logs ADD COLUMN index_mnemonic TEXT;
ALTER TABLE well_logs ADD COLUMN null_value TEXT;       -- as the file writes it
ALTER TABLE well_logs ADD COLUMN service TEXT;
ALTER TABLE well_logs ADD COLUMN run TEXT;
ALTER TABLE well_logs ADD COLUMN set_name TEXT;
ALTER TABLE well_logs ADD COLUMN header TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(header));
CREATE INDEX well_logs_source ON well_logs (source_digest);
CREATE INDEX well_logs_object ON well_logs (object_key);
CREATE INDEX well_logs_key ON well_logs (source_key);

-- What stands on the wells is the last file's. The unit of each log's own index stands with its curve.
UPDATE well_logs SET
    source_key = coalesce(source_name, log_type),
    base_name = log_type,
    is_named = log_type <> 'composite',
    depth_unit = coalesce((SELECT c.unit FROM curve_metadata c WHERE c.well_log = well_logs.id AND c.column_name = 'depth'),
                          (SELECT w.depth_unit FROM wells w WHERE w.id = well_logs.well
                           AND NOT EXISTS (SELECT 1 FROM curve_metadata c WHERE c.well_log = well_logs.id AND c.column_name = 'depth'))),
    index_mnemonic = (SELECT c.mnemonic FROM curve_metadata c WHERE c.well_log = well_logs.id AND c.position = 0),
    header = (SELECT w.header FROM wells w WHERE w.id = well_logs.well);
UPDATE well_logs SET
    null_value = json_extract(header, '$.well.NULL.value'),
    service = json_extract(header, '$.well.SRVC.value'),
    run = coalesce(json_extract(header, '$.well.RUN.value'), json_extract(header, '$.parameters.RUN.value'))
WHERE superseded_at IS NULL;

-- Tops and surveys have their own unit.
ALTER TABLE well_markers ADD COLUMN depth_unit TEXT;
UPDATE well_markers SET depth_unit = (SELECT w.depth_unit FROM wells w WHERE w.id = well_markers.well);
ALTER TABLE well_trajectories ADD COLUMN depth_unit TEXT;

-- What a person says of a curve stands beside the file's word, never over it.
ALTER TABLE curve_metadata ADD COLUMN set_unit TEXT;
ALTER TABLE curve_metadata ADD COLUMN set_quantity TEXT;
ALTER TABLE curve_metadata ADD COLUMN set_by TEXT;
ALTER TABLE curve_metadata ADD COLUMN set_at TEXT;

-- By what files called a well: it is the same by UWI, else by name, field and country. Keys are made by mr_identity_keys; '' = not said. A well that
-- took over another has the identities of both.
CREATE TABLE well_identities (
    well       TEXT NOT NULL REFERENCES wells (id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    uwi        TEXT NOT NULL DEFAULT '',
    name       TEXT NOT NULL DEFAULT '',
    field      TEXT NOT NULL DEFAULT '',
    country    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (well, uwi, name, field, country)
) STRICT;
CREATE INDEX well_identities_uwi ON well_identities (project_id, uwi) WHERE uwi <> '';
CREATE INDEX well_identities_name ON well_identities (project_id, name) WHERE name <> '';

-- What was deleted, whole, so that it can come back for a while: its rows by table, and the objects that they name.
CREATE TABLE deleted_items (
    id         TEXT PRIMARY KEY CHECK (length(id) = 36),
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('well', 'log', 'markers', 'table', 'surface')),
    name       TEXT NOT NULL,
    content    TEXT NOT NULL CHECK (json_valid(content)),
    objects    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(objects)),
    deleted_at TEXT NOT NULL,
    deleted_by TEXT
) STRICT;
CREATE INDEX deleted_items_project ON deleted_items (project_id, deleted_at);
