// From an operator's JSON Schema to the fields of its form: pure, so that every schema of the catalogue can be tested.
import type { Diagnostic, Field, Json, JsonObject, Operator, ParameterSchema } from '../api/types';
import { typeFits } from '../canvas/fits';

export type Control = 'column' | 'columns' | 'output' | 'number' | 'integer' | 'truth' | 'choice' | 'text' | 'numbers' | 'records';

export interface FormField {
  name: string;
  title: string;
  help: string;
  unit: string | null;
  control: Control;
  nullable: boolean;
  fallback: Json; // the default
  schema: ParameterSchema;
  overrides: string | null; // the parameter this column replaces
  overridden_by: string | null; // the column that may replace this parameter
}

const KNOWN = new Set([
  'type', 'title', 'description', 'default', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'enum', 'items', 'minItems', 'maxItems',
  'x-unit', 'x-column', 'x-role', 'x-column-type', 'x-required-column', 'x-overrides', 'x-quantity',
]);

function types(schema: ParameterSchema): string[] {
  return Array.isArray(schema.type) ? schema.type : [schema.type];
}

export function controlOf(schema: ParameterSchema): Control {
  const kinds = types(schema).filter((t) => t !== 'null');
  if (schema['x-role'] === 'output') return 'output';
  if (schema['x-column'] || schema['x-role'] === 'input') return kinds[0] === 'array' ? 'columns' : 'column';
  if (schema.enum) return 'choice';
  switch (kinds[0]) {
    case 'number': return 'number';
    case 'integer': return 'integer';
    case 'boolean': return 'truth';
    case 'string': return 'text';
    case 'array': return (schema.items as JsonObject | undefined)?.type === 'object' ? 'records' : (schema.items as JsonObject | undefined)?.type === 'string' ? 'columns' : 'numbers';
    default: throw new Error(`no control for the type ${String(schema.type)}`);
  }
}

export function unknownKeywords(schema: ParameterSchema): string[] {
  return Object.keys(schema).filter((key) => !KNOWN.has(key));
}

// A column is called by what it holds ("Deep resistivity"), not by its parameter ("Rt column").
function wordsOf({ title, description = '', ...schema }: ParameterSchema): { title: string; help: string } {
  if (schema['x-column'] && description) return { title: description, help: '' };
  return { title, help: description === title ? '' : description };
}

export function fieldsOf(parameters: Operator['parameters']): FormField[] {
  const entries = Object.entries(parameters.properties);
  const overriding = new Map(entries.flatMap(([name, s]) => (s['x-overrides'] ? [[s['x-overrides'], name] as const] : [])));
  return entries.map(([name, schema]) => ({
    name,
    ...wordsOf(schema),
    unit: schema['x-unit'] || null,
    control: controlOf(schema),
    nullable: types(schema).includes('null'),
    fallback: schema.default,
    schema,
    overrides: schema['x-overrides'] ?? null,
    overridden_by: overriding.get(name) ?? null,
  }));
}

export function defaultsOf(parameters: Operator['parameters']): JsonObject {
  return Object.fromEntries(Object.entries(parameters.properties).map(([name, schema]) => [name, schema.default]));
}

// Why a value cannot be, for speed; the server's word is the truth. null when it can.
export function complaint(field: FormField, value: Json): string | null {
  if (value === null) return field.nullable ? null : 'a value is needed';
  const { schema } = field;
  switch (field.control) {
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'not a number';
      if (field.control === 'integer' && !Number.isInteger(value)) return 'a whole number is needed';
      return bound(schema, value, field.unit);
    case 'truth':
      return typeof value === 'boolean' ? null : 'yes or no is needed';
    case 'choice':
      return schema.enum?.includes(value as string) ? null : `one of ${schema.enum?.join(', ')}`;
    case 'numbers': {
      if (!Array.isArray(value)) return 'a list of numbers is needed';
      for (const item of value) {
        if (typeof item !== 'number' || !Number.isFinite(item)) return 'not a list of numbers';
        const wrong = bound((schema.items ?? {}) as unknown as ParameterSchema, item, field.unit);
        if (wrong) return wrong;
      }
      return null;
    }
    case 'columns':
      return Array.isArray(value) && value.every((v) => typeof v === 'string') ? null : 'a list of columns is needed';
    case 'records':
      return Array.isArray(value) ? null : 'a table is needed';
    case 'column':
    case 'output':
    case 'text':
      if (typeof value !== 'string') return 'text is needed';
      return field.control !== 'text' && value === '' ? 'a name is needed' : null;
  }
}

function bound(schema: ParameterSchema, value: number, unit: string | null): string | null {
  const with_unit = (x: number) => `${x}${unit ? ` ${unit}` : ''}`;
  if (schema.minimum !== undefined && value < schema.minimum) return `at least ${with_unit(schema.minimum)}`;
  if (schema.maximum !== undefined && value > schema.maximum) return `at most ${with_unit(schema.maximum)}`;
  if (schema.exclusiveMinimum !== undefined && value <= schema.exclusiveMinimum) return `more than ${with_unit(schema.exclusiveMinimum)}`;
  if (schema.exclusiveMaximum !== undefined && value >= schema.exclusiveMaximum) return `less than ${with_unit(schema.exclusiveMaximum)}`;
  return null;
}

// What a person types: 1e-3, a comma as the decimal mark, blanks around. null when it is no number.
export function parseNumber(text: string): number | null {
  const clean = text.trim().replace(/^([-+]?\d*),(\d*)$/, '$1.$2').replace(/^([-+]?\d*),(\d+e[-+]?\d+)$/i, '$1.$2');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(clean)) return null;
  return Number(clean);
}

export interface ColumnChoice {
  field: Field;
  fits: boolean;
}

// Columns to offer: the right quantity and type first, then the right type, then the others.
export function columnChoices(schema: Field[] | null, wanted: ParameterSchema, quantity: string | null): ColumnChoice[] {
  const type = wanted['x-column-type'] ?? 'any';
  const rank = (f: Field) => (typeFits(type, f.type) ? (quantity !== null && f.quantity === quantity ? 0 : 1) : 2);
  return (schema ?? [])
    .map((field) => ({ field, fits: rank(field) < 2, rank: rank(field) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ field, fits }) => ({ field, fits }));
}

// The server's complaints about one field, by JSON pointer.
export function problemsOf(problems: Diagnostic[], name: string): Diagnostic[] {
  return problems.filter((p) => p.pointer !== null && (p.pointer.endsWith(`/parameters/${name}`) || p.pointer.includes(`/parameters/${name}/`)));
}
