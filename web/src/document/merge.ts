// Three-way merge of a document by node id and field: base is what both started from. Edits that do not touch the same field merge by
// themselves; the others are clashes, for a person to decide.
import type { Json, JsonObject } from '../api/types';
import type { Dag, DagNode } from './types';

export interface Clash {
  key: string; // stable: node id and field path
  node_id: string | null;
  node_name: string | null;
  field: string; // "rw", "dependencies", "name", "the node itself"
  base: Json | undefined;
  mine: Json | undefined;
  theirs: Json | undefined;
}

export interface Merge {
  document: Dag;
  clashes: Clash[];
  came_in: string[]; // what theirs brought, in words
}

export type Choice = 'mine' | 'theirs';

export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => equal(x, b[i]));
  }
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && equal(a[k], b[k]));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Place {
  node: DagNode | null;
  path: string[];
}

class Merger {
  clashes: Clash[] = [];
  came_in = new Set<string>();

  constructor(private readonly choices: Map<string, Choice>) {}

  value(base: Json | undefined, mine: Json | undefined, theirs: Json | undefined, place: Place): Json | undefined {
    if (equal(mine, theirs) || equal(base, theirs)) return mine;
    if (equal(base, mine)) {
      this.note(place);
      return theirs;
    }
    if (isObject(mine) && isObject(theirs)) return this.object(isObject(base) ? base : {}, mine, theirs, place);
    return this.clash(base, mine, theirs, place);
  }

  object(base: JsonObject, mine: JsonObject, theirs: JsonObject, place: Place): JsonObject {
    const merged: JsonObject = {};
    for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const value = this.value(base[key], mine[key], theirs[key], { ...place, path: [...place.path, key] });
      if (value !== undefined) merged[key] = value;
    }
    return merged;
  }

  clash(base: Json | undefined, mine: Json | undefined, theirs: Json | undefined, place: Place): Json | undefined {
    const key = `${place.node?.id ?? ''}/${place.path.join('/')}`;
    const field = place.path.filter((p) => p !== 'node_type' && p !== 'parameters' && p !== 'metadata').join('.') || 'the node itself';
    const choice = this.choices.get(key);
    if (choice) return choice === 'mine' ? mine : theirs;
    this.clashes.push({ key, node_id: place.node?.id ?? null, node_name: place.node?.name ?? null, field, base, mine, theirs });
    return mine;
  }

  private note(place: Place): void {
    const last = place.path[place.path.length - 1];
    if (last === 'position' || last === 'updated_at') return;
    this.came_in.add(place.node ? `${place.node.name}: ${last ?? 'the node'}` : `${last ?? 'document'}`);
  }
}

export function merge(base: Dag, mine: Dag, theirs: Dag, choices: Map<string, Choice> = new Map()): Merge {
  const merger = new Merger(choices);
  const byId = (dag: Dag) => new Map(dag.nodes.map((n) => [n.id, n]));
  const [b, m, t] = [byId(base), byId(mine), byId(theirs)];
  const { nodes: _b, ...baseRest } = base;
  const { nodes: _m, ...mineRest } = mine;
  const { nodes: _t, ...theirsRest } = theirs;
  const rest = merger.object(baseRest, mineRest, theirsRest, { node: null, path: [] });

  // Mine's order, then what only theirs has.
  const nodes: DagNode[] = [];
  for (const id of new Set([...m.keys(), ...t.keys()])) {
    const node = (m.get(id) ?? t.get(id)) as DagNode;
    const merged = merger.value(b.get(id), m.get(id), t.get(id), { node, path: [] });
    if (merged !== undefined) nodes.push(merged as DagNode);
  }
  // A node that was removed takes the links to it along.
  const left = new Set(nodes.map((n) => n.id));
  const document = {
    ...Object.fromEntries(Object.keys(mine).map((k) => [k, k === 'nodes' ? null : (rest[k] as Json)])),
    ...rest,
    nodes: nodes.map((n) =>
      n.dependencies.every((d) => left.has(d)) ? n : { ...n, dependencies: n.dependencies.filter((d) => left.has(d)) },
    ),
  } as unknown as Dag;
  return { document, clashes: merger.clashes, came_in: [...merger.came_in] };
}
