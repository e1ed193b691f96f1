// How the unit of a curve stands: what the file says, how it is read, who said otherwise; and what a person may say instead. No DOM.
import type { Curve, CurveState, Units } from '../api/types';

export type Tone = 'plain' | 'read' | 'said' | 'unknown' | 'unsaid';

export interface Reading {
  text: string;
  tone: Tone;
}

// "GAPI", "F, read as degF", "DEGX, not understood", "no unit said", "degC, by hand (file: F)".
export function readingOf(state: CurveState): Reading {
  const { file_unit, unit, understood, unit_unknown, corrected } = state;
  const read = understood ?? unit;
  if (corrected > 0 && unit !== file_unit) return { text: `${read}, by hand (file: ${file_unit || 'nothing'})`, tone: unit_unknown ? 'unknown' : 'said' };
  if (unit_unknown) return { text: `${unit}, not understood`, tone: 'unknown' };
  if (!unit) return { text: 'no unit said', tone: 'unsaid' };
  if (!understood) return { text: `${unit}, no unit`, tone: 'unsaid' };
  return understood === unit ? { text: unit, tone: 'plain' } : { text: `${unit}, read as ${understood}`, tone: 'read' };
}

const keyOf = (c: { column_name: string; file_unit: string | null; unit: string | null; quantity: string | null }) =>
  JSON.stringify([c.column_name, c.file_unit || null, c.unit || null, c.quantity || null]);

// The curves of some wells by how they stand, as the server lists those of all: by column, the most curves first.
export function statesOf(curves: Curve[]): CurveState[] {
  const found = new Map<string, CurveState & { seen: Set<string> }>();
  for (const c of curves) {
    const key = keyOf(c);
    const last = found.get(key);
    const seen = (last?.seen ?? new Set<string>()).add(c.well_id);
    found.set(key, {
      column_name: c.column_name, mnemonic: last?.mnemonic ?? c.mnemonic, file_unit: c.file_unit || null, unit: c.unit || null, quantity: c.quantity || null,
      understood: c.understood, unit_unknown: c.unit_unknown, wells: seen.size, curves: (last?.curves ?? 0) + 1, corrected: (last?.corrected ?? 0) + (c.set_at ? 1 : 0), seen,
    });
  }
  return [...found.values()]
    .map(({ seen: _, ...state }) => state)
    .sort((a, b) => a.column_name.localeCompare(b.column_name) || b.curves - a.curves || keyOf(a).localeCompare(keyOf(b)));
}

export function byColumn(states: CurveState[]): Map<string, CurveState[]> {
  const found = new Map<string, CurveState[]>();
  for (const state of states) found.set(state.column_name, [...(found.get(state.column_name) ?? []), state]);
  return found;
}

export function standsSo(curve: Curve, state: CurveState): boolean {
  return keyOf(curve) === keyOf(state);
}

// Whom a correction is meant for: every curve that stands so, those of the chosen wells, or one.
export type Scope = { kind: 'project'; curves: number } | { kind: 'chosen'; curves: number } | { kind: 'one'; curve: Curve };

const wells = (n: number) => (n === 1 ? '1 log' : `all ${n} logs`);

export function scopesOf(state: CurveState, project: CurveState[], own: Curve[] | null, chosen: boolean): Scope[] {
  const alike = project.find((s) => keyOf(s) === keyOf(state));
  const mine = own?.filter((c) => standsSo(c, state)) ?? [];
  const scopes: Scope[] = [];
  if (chosen && mine.length > 1 && mine.length !== alike?.curves) scopes.push({ kind: 'chosen', curves: mine.length });
  if (alike && alike.curves > 1) scopes.push({ kind: 'project', curves: alike.curves });
  if (alike?.curves === 1 && mine.length === 0) scopes.push({ kind: 'project', curves: 1 });
  scopes.push(...mine.map((curve) => ({ kind: 'one', curve }) as const));
  return scopes;
}

export function scopeText(scope: Scope, state: CurveState): string {
  const says = state.file_unit ? `whose file says ${state.file_unit}` : 'whose file says no unit';
  if (scope.kind === 'one') return `only ${scope.curve.well_id}, ${scope.curve.log_type}`;
  return scope.kind === 'chosen' ? `${wells(scope.curves)} of the chosen wells ${says}` : `${wells(scope.curves)} of the project ${says}`;
}

// Units of the table, those of the quantity's own kind first.
export function unitsFor(units: Units, quantity: string | null): string[] {
  const usual = units.quantities.find((q) => q.quantity === quantity)?.unit ?? null;
  const like = units.units.find((u) => u.unit === usual)?.like ?? null;
  const all = units.units.map((u) => u.unit);
  const near = units.units.filter((u) => like !== null && u.like === like).map((u) => u.unit);
  return [...new Set([...(usual && all.includes(usual) ? [usual] : []), ...near, ...all])];
}
