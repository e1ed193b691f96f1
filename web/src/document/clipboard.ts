// Copy and paste: the clipboard holds pipeline JSON, so that it works between tabs and from a file.
import { positionOf, type Dag, type DagNode } from './types';

export function copied(dag: Dag, ids: Set<string>): string {
  return JSON.stringify({ mudrock: 'nodes', nodes: dag.nodes.filter((n) => ids.has(n.id)) }, null, 2);
}

// Nodes of a clipboard text or of a whole document, null when it is neither.
export function parseClipboard(text: string): DagNode[] | null {
  try {
    const value = JSON.parse(text) as { nodes?: unknown };
    const nodes = value.nodes;
    if (!Array.isArray(nodes) || nodes.length === 0) return null;
    const fits = nodes.every(
      (n) => typeof n?.id === 'string' && typeof n?.name === 'string' && Array.isArray(n?.dependencies) && typeof n?.node_type === 'object',
    );
    return fits ? (nodes as DagNode[]) : null;
  } catch {
    return null;
  }
}

// Fresh ids and names, moved a little; links among the pasted stay, links from outside stay only with `keepIncoming`.
export function pasted(dag: Dag, nodes: DagNode[], keepIncoming: boolean, newId: () => string): DagNode[] {
  const ids = new Map(nodes.map((n) => [n.id, newId()]));
  const existing = new Set(dag.nodes.map((n) => n.id));
  const names = new Set(dag.nodes.map((n) => n.name));
  return nodes.map((node) => {
    const position = positionOf(node);
    const dependencies = node.dependencies.flatMap((d) => {
      const inner = ids.get(d);
      if (inner) return [inner];
      return keepIncoming && existing.has(d) ? [d] : [];
    });
    const copy: DagNode = { ...node, id: ids.get(node.id) as string, name: freshName(node.name, names), dependencies };
    names.add(copy.name);
    if (position) copy.metadata = { ...(node.metadata as object), position: [position.x + 40, position.y + 40] };
    return copy;
  });
}

export function freshName(name: string, taken: Set<string>): string {
  if (!taken.has(name)) return name;
  const stem = name.replace(/ \d+$/, '');
  for (let i = 2; ; i++) if (!taken.has(`${stem} ${i}`)) return `${stem} ${i}`;
}
