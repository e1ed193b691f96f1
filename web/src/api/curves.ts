// What a project's files hold, and what people say of it.
import { api, Problem, request } from './client';
import type { Curve, CurveState, CurveWord, Page, Units } from './types';

const PAGE = 1000;

// All pages of a list.
export async function all<T>(path: string, query: Record<string, string | boolean | null> = {}): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await api.get<Page<T>>(path, { ...query, limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}

let units: Promise<Units> | null = null;

// The table of units is the program's: it is asked for once.
export function unitsAndQuantities(): Promise<Units> {
  units ??= api.get<Units>('/units').catch((reason: unknown) => {
    units = null;
    throw reason;
  });
  return units;
}

const at = (project: string) => `/projects/${encodeURIComponent(project)}`;

// Of one curve; refused when it does not stand any more as it was shown.
export async function correctOne(project: string, shown: Curve, word: CurveWord): Promise<number> {
  const path = `${at(project)}/wells/${encodeURIComponent(shown.well_id)}/logs/${encodeURIComponent(shown.log_type)}/curves/${encodeURIComponent(shown.column_name)}`;
  const response = await request('GET', path);
  const now = (await response.json()) as Curve;
  if (now.set_at !== shown.set_at || now.file_unit !== shown.file_unit) throw new Problem(412, `${shown.column_name} of ${shown.well_id} was changed by someone else meanwhile.`, 'stale_revision');
  await request('PATCH', path, { body: word, headers: { 'If-Match': response.headers.get('ETag') ?? '' } });
  return 1;
}

// Of all that stand so, in these wells or the whole project; gives how many.
export async function correctAlike(project: string, state: CurveState, wells: string[] | null, word: CurveWord): Promise<number> {
  const { file_unit, unit, quantity } = state;
  const path = `${at(project)}/curves/${encodeURIComponent(state.column_name)}`;
  const response = await request('PATCH', path, { body: { where: { file_unit, unit, quantity }, ...(wells ? { wells } : {}), ...word } });
  return ((await response.json()) as { changed: number }).changed;
}
