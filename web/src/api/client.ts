// The one way to the server: JSON in and out, problem documents as errors, the session cookie by itself.
import type { Diagnostic, Json } from './types';

const root = '/api/v1';

// A refusal of the server (RFC 9457), or its absence (status 0).
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string = '',
    readonly diagnostics: Diagnostic[] = [],
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }
  get away(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export function url(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) search.set(key, String(value));
  }
  const text = search.toString();
  return root + path + (text ? `?${text}` : '');
}

async function problem(response: Response): Promise<Problem> {
  let body: Record<string, unknown> = {};
  try {
    body = (await response.json()) as Record<string, unknown>;
  } catch {
    // Not a problem document: the status line is all there is.
  }
  const text = (body.detail ?? body.title ?? `${response.status} ${response.statusText}`) as string;
  return new Problem(response.status, text, (body.code as string) ?? '', (body.diagnostics as Diagnostic[]) ?? [], body);
}

export interface Options {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  query?: Query;
}

export async function request(method: string, path: string, options: Options = {}): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(url(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (reason) {
    if (options.signal?.aborted) throw reason;
    throw new Problem(0, 'The server does not answer.');
  }
  if (!response.ok && response.status !== 304) throw await problem(response);
  return response;
}

async function json<T>(response: Response): Promise<T> {
  return (response.status === 204 ? null : await response.json()) as T;
}

export const api = {
  get: async <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
    json<T>(await request('GET', path, { query, signal })),
  post: async <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
    json<T>(await request('POST', path, { body, signal })),
  delete: async (path: string): Promise<void> => void (await request('DELETE', path)),
  // The raw answer: Arrow streams, ETags.
  stream: (path: string, body?: Json, signal?: AbortSignal): Promise<Response> =>
    request(body === undefined ? 'GET' : 'POST', path, {
      body,
      signal,
      headers: { Accept: 'application/vnd.apache.arrow.stream' },
    }),
};
