// What a link may reach, answered at once from what is known here: kinds, arity, cycles and required columns. The server has the last
// word when the link is drawn.
import type { Field, Operator, OperatorPort } from '../api/types';
import { closesCycle } from '../document/flow';
import { nodeKind, operatorId, parametersOf, type Dag, type DagNode } from '../document/types';

const WIDER: Record<string, string[]> = {
  float64: ['float32', 'int64', 'int32'],
  int64: ['int32'],
  any: ['float64', 'float32', 'int64', 'int32', 'bool'],
};

export function typeFits(wanted: string, has: string): boolean {
  return wanted === has || (WIDER[wanted] ?? []).includes(has);
}

function wantedColumns(port: OperatorPort, node: DagNode | null): string[] {
  const named = node ? parametersOf(node)[port.parameter] : undefined;
  const value = named === undefined ? port.default : named;
  return Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : [];
}

// The column of a schema that suits a port: by name, then by quantity, then none.
export function suggest(port: OperatorPort, schema: Field[], named: string | null = null): Field | null {
  const byName = schema.find((f) => f.name === (named ?? port.default) && typeFits(port.type, f.type));
  if (byName) return byName;
  return port.quantity ? (schema.find((f) => f.quantity === port.quantity && typeFits(port.type, f.type)) ?? null) : null;
}

// Why an operator cannot take rows of this schema; null when it can.
export function misfit(op: Operator, schema: Field[], node: DagNode | null = null): string | null {
  for (const port of op.inputs) {
    if (!port.required) continue;
    for (const name of wantedColumns(port, node)) {
      const field = schema.find((f) => f.name === name);
      if (field && typeFits(port.type, field.type)) continue;
      if (!field && node === null && suggest(port, schema)) continue; // will be filled in
      if (field) return `${name} is ${field.type}; ${op.title} needs ${port.type}`;
      return `needs ${name}${port.unit ? ` (${port.unit})` : ''}, which is not there`;
    }
  }
  return null;
}

// Why there can be no link source → target; null when there can.
export function refusal(dag: Dag, source: string, target: string, schema: Field[] | null, op: Operator | null): string | null {
  const to = dag.nodes.find((n) => n.id === target);
  const from = dag.nodes.find((n) => n.id === source);
  if (!to || !from) return 'no such node';
  if (source === target) return 'a node cannot feed itself';
  if (nodeKind(to) === 'ingestion') return 'a data source takes no input';
  if (nodeKind(from) === 'output') return 'an output gives nothing on';
  if (to.dependencies.includes(source)) return 'already connected';
  if (closesCycle(dag, source, target)) return 'this would close a cycle';
  if (schema && op && operatorId(to) && to.dependencies.length === 0) return misfit(op, schema, to);
  return null;
}
