// Where a table or plot takes its rows from: a finished run, or the document as it stands (computed for one well, saved or not).
import { api, request } from '../api/client';
import type { JsonObject, Plot } from '../api/types';

export type PlotSource =
  | { kind: 'execution'; execution_id: string; node_id: string; well: string }
  | { kind: 'document'; document: JsonObject; node_id: string; well: string; facts?: number }; // facts: how often what files say was corrected meanwhile

export interface Ask {
  offset: number;
  limit: number;
  sort?: string | null;
  columns?: string[];
}

export const PAGE = 2000;

interface Bare {
  id: string;
  dependencies?: string[];
  node_type?: unknown;
}

// What a node's rows depend on, as text: it and all before it, without names and positions. Made once a document and node.
const texts = new WeakMap<JsonObject, Map<string, string>>();
function content(document: JsonObject, node_id: string): string {
  const known = texts.get(document) ?? new Map<string, string>();
  texts.set(document, known);
  let text = known.get(node_id);
  if (text === undefined) {
    const nodes = new Map(((document.nodes ?? []) as unknown as Bare[]).map((n) => [n.id, n]));
    const needed = new Set([node_id]);
    for (const id of needed) for (const before of nodes.get(id)?.dependencies ?? []) needed.add(before);
    text = JSON.stringify([...needed].map((id) => [id, nodes.get(id)?.dependencies, nodes.get(id)?.node_type]));
    known.set(node_id, text);
  }
  return text;
}

// Two sources of one key give the same rows.
export function sourceKey(source: PlotSource): string {
  return `${source.node_id}|${source.well}|${source.kind === 'execution' ? source.execution_id : `${source.facts ?? 0}|${content(source.document, source.node_id)}`}`;
}

export interface Stream {
  bytes: Uint8Array;
  total: number; // rows there are, not only those that came
}

const stream = { Accept: 'application/vnd.apache.arrow.stream' };

// Rows as an Arrow IPC stream.
export async function rowsOf(source: PlotSource, ask: Ask, signal?: AbortSignal): Promise<Stream> {
  const { offset, limit, sort, columns } = ask;
  let response: Response;
  if (source.kind === 'execution') {
    const path = `/executions/${encodeURIComponent(source.execution_id)}/nodes/${encodeURIComponent(source.node_id)}/data`;
    response = await request('GET', path, { query: { offset, limit, wells: source.well, sort, columns: columns?.join(','), format: 'arrow' }, headers: stream, signal });
  } else {
    const body = { document: source.document, node_id: source.node_id, well_id: source.well, offset, limit, sort: sort ?? undefined, columns, format: 'arrow' };
    response = await request('POST', '/pipelines/preview', { body, headers: stream, signal });
  }
  const total = Number(response.headers.get('X-Total-Rows') ?? NaN);
  return { bytes: new Uint8Array(await response.arrayBuffer()), total };
}

export function plotOf(source: PlotSource, curves: string[], depth: [number, number] | null, pixels: number, signal: AbortSignal): Promise<Plot> {
  if (source.kind === 'execution') {
    const path = `/executions/${encodeURIComponent(source.execution_id)}/nodes/${encodeURIComponent(source.node_id)}/plot`;
    return api.get<Plot>(path, { well: source.well, curves: curves.join(',') || null, depth: depth?.join(',') ?? null, pixels }, signal);
  }
  const body = { document: source.document, node_id: source.node_id, well: source.well, curves: curves.length > 0 ? curves : undefined, depth: depth ?? undefined, pixels };
  return api.post<Plot>('/pipelines/plot', body, signal);
}
