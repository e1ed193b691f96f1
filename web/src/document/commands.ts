// The edits a person can make, as commands on the document. No DOM, no Svelte.
import type { Json, JsonObject } from '../api/types';
import type { Command } from './history';
import type { Patch } from './patch';
import { metadataOf, type Dag, type DagNode } from './types';

export function indexOf(dag: Dag, id: string): number {
  const index = dag.nodes.findIndex((node) => node.id === id);
  if (index < 0) throw new Error(`no node ${id}`);
  return index;
}

function node(dag: Dag, id: string): DagNode {
  return dag.nodes[indexOf(dag, id)] as DagNode;
}

// A metadata field, with the object made when the node has none.
function metadataPatches(dag: Dag, id: string, key: string, value: Json | undefined): Patch[] {
  const index = indexOf(dag, id);
  const has = Object.hasOwn(dag.nodes[index] as object, 'metadata') && dag.nodes[index]?.metadata !== null;
  if (value === undefined) {
    return has && Object.hasOwn(metadataOf(dag.nodes[index] as DagNode), key)
      ? [{ op: 'remove', path: ['nodes', index, 'metadata', key] }]
      : [];
  }
  return has
    ? [{ op: 'set', path: ['nodes', index, 'metadata', key], value }]
    : [{ op: 'set', path: ['nodes', index, 'metadata'], value: { [key]: value } }];
}

export function addNode(dag: Dag, added: DagNode): Command {
  return { label: `Add ${added.name}`, patches: [{ op: 'insert', path: ['nodes'], index: dag.nodes.length, value: added }] };
}

export function addNodes(dag: Dag, added: DagNode[], label: string): Command {
  return {
    label,
    patches: added.map((value, i) => ({ op: 'insert', path: ['nodes'], index: dag.nodes.length + i, value })),
  };
}

// Removes nodes and every link to them; with `bridge`, what depended on a removed node depends on what it depended on.
export function removeNodes(dag: Dag, ids: string[], bridge = false): Command {
  const gone = new Set(ids);
  const parents = (id: string, seen: Set<string>): string[] =>
    node(dag, id).dependencies.flatMap((d) => {
      if (!gone.has(d)) return [d];
      if (seen.has(d)) return [];
      return parents(d, new Set(seen).add(d));
    });
  const patches: Patch[] = [];
  dag.nodes.forEach((n, i) => {
    if (gone.has(n.id) || !n.dependencies.some((d) => gone.has(d))) return;
    const kept = n.dependencies.flatMap((d) => (gone.has(d) ? (bridge ? parents(d, new Set([d])) : []) : [d]));
    patches.push({ op: 'set', path: ['nodes', i, 'dependencies'], value: [...new Set(kept)] });
  });
  for (let i = dag.nodes.length - 1; i >= 0; i--) {
    if (gone.has((dag.nodes[i] as DagNode).id)) patches.push({ op: 'cut', path: ['nodes'], index: i });
  }
  const only = ids.length === 1 ? node(dag, ids[0] as string).name : `${ids.length} nodes`;
  return { label: `Delete ${only}`, patches };
}

export function connect(dag: Dag, source: string, target: string): Command {
  const index = indexOf(dag, target);
  const dependencies = [...node(dag, target).dependencies, source];
  return {
    label: `Connect ${node(dag, source).name} to ${node(dag, target).name}`,
    patches: [{ op: 'set', path: ['nodes', index, 'dependencies'], value: dependencies }],
  };
}

export function disconnect(dag: Dag, source: string, target: string): Command {
  const index = indexOf(dag, target);
  return {
    label: `Disconnect ${node(dag, target).name}`,
    patches: [{ op: 'set', path: ['nodes', index, 'dependencies'], value: node(dag, target).dependencies.filter((d) => d !== source) }],
  };
}

// Puts a node between two connected ones.
export function insertOnEdge(dag: Dag, inserted: DagNode, source: string, target: string): Command {
  const index = indexOf(dag, target);
  const dependencies = node(dag, target).dependencies.map((d) => (d === source ? inserted.id : d));
  return {
    label: `Insert ${inserted.name}`,
    patches: [
      { op: 'set', path: ['nodes', index, 'dependencies'], value: dependencies },
      { op: 'insert', path: ['nodes'], index: dag.nodes.length, value: { ...inserted, dependencies: [source] } },
    ],
  };
}

// The same with a node that is there already and linked to nothing.
export function moveOntoEdge(dag: Dag, id: string, source: string, target: string): Command {
  const dependencies = node(dag, target).dependencies.map((d) => (d === source ? id : d));
  return {
    label: `Insert ${node(dag, id).name}`,
    patches: [
      { op: 'set', path: ['nodes', indexOf(dag, target), 'dependencies'], value: dependencies },
      { op: 'set', path: ['nodes', indexOf(dag, id), 'dependencies'], value: [source] },
    ],
  };
}

export function rename(dag: Dag, id: string, name: string): Command {
  return { label: `Rename to ${name}`, patches: [{ op: 'set', path: ['nodes', indexOf(dag, id), 'name'], value: name }] };
}

// Several parameters as one step; undefined removes (back to the default).
export function setParameters(dag: Dag, id: string, values: Record<string, Json | undefined>, merge_key?: string): Command {
  const index = indexOf(dag, id);
  const type = node(dag, id).node_type;
  const patches: Patch[] = [];
  if (typeof type.parameters !== 'object' || type.parameters === null) {
    patches.push({ op: 'set', path: ['nodes', index, 'node_type', 'parameters'], value: {} });
  }
  for (const [key, value] of Object.entries(values)) {
    const path = ['nodes', index, 'node_type', 'parameters', key];
    if (value !== undefined) patches.push({ op: 'set', path, value });
    else if (Object.hasOwn((type.parameters ?? {}) as JsonObject, key)) patches.push({ op: 'remove', path });
  }
  return { label: `Set ${Object.keys(values).join(', ')}`, patches, ...(merge_key ? { merge_key } : {}) };
}

export function setNodeType(dag: Dag, id: string, value: JsonObject, label: string, merge_key?: string): Command {
  return {
    label,
    patches: [{ op: 'set', path: ['nodes', indexOf(dag, id), 'node_type'], value }],
    ...(merge_key ? { merge_key } : {}),
  };
}

export function setMetadata(dag: Dag, id: string, key: string, value: Json | undefined, label: string): Command {
  return { label, patches: metadataPatches(dag, id, key, value) };
}

// Positions of several nodes as one step. Moved by hand, they are pinned: automatic layout leaves them.
export function moveNodes(dag: Dag, positions: Record<string, { x: number; y: number }>, pin: boolean, label = 'Move'): Command {
  let current = dag;
  const patches: Patch[] = [];
  for (const [id, { x, y }] of Object.entries(positions)) {
    const index = indexOf(current, id);
    patches.push(...metadataPatches(current, id, 'position', [Math.round(x), Math.round(y)]));
    if (!pin) continue;
    const metadata = metadataOf(current.nodes[index] as DagNode);
    const ui = (metadata.ui ?? null) as JsonObject | null;
    if (ui?.pinned === true) continue;
    // After the first patch the node has metadata in any case.
    patches.push({ op: 'set', path: ['nodes', index, 'metadata', 'ui'], value: { ...(ui ?? {}), pinned: true } });
    current = dag;
  }
  return { label, patches };
}

export function renameDocument(name: string): Command {
  return { label: `Rename the pipeline to ${name}`, patches: [{ op: 'set', path: ['name'], value: name }] };
}
