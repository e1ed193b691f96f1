import { describe, expect, it } from 'vitest';

import * as commands from './commands';
import { History, type Command } from './history';
import { merge, type Choice } from './merge';
import type { Dag, DagNode } from './types';

const node = (id: string, dependencies: string[] = [], parameters: Record<string, number> = {}): DagNode => ({ id, name: id, dependencies, node_type: { type: 'operator', parameters } });
const start = { id: 'd', name: 'D', project_id: 'p', version: '1.0.0', nodes: [node('a', [], { rw: 1 }), node('b', ['a']), node('c', ['b'])] } as Dag;
const edited = (dag: Dag, ...made: ((d: Dag) => Command)[]) => made.reduce((d, make) => new History(d).run(make(d)), dag);
const parameter = (dag: Dag, id: string) => (dag.nodes.find((n) => n.id === id)?.node_type.parameters as Record<string, number> | undefined)?.rw;
const ids = (dag: Dag) => dag.nodes.map((n) => n.id).sort();

describe('undo on top of what someone else saved', () => {
  it('takes back one’s own change and leaves the other’s node', () => {
    const history = new History(start);
    history.run(commands.setParameters(start, 'a', { rw: 2 }));
    const saved = history.document;
    const theirs = edited(saved, (d) => commands.addNode(d, node('x', ['c'])));
    expect(history.rebase(saved, theirs)).toBe(theirs);
    const undone = history.undo();
    expect([parameter(undone, 'a'), ids(undone)]).toEqual([1, ['a', 'b', 'c', 'x']]);
    expect(history.redo()).toEqual(theirs);
  });
  it('of a node that was added does not take the one that someone added beside it', () => {
    const history = new History(start);
    history.run(commands.addNode(start, node('mine', ['c'])));
    const saved = history.document;
    // Theirs stands before mine in the list: what goes by place would take the wrong one.
    const theirs = { ...saved, nodes: [node('x'), ...saved.nodes] } as Dag;
    history.rebase(saved, theirs);
    expect(ids(history.undo())).toEqual(['a', 'b', 'c', 'x']);
  });
  it('of a deletion brings back the node with its links, and keeps what came in', () => {
    const history = new History(start);
    history.run(commands.removeNodes(start, ['b']));
    const saved = history.document;
    const theirs = edited(saved, (d) => commands.rename(d, 'a', 'Theirs'));
    history.rebase(saved, theirs);
    const undone = history.undo();
    expect([ids(undone), undone.nodes.find((n) => n.id === 'c')?.dependencies, undone.nodes.find((n) => n.id === 'a')?.name]).toEqual([['a', 'b', 'c'], ['b'], 'Theirs']);
  });
  it('has nothing to do where someone else set the same field', () => {
    const history = new History(start);
    history.run(commands.setParameters(start, 'a', { rw: 2 }));
    history.run(commands.rename(history.document, 'c', 'Mine'));
    const saved = history.document;
    const theirs = edited(saved, (d) => commands.setParameters(d, 'a', { rw: 3 }));
    history.rebase(saved, theirs);
    expect(parameter(history.undo(), 'a')).toBe(3);
    expect(history.document.nodes.find((n) => n.id === 'c')?.name).toBe('c');
    expect(history.undoLabel).toBeNull();
  });
  it('keeps a node of one’s own that someone else linked to', () => {
    const history = new History(start);
    history.run(commands.addNode(start, node('mine', ['a'])));
    const saved = history.document;
    const theirs = edited(saved, (d) => commands.addNode(d, node('x', ['mine'])));
    history.rebase(saved, theirs);
    expect(history.undoLabel).toBeNull();
    expect(ids(history.undo())).toEqual(['a', 'b', 'c', 'mine', 'x']);
  });
  it('leaves deleted what someone else deleted', () => {
    const history = new History(start);
    history.run(commands.setParameters(start, 'b', { rw: 5 }));
    const saved = history.document;
    history.rebase(saved, edited(saved, (d) => commands.removeNodes(d, ['b'])));
    expect(ids(history.undo())).toEqual(['a', 'c']);
  });
});

describe('undo after a merge', () => {
  const mineAndTheirs = (choice: Choice) => {
    const history = new History(start);
    history.run(commands.rename(start, 'c', 'Mine'));
    history.run(commands.setParameters(history.document, 'a', { rw: 31 }));
    const theirs = edited(start, (d) => commands.setParameters(d, 'a', { rw: 32 }), (d) => commands.addNode(d, node('x')));
    const choices = new Map<string, Choice>(merge(start, history.document, theirs).clashes.map((c) => [c.key, choice]));
    const wanted = merge(start, history.document, theirs, choices).document;
    expect(history.rebase(start, theirs, choices)).toEqual(wanted);
    return { history, theirs };
  };
  it('goes back to theirs where mine was chosen', () => {
    const { history, theirs } = mineAndTheirs('mine');
    expect(parameter(history.document, 'a')).toBe(31);
    expect(parameter(history.undo(), 'a')).toBe(32);
    expect(history.undo()).toEqual(theirs);
    expect(history.undoLabel).toBeNull();
    history.redo();
    expect(parameter(history.redo(), 'a')).toBe(31);
  });
  it('skips what theirs was chosen for', () => {
    const { history, theirs } = mineAndTheirs('theirs');
    expect(parameter(history.document, 'a')).toBe(32);
    expect(history.undo()).toEqual(theirs);
    expect(history.undoLabel).toBeNull();
  });
  it('never loses a node of theirs, whatever was edited before', () => {
    for (let seed = 1; seed <= 300; seed++) {
      let s = seed;
      const random = (n: number) => (s = (s * 1103515245 + 12345) % 2147483648) % n;
      const history = new History(start);
      const any = (dag: Dag, name: string) => {
        const pick = dag.nodes[random(Math.max(1, dag.nodes.length))]?.id;
        const kind = pick ? random(4) : 0;
        if (kind === 0) return commands.addNode(dag, node(name, pick ? [pick] : []));
        if (kind === 1) return commands.removeNodes(dag, [pick as string], random(2) === 0);
        return kind === 2 ? commands.rename(dag, pick as string, name) : commands.setParameters(dag, pick as string, { rw: random(9) });
      };
      let base: Dag = start;
      for (let k = 0; k < 6; k++) {
        history.run(any(history.document, `m${seed}.${k}`));
        if (random(3) === 0) base = history.document;
      }
      let theirs = base;
      for (let k = 0; k < 3; k++) theirs = edited(theirs, (d) => commands.addNode(d, node(`t${k}`, d.nodes.slice(0, 1).map((n) => n.id))), (d) => any(d, `o${k}`));
      const theirsOwn = ids(theirs).filter((id) => /^[to]/.test(id));
      history.rebase(base, theirs);
      const top = history.document;
      let steps = 0;
      for (; history.undoLabel !== null; steps++) expect(ids(history.undo())).toEqual(expect.arrayContaining(theirsOwn));
      for (; steps > 0; steps--) history.redo();
      expect(history.document).toEqual(top);
    }
  });
});
