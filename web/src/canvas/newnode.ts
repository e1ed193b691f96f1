// New nodes as documents hold them.
import type { JsonObject, Operator } from '../api/types';
import { freshName } from '../document/clipboard';
import { NODE_HEIGHT, NODE_WIDTH } from '../document/flow';
import type { Dag, DagNode } from '../document/types';

export type Choice = { kind: 'operator'; operator: Operator } | { kind: 'source'; source: string } | { kind: 'output'; output: string };

export const SOURCES = [
  { source: 'well_logs', title: 'Well logs', help: 'Curves of wells, by depth' },
  { source: 'well_markers', title: 'Well markers', help: 'Formation tops' },
  { source: 'table', title: 'Project table', help: 'A table imported from CSV or Parquet' },
];

export const OUTPUTS = [
  { output: 'frontend', title: 'Show here', help: 'Keeps the result for tables and plots' },
  { output: 'parquet', title: 'Parquet file', help: 'One file of all wells' },
  { output: 'csv', title: 'CSV file', help: 'One file of all wells' },
  { output: 'las', title: 'LAS files', help: 'One file a well' },
];

export function newNode(dag: Dag, choice: Choice, at: { x: number; y: number }, dependencies: string[] = []): DagNode {
  const names = new Set(dag.nodes.map((n) => n.name));
  const [title, node_type] = typeOf(choice, dag);
  return {
    id: crypto.randomUUID(),
    name: freshName(title, names),
    dependencies,
    node_type,
    metadata: { position: [Math.round(at.x - NODE_WIDTH / 2), Math.round(at.y - NODE_HEIGHT / 2)] },
  } as DagNode;
}

function typeOf(choice: Choice, dag: Dag): [string, JsonObject & { type: DagNode['node_type']['type'] }] {
  if (choice.kind === 'operator') {
    const { id, version, title } = choice.operator;
    return [title, { type: 'operator', operator_id: id, operator_version: version, parameters: {}, input_schema: null, output_schema: null }];
  }
  if (choice.kind === 'output') {
    const title = OUTPUTS.find((o) => o.output === choice.output)?.title ?? 'Output';
    const path = choice.output === 'las' ? 'las' : `result.${choice.output}`;
    return [title, { type: 'output', output_type: choice.output === 'frontend' ? 'frontend' : { [choice.output]: { storage_path: path } } }];
  }
  const title = SOURCES.find((s) => s.source === choice.source)?.title ?? 'Data';
  const source: JsonObject = { source: choice.source, project_id: dag.project_id };
  if (choice.source === 'well_logs') Object.assign(source, { well_ids: [], curve_names: [], depth_range: null, log_type: 'composite', curve_match: 'name' });
  if (choice.source === 'well_markers') source.well_ids = [];
  if (choice.source === 'table') source.table_name = '';
  return [title, { type: 'ingestion', source_type: source }];
}
