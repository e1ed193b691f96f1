// Values as a table shows them. A null is a dash, never blank and never 0.
import type { Field } from '../api/types';

export function show(value: unknown, field: Pick<Field, 'type'>): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return `[${value.map((v) => (v === null ? '–' : number(v as number))).join(', ')}]`;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return field.type === 'int64' || field.type === 'int32' ? String(value) : number(value);
  return String(value);
}

// Six significant digits: what a log can carry.
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e9)) return value.toExponential(4);
  return String(Number(value.toPrecision(7)));
}
