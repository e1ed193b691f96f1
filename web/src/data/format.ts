// Values as a table shows them. A null is a dash, never blank and never 0.
import type { Field } from '../api/types';

export function show(value: unknown, field: Pick<Field, 'type'>): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return `[${value.map((v) => show(v, { type: 'float64' })).join(', ')}]`;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && field.type === 'timestamp') return time(value);
  if (typeof value === 'number') return field.type === 'int64' || field.type === 'int32' ? String(value) : number(value);
  return String(value);
}

// Seven significant digits: what a log can carry.
export function number(value: number, digits = 7): string {
  if (!Number.isFinite(value)) return '–';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e9)) return value.toExponential(Math.min(digits - 1, 4));
  return String(Number(value.toPrecision(digits)));
}

// Where there is little room.
export const brief = (value: number): string => number(value, 4);

// Milliseconds since 1970, UTC; seconds are enough unless there is more.
function time(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return '–';
  return date.toISOString().replace('T', ' ').replace(/\.000Z$/, 'Z');
}

// A cell for another program: the value in full, nothing where it is null; tabs and line ends would break the table.
export function plainText(value: unknown, field: Pick<Field, 'type'>): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && field.type !== 'timestamp') return Number.isNaN(value) ? '' : String(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map((v) => (v === null ? 'null' : String(v))).join(', ')}]`;
  return show(value, field).replaceAll(/[\t\r\n]+/g, ' ');
}
