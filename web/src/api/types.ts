// Shapes of the HTTP interface (docs: /openapi.json). Field names as on the wire.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type ColumnType =
  | 'any' | 'utf8' | 'float64' | 'float32' | 'int64' | 'int32' | 'bool' | 'timestamp' | 'list<float64>';

export interface Field {
  name: string;
  type: ColumnType;
  nullable: boolean;
  unit: string | null;
  quantity: string | null;
}

export interface Diagnostic {
  code: string;
  severity: 'error' | 'warning';
  node_id: string | null;
  related_node_ids: string[];
  column: string | null;
  pointer: string | null;
  message: string;
  hint: string | null;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Project {
  id: string;
  name: string;
  description: string | null;
  depth_unit: string;
  units: Record<string, string>;
  created_at: string;
  updated_at: string;
  wells: number;
  pipelines: number;
}

export interface Well {
  well_id: string;
  well_name: string;
  uwi: string | null;
  depth_unit: string | null;
  logs: number;
  depth_min: number | null;
  depth_max: number | null;
}

// A column of one well's logs.
export interface Curve {
  well_id: string;
  log_type: string;
  rows: number;
  column_name: string;
  mnemonic: string;
  unit: string | null; // the one that is read
  file_unit: string | null; // the file's own text
  understood: string | null;
  unit_unknown: boolean;
  quantity: string | null;
  set_by: string | null;
  set_at: string | null;
  count: number;
  nulls: number;
}

// Curves of one column whose unit stands alike.
export interface CurveState {
  column_name: string;
  mnemonic: string;
  file_unit: string | null;
  unit: string | null;
  understood: string | null;
  unit_unknown: boolean;
  quantity: string | null;
  wells: number;
  curves: number;
  corrected: number; // of them, by a person
}

// What a person says of curves; null takes back, what is not there stays.
export interface CurveWord {
  unit?: string | null;
  quantity?: string | null;
}

export interface Log {
  id: string;
  well_id: string;
  well_name: string;
  log_type: string;
  rows: number;
  depth_min: number | null;
  depth_max: number | null;
  depth_unit: string | null;
  source_name: string | null;
  imported_at: string;
  curves: number;
  taken: boolean; // of its well, by a source that asks so
}

export interface Units {
  units: { unit: string; like: string }[]; // of one `like`: they convert into each other
  quantities: { quantity: string; title: string; unit: string | null; kind: 'number' | 'angle' | 'class' }[];
}

export interface CurveSummary {
  column_name: string;
  mnemonic: string;
  unit: string | null;
  quantity: string | null;
  wells: number;
  count: number;
  nulls: number;
  min: number | null;
  max: number | null;
  units_differ: boolean;
}

export interface Marker {
  well_id: string;
  name: string;
  depth: number;
  depth_unit: string | null;
  interpreter: string | null;
}

export interface ProjectTable {
  id: string;
  name: string;
  kind: string;
  columns: Field[];
}

export interface PipelineSummary {
  id: string;
  name: string;
  description: string | null;
  version: string;
  tags: string[];
  created_at: string;
  updated_at: string;
  head_revision_id: string | null;
  revision: number;
  nodes: number;
  last_execution: { id: string; status: ExecutionStatus; completed_at: string | null } | null;
}

export interface Pipeline {
  id: string;
  project_id: string;
  name: string;
  description: string | null;
  version: string;
  tags: string[];
  created_at: string;
  updated_at: string;
  head_revision_id: string;
  revision: number;
  dag_definition: JsonObject;
}

export type ExecutionStatus = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
export type NodeState = 'pending' | 'running' | 'completed' | 'failed' | 'cancelled' | 'skipped' | 'cached';

export interface RunState {
  state: NodeState;
  wells_done: number;
  wells: number;
  rows: number;
  time_ms: number;
  error: string | null;
}

export interface Execution {
  id: string;
  pipeline_id: string;
  revision_id: string | null;
  status: ExecutionStatus;
  started_at: string | null;
  completed_at: string | null;
  execution_time_ms: number | null;
  error_message: string | null;
  result_summary: JsonObject | null;
  created_at: string;
  nodes: (RunState & { node_id: string; node_name: string })[];
  outputs: { node_id: string; kind: string; path: string; rows: number; bytes: number }[];
  warnings: string[];
}

export interface OperatorPort {
  parameter: string;
  default: string | string[] | null; // column names
  type: ColumnType;
  unit: string | null;
  quantity: string | null;
  help: string | null;
  required?: boolean;
}

export interface ParameterSchema {
  type: string | string[];
  title: string;
  description?: string;
  default: Json;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  enum?: string[];
  items?: JsonObject;
  'x-unit'?: string;
  'x-column'?: boolean;
  'x-role'?: 'input' | 'output';
  'x-column-type'?: ColumnType;
  'x-required-column'?: boolean;
  'x-overrides'?: string;
  'x-quantity'?: string;
}

export interface Operator {
  id: string;
  version: string;
  title: string;
  help: string;
  category: string;
  family: string;
  kind: string;
  aliases: string[];
  rows: 'unchanged' | 'replaced';
  inputs: OperatorPort[];
  outputs: OperatorPort[];
  tables: string[]; // array parameters that a further input may bring, in the order of the inputs
  parameters: { type: 'object'; properties: Record<string, ParameterSchema>; additionalProperties: false };
  formula: string;
  source: string;
  edge: string;
  deprecated?: boolean;
}

export interface InferredNode {
  input: Field[] | null;
  output: Field[] | null;
}

export interface Inference {
  nodes: Record<string, InferredNode>;
  diagnostics: Diagnostic[];
}

export interface ConnectionVerdict {
  compatible: boolean;
  diagnostics: Diagnostic[];
  suggested_parameters: Record<string, string>;
  conversions: { column: string; from: string | null; to: string | null; type: string | null }[];
}

export interface NodeResult {
  key: string;
  execution_id: string | null;
  node_id: string | null; // of the execution that made it
  state: 'fresh' | 'stale' | 'none';
}

export interface PlotCurve {
  name: string;
  unit: string | null;
  quantity: string | null;
  type: ColumnType;
  exact: boolean;
  depth: number[];
  min: (number | null)[];
  max: (number | null)[];
  segments?: { top: number; base: number; value: string }[];
}

export interface Plot {
  well: string;
  depth_unit: string;
  depth_min: number;
  depth_max: number;
  pixels: number;
  curves: PlotCurve[];
}
