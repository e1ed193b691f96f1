import { describe, expect, it } from 'vitest';

import catalogue from '../../../tests/operators/catalog.json';
import type { Json, Operator, ParameterSchema } from '../api/types';
import { columnChoices, complaint, defaultsOf, fieldsOf, parseNumber, unknownKeywords } from './fields';

const operators = catalogue as unknown as { operator_id: string; parameters: Operator['parameters'] }[];

describe('every schema of the catalogue', () => {
  it('has 229 of them', () => expect(operators.length).toBe(229));

  for (const { operator_id, parameters } of operators) {
    it(`${operator_id} renders, takes its defaults and refuses its bounds`, () => {
      const fields = fieldsOf(parameters);
      expect(fields.map((f) => f.name)).toEqual(Object.keys(parameters.properties));
      expect(defaultsOf(parameters)).toEqual(Object.fromEntries(fields.map((f) => [f.name, f.fallback])));
      for (const field of fields) {
        expect(unknownKeywords(field.schema)).toEqual([]);
        expect([field.name, complaint(field, field.fallback)]).toEqual([field.name, null]);
        if (field.control === 'number' || field.control === 'integer') bounds(field.schema, (v) => complaint(field, v));
        if (!field.nullable) expect(complaint(field, null)).not.toBeNull();
        if (field.overrides) expect(fields.find((f) => f.name === field.overrides)?.overridden_by).toBe(field.name);
      }
    });
  }
});

function bounds(schema: ParameterSchema, says: (value: Json) => string | null): void {
  const whole = schema.type === 'integer' || (Array.isArray(schema.type) && schema.type.includes('integer'));
  const step = whole ? 1 : 1e-6;
  if (schema.minimum !== undefined) {
    expect(says(schema.minimum)).toBeNull();
    expect(says(schema.minimum - step)).not.toBeNull();
  }
  if (schema.maximum !== undefined) {
    expect(says(schema.maximum)).toBeNull();
    expect(says(schema.maximum + step)).not.toBeNull();
  }
  if (schema.exclusiveMinimum !== undefined) expect(says(schema.exclusiveMinimum)).not.toBeNull();
  expect(says('text')).not.toBeNull();
}

describe('numbers as typed', () => {
  it.each([['1e-3', 0.001], ['0,5', 0.5], [' 12 ', 12], ['-.5', -0.5], ['1.', 1], ['', null], ['1,2,3', null], ['12a', null], ['--1', null]])('%s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });
});

describe('columns offered', () => {
  const column = (name: string, type: 'float64' | 'utf8', quantity: string | null = null) => ({ name, type, nullable: true, unit: null, quantity });
  it('puts the right quantity first and what does not fit last', () => {
    const choices = columnChoices([column('well_id', 'utf8'), column('sp', 'float64'), column('sgr', 'float64', 'gamma_ray')], { type: 'string', title: '', default: 'gr', 'x-column-type': 'float64' }, 'gamma_ray');
    expect(choices.map((c) => [c.field.name, c.fits])).toEqual([['sgr', true], ['sp', true], ['well_id', false]]);
  });
});
