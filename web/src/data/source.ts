// Where a table or plot takes its rows from: a finished run, or the document as it stands (computed for one well, saved or not).
import { api, request } from '../api/client';
import type { Field, JsonObject, Plot } from '../api/types';

export type PlotSource =
  | { kind: 'execution'; execution_id: string; node_id: string; well: string }
  | { kind: 'document'; document: JsonObject; node_id: string; well: string };

export interface Rows {
  columns: Field[];
  rows: (string | number | boolean | null | (number | null)[])[][];
  offset: number;
  total: number;
}

export const PAGE = 2000;

export async function rowsOf(source: PlotSource, offset: number, sort: string | null, signal: AbortSignal): Promise<Rows> {
  if (source.kind === 'execution') {
    const path = `/executions/${encodeURIComponent(source.execution_id)}/nodes/${encodeURIComponent(source.node_id)}/data`;
    return api.get<Rows>(path, { offset, limit: PAGE, wells: source.well, sort, format: 'json' }, signal);
  }
  const body = { document: source.document, node_id: source.node_id, well_id: source.well, limit: PAGE, format: 'json' };
  const response = await request('POST', '/pipelines/preview', { body, signal });
  const preview = (await response.json()) as { columns: Field[]; rows: Rows['rows'] };
  return { columns: preview.columns, rows: preview.rows, offset: 0, total: preview.rows.length };
}

export function plotOf(source: PlotSource, curves: string[], depth: [number, number] | null, pixels: number, signal: AbortSignal): Promise<Plot> {
  const range = depth ? `${depth[0]},${depth[1]}` : null;
  if (source.kind === 'execution') {
    const path = `/executions/${encodeURIComponent(source.execution_id)}/nodes/${encodeURIComponent(source.node_id)}/plot`;
    return api.get<Plot>(path, { well: source.well, curves: curves.join(',') || null, depth: range, pixels }, signal);
  }
  const body = { document: source.document, node_id: source.node_id, well: source.well, curves: curves.length > 0 ? curves : undefined, depth: depth ?? undefined, pixels };
  return api.post<Plot>('/pipelines/plot', body, signal);
}
