import { describe, expect, it } from 'vitest';

import type { Json, JsonObject } from '../api/types';
import { copied, parseClipboard, pasted } from './clipboard';
import * as commands from './commands';
import { ancestors, closesCycle, descendants, fromFlow, toFlow } from './flow';
import { History } from './history';
import { merge } from './merge';
import type { Dag, DagNode } from './types';

// A small generator with its own state: the same documents at every run.
function generator(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s ^ (s >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((s ^ (s >>> 12)) >>> 0) / 2 ** 32;
  };
}

function anyJson(random: () => number, depth = 0): Json {
  const kind = Math.floor(random() * (depth > 2 ? 5 : 7));
  switch (kind) {
    case 0: return null;
    case 1: return random() < 0.5;
    case 2: return Math.round(random() * 1e6) / 1000;
    case 3: return ['x', 'ü', '💧', '<script>', '"', ''][Math.floor(random() * 6)] as string;
    case 4: return Math.floor(random() * 100);
    case 5: return Array.from({ length: Math.floor(random() * 4) }, () => anyJson(random, depth + 1));
    default: return Object.fromEntries(Array.from({ length: Math.floor(random() * 4) }, (_, i) => [`k${i}`, anyJson(random, depth + 1)]));
  }
}

function anyDag(seed: number): Dag {
  const random = generator(seed);
  const count = Math.floor(random() * 8) + 1;
  const nodes = Array.from({ length: count }, (_, i): DagNode => {
    const node: JsonObject = { id: `n${i}`, name: `Node ${i}` };
    if (random() < 0.5) node.future_field = anyJson(random);
    node.dependencies = Array.from({ length: i }, (_, k) => `n${k}`).filter(() => random() < 0.4).sort(() => random() - 0.5);
    const kind = i === 0 ? 'ingestion' : i === count - 1 ? 'output' : 'operator';
    node.node_type = { type: kind, ...(kind === 'operator' ? { operator_id: 'linear_transform', parameters: { a: anyJson(random) } } : {}), extra: anyJson(random) };
    if (random() < 0.8) node.metadata = { position: [Math.round(random() * 900), Math.round(random() * 600)], later: anyJson(random) };
    return node as DagNode;
  });
  return { id: `d${seed}`, name: 'Generated', project_id: 'p', version: '1.0.0', unknown: anyJson(random), nodes, after: anyJson(random) } as Dag;
}

const text = (value: unknown) => JSON.stringify(value);

describe('converter', () => {
  it('gives back equal bytes for 1,000 generated documents', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const dag = anyDag(seed);
      const before = text(dag);
      const flow = toFlow(dag);
      expect(fromFlow(dag, flow)).toBeNull();
      expect(text(dag)).toBe(before);
      expect(flow.edges.length).toBe(dag.nodes.reduce((n, node) => n + node.dependencies.length, 0));
    }
  });

  it('keeps the objects of what did not change', () => {
    const dag = anyDag(7);
    const flow = toFlow(dag);
    const history = new History(dag);
    const next = toFlow(history.run(commands.rename(dag, 'n0', 'Other')), flow);
    expect(next.nodes[0]).not.toBe(flow.nodes[0]);
    for (let i = 1; i < flow.nodes.length; i++) expect(next.nodes[i]).toBe(flow.nodes[i]);
  });

  it('orders edges by dependency and finds cycles', () => {
    const dag = { ...anyDag(1), nodes: ['a', 'b', 'c'].map((id, i) => ({ id, name: id, dependencies: i === 2 ? ['b', 'a'] : i === 1 ? ['a'] : [], node_type: { type: 'operator' as const } })) } as Dag;
    expect(toFlow(dag).edges.map((e) => `${e.source}${e.target}${e.port}`)).toEqual(['ab0', 'bc0', 'ac1']);
    expect(closesCycle(dag, 'c', 'a')).toBe(true);
    expect(closesCycle(dag, 'a', 'c')).toBe(false);
    expect([...descendants(dag, 'b')].sort()).toEqual(['b', 'c']);
    expect([...ancestors(dag, 'b')].sort()).toEqual(['a', 'b']);
  });
});

describe('history', () => {
  it('undoes random edits to the same bytes and redoes them', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = generator(seed + 5000);
      const start = anyDag(seed);
      const history = new History(start, () => 0);
      const first = text(start);
      let steps = 0;
      for (let k = 0; k < 12; k++) {
        const dag = history.document;
        const pick = dag.nodes[Math.floor(random() * dag.nodes.length)];
        if (!pick) break;
        const other = dag.nodes[Math.floor(random() * dag.nodes.length)] as DagNode;
        const choices = [
          () => commands.rename(dag, pick.id, `R${k}`),
          () => commands.setParameters(dag, pick.id, { rw: random(), gone: undefined }),
          () => commands.setParameters(dag, pick.id, { a: undefined }),
          () => commands.moveNodes(dag, { [pick.id]: { x: random() * 99, y: 3 }, [other.id]: { x: 1, y: 2 } }, true),
          () => commands.connect(dag, other.id, pick.id),
          () => commands.insertOnEdge(dag, { id: `y${k}`, name: 'Between', dependencies: [], node_type: { type: 'operator' } } as DagNode, pick.dependencies[0] ?? other.id, pick.id),
          () => commands.moveOntoEdge(dag, other.id, pick.dependencies[0] ?? other.id, pick.id),
          () => commands.removeNodes(dag, [pick.id], random() < 0.5),
          () => commands.setMetadata(dag, pick.id, 'bypass', random() < 0.5 ? true : undefined, 'Bypass'),
          () => commands.addNode(dag, { id: `x${k}`, name: 'New', dependencies: [], node_type: { type: 'operator' } } as DagNode),
        ];
        history.run((choices[Math.floor(random() * choices.length)] as () => ReturnType<typeof commands.rename>)());
        steps++;
      }
      const last = text(history.document);
      for (let k = 0; k < steps; k++) history.undo();
      expect(text(history.document)).toBe(first);
      expect(history.undoLabel).toBeNull();
      for (let k = 0; k < steps; k++) history.redo();
      expect(text(history.document)).toBe(last);
    }
  });

  it('merges typing into one step until it rests', () => {
    let now = 0;
    const history = new History(anyDag(3), () => now);
    const type = (value: number) => history.run(commands.setParameters(history.document, 'n0', { rw: value }, 'n0/rw'));
    type(1);
    now = 500;
    type(2);
    now = 2000;
    type(3);
    history.undo();
    expect((history.document.nodes[0] as DagNode).node_type.parameters).toEqual({ rw: 2 });
    history.undo();
    expect(history.undoLabel).toBeNull();
  });
});

describe('putting a node on an edge', () => {
  it('keeps the order of the other inputs', () => {
    const node = (id: string, dependencies: string[]) => ({ id, name: id, dependencies, node_type: { type: 'operator' } }) as DagNode;
    const dag = { ...anyDag(1), nodes: [node('a', []), node('b', []), node('c', ['a', 'b']), node('d', [])] } as Dag;
    const links = (after: Dag) => after.nodes.map((n) => [n.id, n.dependencies]);
    expect(links(new History(dag).run(commands.insertOnEdge(dag, node('x', []), 'a', 'c')))).toEqual([['a', []], ['b', []], ['c', ['x', 'b']], ['d', []], ['x', ['a']]]);
    expect(links(new History(dag).run(commands.moveOntoEdge(dag, 'd', 'b', 'c')))).toEqual([['a', []], ['b', []], ['c', ['a', 'd']], ['d', ['b']]]);
  });
});

describe('removing', () => {
  it('bridges parents to children', () => {
    const node = (id: string, dependencies: string[]) => ({ id, name: id, dependencies, node_type: { type: 'operator' } }) as DagNode;
    const dag = { ...anyDag(1), nodes: [node('a', []), node('b', ['a']), node('c', ['b']), node('d', ['c'])] } as Dag;
    const bridged = new History(dag).run(commands.removeNodes(dag, ['b', 'c'], true));
    expect(bridged.nodes.map((n) => [n.id, n.dependencies])).toEqual([['a', []], ['d', ['a']]]);
    const cut = new History(dag).run(commands.removeNodes(dag, ['b']));
    expect(cut.nodes.find((n) => n.id === 'c')?.dependencies).toEqual([]);
  });
});

describe('merge', () => {
  const base = anyDag(11);
  const edit = (dag: Dag, ...made: ((d: Dag) => ReturnType<typeof commands.rename>)[]) => {
    const history = new History(dag);
    for (const make of made) history.run(make(history.document));
    return history.document;
  };

  it('takes both when the fields differ', () => {
    const mine = edit(base, (d) => commands.setParameters(d, 'n0', { rw: 1 }));
    const theirs = edit(base, (d) => commands.rename(d, 'n0', 'Theirs'), (d) => commands.setParameters(d, 'n0', { m: 2 }));
    const { document, clashes } = merge(base, mine, theirs);
    expect(clashes).toEqual([]);
    expect(document.nodes[0]?.name).toBe('Theirs');
    expect(document.nodes[0]?.node_type.parameters).toMatchObject({ rw: 1, m: 2 });
  });

  it('asks where both changed one field, and obeys', () => {
    const mine = edit(base, (d) => commands.rename(d, 'n0', 'Mine'));
    const theirs = edit(base, (d) => commands.rename(d, 'n0', 'Theirs'));
    const asked = merge(base, mine, theirs);
    expect(asked.clashes.map((c) => [c.node_id, c.field, c.mine, c.theirs])).toEqual([['n0', 'name', 'Mine', 'Theirs']]);
    const decided = merge(base, mine, theirs, new Map([[asked.clashes[0]?.key as string, 'theirs']]));
    expect(decided.clashes).toEqual([]);
    expect(decided.document.nodes[0]?.name).toBe('Theirs');
  });

  it('keeps what each side added and drops what one removed', () => {
    const added = { id: 'mine', name: 'Mine', dependencies: ['n0'], node_type: { type: 'operator' } } as DagNode;
    const mine = edit(base, (d) => commands.addNode(d, added));
    const theirs = edit(base, (d) => commands.removeNodes(d, ['n0']));
    const { document, clashes } = merge(base, mine, theirs);
    expect(clashes).toEqual([]);
    expect(document.nodes.map((n) => n.id)).not.toContain('n0');
    expect(document.nodes.find((n) => n.id === 'mine')?.dependencies).toEqual([]);
  });

  it('gives the other side back when one did nothing', () => {
    const theirs = edit(base, (d) => commands.rename(d, 'n0', 'Theirs'));
    expect(merge(base, base, theirs).document).toEqual(theirs);
    expect(text(merge(base, theirs, base).document)).toBe(text(theirs));
  });
});

describe('clipboard', () => {
  it('pastes with fresh ids and inner links', () => {
    const dag = anyDag(23);
    const nodes = parseClipboard(copied(dag, new Set(dag.nodes.map((n) => n.id)))) as DagNode[];
    let count = 0;
    const fresh = pasted(dag, nodes, false, () => `fresh${count++}`);
    expect(fresh.map((n) => n.dependencies)).toEqual(dag.nodes.map((n) => n.dependencies.map((d) => d.replace('n', 'fresh'))));
    expect(new Set([...dag.nodes, ...fresh].map((n) => n.name)).size).toBe(dag.nodes.length * 2);
    expect(parseClipboard('{"nodes": 3}')).toBeNull();
    expect(parseClipboard('nonsense')).toBeNull();
  });
});
