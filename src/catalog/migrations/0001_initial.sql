-- The first metadata tables, SQLite dialect.
-- Ids are UUIDs as text of 36; an id that comes from a document (pipelines, nodes) is any text. JSON is text that json_valid accepts.
-- Times are RFC 3339 UTC text with microseconds, so that they sort as text. An index that the first column of a unique key already gives, and those
-- inside of JSON, for which this dialect has no kind of index, are left out.

CREATE TABLE users (
    id            TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    name          TEXT NOT NULL UNIQUE,
    display_name  TEXT,
    password_hash TEXT,
    created_at    TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    disabled_at   TEXT
) STRICT;

CREATE TABLE projects (
    id          TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    name        TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
    description TEXT,
    depth_unit  TEXT NOT NULL DEFAULT 'm',
    units       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(units)),
    created_by  TEXT REFERENCES users (id),
    created_at  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    updated_at  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE project_members (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    PRIMARY KEY (project_id, user_id)
) STRICT;
CREATE INDEX project_members_user ON project_members (user_id);

CREATE TABLE wells (
    id           TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    project_id   TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    well_id      TEXT NOT NULL CHECK (length(well_id) > 0),
    well_name    TEXT NOT NULL,
    uwi          TEXT,
    latitude     REAL,
    longitude    REAL,
    x            REAL,
    y            REAL,
    crs          TEXT,
    kb_elevation REAL,
    total_depth  REAL,
    depth_unit   TEXT,
    header       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(header)),
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    updated_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    UNIQUE (project_id, well_id)
) STRICT;

CREATE TABLE well_logs (
    id            TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    well          TEXT NOT NULL REFERENCES wells (id) ON DELETE CASCADE,
    log_type      TEXT NOT NULL,
    object_key    TEXT NOT NULL,
    digest        TEXT NOT NULL,
    rows          INTEGER NOT NULL CHECK (rows >= 0),
    depth_min     REAL,
    depth_max     REAL,
    source_name   TEXT,
    source_format TEXT,
    source_digest TEXT,
    imported_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    superseded_at TEXT,
    UNIQUE (well, log_type, digest)
) STRICT;
-- At most one log of a type is current.
CREATE UNIQUE INDEX well_logs_current ON well_logs (well, log_type) WHERE superseded_at IS NULL;

CREATE TABLE curve_metadata (
    id          TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    well_log    TEXT NOT NULL REFERENCES well_logs (id) ON DELETE CASCADE,
    column_name TEXT NOT NULL,
    mnemonic    TEXT NOT NULL,
    unit        TEXT,
    description TEXT,
    quantity    TEXT,
    position    INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    nulls       INTEGER NOT NULL,
    min         REAL,
    max         REAL,
    mean        REAL,
    UNIQUE (well_log, column_name)
) STRICT;

CREATE TABLE well_markers (
    id          TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    project_id  TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    well        TEXT NOT NULL REFERENCES wells (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    depth       REAL NOT NULL,
    interpreter TEXT NOT NULL DEFAULT '', -- '' = not said: a null would escape the unique key
    source_name TEXT,
    UNIQUE (well, name, interpreter)
) STRICT;
CREATE INDEX well_markers_project ON well_markers (project_id);

CREATE TABLE well_trajectories (
    id            TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    well          TEXT NOT NULL REFERENCES wells (id) ON DELETE CASCADE,
    name          TEXT NOT NULL,
    object_key    TEXT NOT NULL,
    digest        TEXT NOT NULL,
    stations      INTEGER NOT NULL CHECK (stations >= 0),
    is_definitive INTEGER NOT NULL DEFAULT 0 CHECK (is_definitive IN (0, 1))
) STRICT;
CREATE INDEX well_trajectories_well ON well_trajectories (well);

CREATE TABLE surfaces (
    id         TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    object_key TEXT NOT NULL,
    digest     TEXT NOT NULL,
    columns    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns)),
    header     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(header)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    UNIQUE (project_id, name)
) STRICT;

CREATE TABLE project_tables (
    id         TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    object_key TEXT NOT NULL,
    digest     TEXT NOT NULL,
    columns    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns)),
    header     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(header)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    UNIQUE (project_id, name)
) STRICT;

CREATE TABLE pipelines (
    id               TEXT PRIMARY KEY CHECK (length(id) > 0),
    project_id       TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name             TEXT NOT NULL,
    description      TEXT,
    version          TEXT NOT NULL DEFAULT '1.0.0',
    dag_definition   TEXT NOT NULL CHECK (json_valid(dag_definition)),
    created_by       TEXT REFERENCES users (id),
    created_at       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    updated_at       TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    tags             TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    is_active        INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    is_public        INTEGER NOT NULL DEFAULT 0 CHECK (is_public IN (0, 1)),
    head_revision_id TEXT,
    UNIQUE (project_id, name, version)
) STRICT;
CREATE INDEX pipelines_created_by ON pipelines (created_by);
CREATE INDEX pipelines_tags ON pipelines (tags);

CREATE TABLE pipeline_nodes (
    id              TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    pipeline_id     TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
    node_id         TEXT NOT NULL,
    node_name       TEXT NOT NULL,
    node_type       TEXT NOT NULL CHECK (node_type IN ('ingestion', 'operator', 'output')),
    node_config     TEXT NOT NULL CHECK (json_valid(node_config)),
    input_schema    TEXT CHECK (input_schema IS NULL OR json_valid(input_schema)),
    output_schema   TEXT CHECK (output_schema IS NULL OR json_valid(output_schema)),
    dependencies    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(dependencies)),
    position_x      REAL,
    position_y      REAL,
    metadata        TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    execution_hints TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(execution_hints)),
    UNIQUE (pipeline_id, node_id)
) STRICT;
CREATE INDEX pipeline_nodes_type ON pipeline_nodes (node_type);

CREATE TABLE pipeline_edges (
    id             TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    pipeline_id    TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
    source_node_id TEXT NOT NULL,
    target_node_id TEXT NOT NULL,
    edge_type      TEXT NOT NULL DEFAULT 'data_flow' CHECK (edge_type IN ('data_flow', 'conditional', 'error')),
    UNIQUE (pipeline_id, source_node_id, target_node_id)
) STRICT;
CREATE INDEX pipeline_edges_source ON pipeline_edges (source_node_id);
CREATE INDEX pipeline_edges_target ON pipeline_edges (target_node_id);

CREATE TABLE pipeline_revisions (
    id                 TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    pipeline_id        TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
    parent_revision_id TEXT REFERENCES pipeline_revisions (id) DEFERRABLE INITIALLY DEFERRED,
    number             INTEGER NOT NULL CHECK (number > 0),
    revision_message   TEXT,
    document           TEXT NOT NULL CHECK (json_valid(document)),
    digest             TEXT NOT NULL,
    snapshot_uri       TEXT,
    created_at         TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    created_by         TEXT,
    UNIQUE (pipeline_id, number)
) STRICT;
CREATE INDEX pipeline_revisions_parent ON pipeline_revisions (parent_revision_id);

CREATE TABLE pipeline_branches (
    id               TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    pipeline_id      TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
    branch_name      TEXT NOT NULL,
    head_revision_id TEXT NOT NULL REFERENCES pipeline_revisions (id) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (pipeline_id, branch_name)
) STRICT;

CREATE TABLE pipeline_executions (
    id                 TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    pipeline_id        TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
    revision_id        TEXT,
    status             TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled')),
    started_at         TEXT,
    completed_at       TEXT,
    execution_time_ms  INTEGER,
    error_message      TEXT,
    result_summary     TEXT CHECK (result_summary IS NULL OR json_valid(result_summary)),
    executed_by        TEXT REFERENCES users (id),
    input_parameters   TEXT CHECK (input_parameters IS NULL OR json_valid(input_parameters)),
    execution_log      TEXT CHECK (execution_log IS NULL OR json_valid(execution_log)),
    metrics            TEXT CHECK (metrics IS NULL OR json_valid(metrics)),
    content_hash       TEXT,
    engine_versions    TEXT CHECK (engine_versions IS NULL OR json_valid(engine_versions)),
    input_snapshots    TEXT CHECK (input_snapshots IS NULL OR json_valid(input_snapshots)),
    resolved_operators TEXT CHECK (resolved_operators IS NULL OR json_valid(resolved_operators)),
    otel_trace_id      TEXT,
    logs_uri           TEXT,
    created_at         TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;
CREATE INDEX pipeline_executions_pipeline ON pipeline_executions (pipeline_id);
CREATE INDEX pipeline_executions_status ON pipeline_executions (status);
CREATE INDEX pipeline_executions_started ON pipeline_executions (started_at DESC);
CREATE INDEX pipeline_executions_created ON pipeline_executions (created_at DESC);
CREATE INDEX pipeline_executions_hash ON pipeline_executions (content_hash);
CREATE INDEX pipeline_executions_by ON pipeline_executions (executed_by);

-- Which process of this machine runs an execution that is pending or running: one whose process is gone was killed and is failed at the next start. Not a
-- part of the execution's own row, because it means nothing to any other machine or after the end.
CREATE TABLE execution_owners (
    execution_id  TEXT PRIMARY KEY REFERENCES pipeline_executions (id) ON DELETE CASCADE,
    pid           INTEGER NOT NULL,
    started_ticks INTEGER NOT NULL
) STRICT;

-- Which operator versions executions have used: their rows in operator_registry are never rewritten. Kept after the execution is deleted.
CREATE TABLE operator_uses (
    operator_id TEXT NOT NULL,
    version     TEXT NOT NULL,
    first_used  TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    PRIMARY KEY (operator_id, version)
) STRICT;

CREATE TABLE pipeline_lineage (
    id                    TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    execution_id          TEXT NOT NULL REFERENCES pipeline_executions (id) ON DELETE CASCADE,
    source_node_id        TEXT NOT NULL,
    target_node_id        TEXT NOT NULL,
    source_data_snapshot  TEXT,
    transformation_type   TEXT,
    transformation_config TEXT CHECK (transformation_config IS NULL OR json_valid(transformation_config)),
    UNIQUE (execution_id, source_node_id, target_node_id)
) STRICT;
CREATE INDEX pipeline_lineage_source ON pipeline_lineage (source_node_id);
CREATE INDEX pipeline_lineage_target ON pipeline_lineage (target_node_id);

CREATE TABLE cache_index (
    key          TEXT PRIMARY KEY CHECK (length(key) = 64),
    kind         TEXT NOT NULL,
    object_key   TEXT NOT NULL,
    bytes        INTEGER NOT NULL,
    rows         INTEGER,
    digest       TEXT NOT NULL,
    cost_ms      REAL,
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    last_used_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    expires_at   TEXT
) STRICT;
CREATE INDEX cache_index_used ON cache_index (last_used_at);

CREATE TABLE operator_families (
    id         TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    slug       TEXT NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('scalar', 'aggregate', 'window', 'table', 'io', 'control')),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE operator_registry (
    id                  TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    operator_id         TEXT NOT NULL,
    operator_name       TEXT NOT NULL,
    category            TEXT NOT NULL CHECK (category IN ('subsurface', 'signal', 'wells', 'mining', 'arrays', 'quality')),
    description         TEXT,
    version             TEXT NOT NULL,
    input_schema        TEXT NOT NULL CHECK (json_valid(input_schema)),
    output_schema       TEXT NOT NULL CHECK (json_valid(output_schema)),
    parameters_schema   TEXT NOT NULL CHECK (json_valid(parameters_schema)),
    implementation_type TEXT NOT NULL CHECK (implementation_type IN ('native', 'udf', 'wasm')),
    implementation_path TEXT,
    is_builtin          INTEGER NOT NULL DEFAULT 1 CHECK (is_builtin IN (0, 1)),
    created_by          TEXT,
    created_at          TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    is_latest           INTEGER NOT NULL DEFAULT 0 CHECK (is_latest IN (0, 1)),
    deprecated_at       TEXT,
    replacement_version TEXT,
    schema_compatible   INTEGER NOT NULL DEFAULT 1 CHECK (schema_compatible IN (0, 1)),
    semver_major        INTEGER NOT NULL,
    semver_minor        INTEGER NOT NULL,
    semver_patch        INTEGER NOT NULL,
    family_id           TEXT REFERENCES operator_families (id),
    UNIQUE (operator_id, version)
) STRICT;
CREATE INDEX operator_registry_category ON operator_registry (category);
CREATE INDEX operator_registry_builtin ON operator_registry (operator_id) WHERE is_builtin = 1;
CREATE INDEX operator_registry_latest ON operator_registry (operator_id) WHERE is_latest = 1;
CREATE INDEX operator_registry_version ON operator_registry (version);
CREATE INDEX operator_registry_semver ON operator_registry (semver_major, semver_minor, semver_patch);

CREATE TABLE operator_channels (
    id           TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    operator_id  TEXT NOT NULL,
    channel_name TEXT NOT NULL,
    version      TEXT NOT NULL,
    UNIQUE (operator_id, channel_name),
    FOREIGN KEY (operator_id, version) REFERENCES operator_registry (operator_id, version)
) STRICT;

CREATE TABLE api_tokens (
    id           TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    token_hash   TEXT NOT NULL UNIQUE,
    created_at   TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    last_used_at TEXT,
    expires_at   TEXT,
    revoked_at   TEXT
) STRICT;
CREATE INDEX api_tokens_user ON api_tokens (user_id);

CREATE TABLE audit_log (
    id           TEXT PRIMARY KEY DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK (length(id) = 36),
    at           TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    user_id      TEXT,
    action       TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    detail       TEXT CHECK (detail IS NULL OR json_valid(detail))
) STRICT;
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_subject ON audit_log (subject_type, subject_id);
