// Pipelines and their runs over the wire.
import { api, Problem, request, url } from './client';
import type { ConnectionVerdict, Execution, Inference, Json, NodeResult, Page, Pipeline, PipelineSummary } from './types';
import type { Dag } from '../document/types';

export interface Loaded {
  pipeline: Pipeline;
  document: Dag;
  revision: string;
}

async function loaded(response: Response): Promise<Loaded> {
  const pipeline = (await response.json()) as Pipeline;
  return { pipeline, document: pipeline.dag_definition as Dag, revision: pipeline.head_revision_id };
}

export const pipelines = {
  list: (project: string) => api.get<Page<PipelineSummary>>(`/projects/${encodeURIComponent(project)}/pipelines`),
  load: async (id: string): Promise<Loaded> => loaded(await request('GET', `/pipelines/${encodeURIComponent(id)}`)),
  create: async (project: string, document: Dag): Promise<Loaded> =>
    loaded(await request('POST', `/projects/${encodeURIComponent(project)}/pipelines`, { body: document })),
  // Throws a Problem of status 412 when someone else saved first.
  save: async (id: string, document: Dag, revision: string): Promise<Loaded> =>
    loaded(await request('PUT', `/pipelines/${encodeURIComponent(id)}`, { body: document, headers: { 'If-Match': `"${revision}"` } })),
  infer: (document: Dag, signal?: AbortSignal) => api.post<Inference>('/schemas/infer', { document }, signal),
  connection: (document: Dag, source_id: string, target_id: string, signal?: AbortSignal) =>
    api.post<ConnectionVerdict>('/connections/validate', { document, source_id, target_id }, signal),
  connections: (document: Dag, pairs: { source_id: string; target_id: string }[], signal?: AbortSignal) =>
    api.post<{ items: ConnectionVerdict[] }>('/connections/validate', { document, pairs }, signal),
  results: (document: Dag, signal?: AbortSignal) => api.post<{ nodes: Record<string, NodeResult> }>('/pipelines/results', { document }, signal),
};

export const executions = {
  start: (pipeline: string, options: { to_node?: string; wells?: string[]; overrides?: Record<string, Json> } = {}) =>
    api.post<Execution>(`/pipelines/${encodeURIComponent(pipeline)}/executions`, options),
  list: (pipeline: string, limit = 10) =>
    api.get<Page<Execution>>(`/pipelines/${encodeURIComponent(pipeline)}/executions`, { limit }),
  load: (id: string) => api.get<Execution>(`/executions/${encodeURIComponent(id)}`),
  cancel: (id: string) => api.delete(`/executions/${encodeURIComponent(id)}`),
  eventsPath: (id: string) => `/executions/${encodeURIComponent(id)}/events`,
};

export { Problem, url };
