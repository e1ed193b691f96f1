// Asks the layout worker; nodes placed by hand keep their places unless everything is to be laid out.
import { isPinned, NODE_HEIGHT, NODE_WIDTH } from '../document/flow';
import type { Dag } from '../document/types';
import type { LayoutAnswer, LayoutRequest } from './worker';

let worker: Worker | null = null;
let next = 0;

export function arrange(dag: Dag, direction: 'LR' | 'TB', everything: boolean): Promise<LayoutAnswer['positions']> {
  worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  const id = ++next;
  const known = new Set(dag.nodes.map((n) => n.id));
  const request: LayoutRequest = {
    id,
    direction,
    nodes: dag.nodes.map((n) => ({ id: n.id, width: NODE_WIDTH, height: NODE_HEIGHT })),
    edges: dag.nodes.flatMap((n) => n.dependencies.filter((d) => known.has(d)).map((source) => ({ source, target: n.id }))),
  };
  return new Promise((resolve, reject) => {
    const done = (event: MessageEvent<LayoutAnswer>) => {
      if (event.data.id !== id) return;
      asked.removeEventListener('message', done);
      const free = dag.nodes.filter((n) => everything || !isPinned(n));
      resolve(Object.fromEntries(free.map((n) => [n.id, event.data.positions[n.id] as { x: number; y: number }])));
    };
    asked.addEventListener('message', done);
    asked.addEventListener('error', () => reject(new Error('The layout could not be computed')), { once: true });
    asked.postMessage(request);
  });
}
