// Document ↔ what the canvas draws. The document is the truth: edges come from `dependencies` (their order is the port order),
// positions from `metadata.position`; drawing adds nothing to it, so that reading a document and writing it back gives equal bytes.
import { moveNodes } from './commands';
import { metadataOf, nodeKind, positionOf, type Dag, type DagNode, type NodeKind } from './types';

export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 66;

export interface FlowNode {
  id: string;
  type: NodeKind;
  position: { x: number; y: number };
  width: number;
  height: number;
  data: { node: DagNode };
}

export interface FlowEdge {
  id: string;
  source: string;
  target: string;
  port: number; // place among the target's dependencies
}

export function edgeId(source: string, target: string): string {
  return `${source}>${target}`;
}

export interface Flow {
  nodes: FlowNode[];
  edges: FlowEdge[];
}

// Nodes keep their identity where nothing changed: the canvas then redraws only what did.
export function toFlow(dag: Dag, before: Flow | null = null): Flow {
  const old = new Map(before?.nodes.map((n) => [n.id, n]));
  const oldEdges = new Map(before?.edges.map((e) => [e.id, e]));
  const known = new Set(dag.nodes.map((n) => n.id));
  const nodes = dag.nodes.map((node, i): FlowNode => {
    const last = old.get(node.id);
    if (last && last.data.node === node) return last;
    const position = positionOf(node) ?? { x: (i % 4) * 260, y: Math.floor(i / 4) * 120 };
    return { ...last, id: node.id, type: nodeKind(node), position, width: NODE_WIDTH, height: NODE_HEIGHT, data: { node } };
  });
  const edges = dag.nodes.flatMap((node) =>
    node.dependencies.flatMap((source, port): FlowEdge[] => {
      if (!known.has(source)) return [];
      const id = edgeId(source, node.id);
      const last = oldEdges.get(id);
      return [last && last.port === port ? last : { ...last, id, source, target: node.id, port }];
    }),
  );
  return { nodes, edges };
}

// The document with the canvas's positions; the very same object when no node was moved.
export function fromFlow(dag: Dag, flow: Flow): ReturnType<typeof moveNodes> | null {
  const moved: Record<string, { x: number; y: number }> = {};
  for (const { id, position } of flow.nodes) {
    const node = dag.nodes.find((n) => n.id === id);
    if (!node) continue;
    const stored = positionOf(node);
    if (stored && (stored.x !== Math.round(position.x) || stored.y !== Math.round(position.y))) moved[id] = position;
  }
  return Object.keys(moved).length > 0 ? moveNodes(dag, moved, true) : null;
}

export function isPinned(node: DagNode): boolean {
  const ui = metadataOf(node).ui;
  return typeof ui === 'object' && ui !== null && !Array.isArray(ui) && ui.pinned === true;
}

// Would an edge source → target close a cycle?
export function closesCycle(dag: Dag, source: string, target: string): boolean {
  if (source === target) return true;
  const parents = new Map(dag.nodes.map((n) => [n.id, n.dependencies]));
  const stack = [source];
  const seen = new Set<string>();
  while (stack.length > 0) {
    const id = stack.pop() as string;
    if (id === target) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...(parents.get(id) ?? []));
  }
  return false;
}

// A node and everything it depends on.
export function ancestors(dag: Dag, id: string): Set<string> {
  const parents = new Map(dag.nodes.map((n) => [n.id, n.dependencies]));
  const found = new Set<string>();
  const stack = [id];
  while (stack.length > 0) {
    const next = stack.pop() as string;
    if (found.has(next) || !parents.has(next)) continue;
    found.add(next);
    stack.push(...(parents.get(next) ?? []));
  }
  return found;
}

// A node and everything that follows it: what an edit makes stale.
export function descendants(dag: Dag, id: string): Set<string> {
  const children = new Map<string, string[]>();
  for (const node of dag.nodes) for (const d of node.dependencies) children.set(d, [...(children.get(d) ?? []), node.id]);
  const found = new Set<string>();
  const stack = [id];
  while (stack.length > 0) {
    const next = stack.pop() as string;
    if (found.has(next)) continue;
    found.add(next);
    stack.push(...(children.get(next) ?? []));
  }
  return found;
}
