// Dagre in a worker: a layout of many nodes never blocks the page. Nodes have fixed sizes, so no DOM is needed.
import { Graph, layout } from '@dagrejs/dagre';

export interface LayoutRequest {
  id: number;
  direction: 'LR' | 'TB';
  nodes: { id: string; width: number; height: number }[];
  edges: { source: string; target: string }[];
}

export interface LayoutAnswer {
  id: number;
  positions: Record<string, { x: number; y: number }>;
}

self.onmessage = (event: MessageEvent<LayoutRequest>) => {
  const { id, direction, nodes, edges } = event.data;
  const graph = new Graph();
  // The better ranker takes minutes on large braided graphs.
  graph.setGraph({ rankdir: direction, nodesep: 28, ranksep: 64, ranker: nodes.length <= 200 ? 'network-simplex' : 'tight-tree' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id: node, width, height } of nodes) graph.setNode(node, { width, height });
  for (const { source, target } of edges) graph.setEdge(source, target);
  layout(graph);
  const positions: LayoutAnswer['positions'] = {};
  for (const { id: node, width, height } of nodes) {
    const { x, y } = graph.node(node) as { x: number; y: number };
    positions[node] = { x: Math.round(x - width / 2), y: Math.round(y - height / 2) };
  }
  self.postMessage({ id, positions } satisfies LayoutAnswer);
};
