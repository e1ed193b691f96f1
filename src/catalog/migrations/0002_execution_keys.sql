-- The content key of every node that an execution was to make: equal keys, equal content. Finds which execution holds what a node of a document would give.
CREATE TABLE execution_keys (
    execution_id TEXT NOT NULL REFERENCES pipeline_executions (id) ON DELETE CASCADE,
    node_id      TEXT NOT NULL,
    key          TEXT NOT NULL CHECK (length(key) = 64),
    PRIMARY KEY (execution_id, node_id)
) STRICT;
CREATE INDEX execution_keys_key ON execution_keys (key);
CREATE INDEX execution_keys_node ON execution_keys (node_id);
