import { describe, expect, it } from 'vitest';

import type { Curve, CurveState, Log, Units } from '../api/types';
import { choicesOf } from './logs';
import { readingOf, scopesOf, scopeText, statesOf, unitsFor } from './states';

const curve = (well_id: string, more: Partial<Curve> = {}): Curve => ({
  well_id, log_type: 'composite', rows: 10, column_name: 'temp', mnemonic: 'TEMP', unit: 'F', file_unit: 'F', understood: 'degF', unit_unknown: false,
  quantity: 'temperature', set_by: null, set_at: null, count: 10, nulls: 0, ...more,
});
const state = (more: Partial<CurveState> = {}): CurveState => ({ ...(statesOf([curve('A')])[0] as CurveState), ...more });

describe('how a unit stands', () => {
  const text = (more: Partial<CurveState>) => {
    const { text, tone } = readingOf(state(more));
    return [text, tone];
  };
  it('is told with the file’s own text', () => {
    expect(text({})).toEqual(['F, read as degF', 'read']);
    expect(text({ unit: 'degF', file_unit: 'degF' })).toEqual(['degF', 'plain']);
    expect(text({ unit: 'degC', understood: 'degC', corrected: 1 })).toEqual(['degC, by hand (file: F)', 'said']);
    expect(text({ unit: 'degC', understood: 'degC', file_unit: null, corrected: 1 })).toEqual(['degC, by hand (file: nothing)', 'said']);
  });
  it('is never called "no unit" when a text stands there', () => {
    expect(text({ unit: 'DEGX', file_unit: 'DEGX', understood: null, unit_unknown: true })).toEqual(['DEGX, not understood', 'unknown']);
    expect(text({ unit: null, file_unit: null, understood: null })).toEqual(['no unit said', 'unsaid']);
    expect(text({ unit: 'NONE', file_unit: 'NONE', understood: null })).toEqual(['NONE, no unit', 'unsaid']);
  });
  it('stays told when only the quantity was said', () => {
    expect(text({ corrected: 1 })).toEqual(['F, read as degF', 'read']);
  });
});

describe('curves that stand alike', () => {
  const curves = [curve('A'), curve('B'), curve('B', { log_type: 'core' }), curve('C', { unit: 'degC', understood: 'degC', set_at: 'then', set_by: 'ann' }), curve('D', { file_unit: '', unit: '' })];
  it('are one state, by what the file says and what is read', () => {
    expect(statesOf(curves).map((s) => [s.file_unit, s.unit, s.wells, s.curves, s.corrected])).toEqual([['F', 'F', 2, 3, 0], ['F', 'degC', 1, 1, 1], [null, null, 1, 1, 0]]);
  });
  it('offer a correction to all of them, with the count, and to each', () => {
    const alike = state({ curves: 40, wells: 40 });
    const few = scopesOf(state(), [alike], curves, true);
    expect(few.map((s) => scopeText(s, alike))).toEqual([
      'all 3 logs of the chosen wells whose file says F', 'all 40 logs of the project whose file says F', 'only A, composite', 'only B, composite', 'only B, core',
    ]);
    expect(scopesOf(state(), [alike], null, false).map((s) => s.kind)).toEqual(['project']);
    expect(scopesOf(state(), [state({ curves: 1 })], [curve('A')], false).map((s) => s.kind)).toEqual(['one']);
    expect(scopesOf(state(), [state({ curves: 1 })], null, false).map((s) => scopeText(s, state({ file_unit: null })))).toEqual(['1 log of the project whose file says no unit']);
  });
});

describe('the units offered', () => {
  const units: Units = {
    units: [{ unit: 'm', like: 'm' }, { unit: 'degF', like: 'degF' }, { unit: 'ft', like: 'm' }, { unit: 'degC', like: 'degF' }],
    quantities: [{ quantity: 'temperature', title: 'Temperature', unit: 'degC', kind: 'number' }, { quantity: 'ratio', title: 'Ratio', unit: null, kind: 'number' }],
  };
  it('begin with the usual one and its kind', () => {
    expect(unitsFor(units, 'temperature')).toEqual(['degC', 'degF', 'm', 'ft']);
    expect(unitsFor(units, 'ratio')).toEqual(['m', 'degF', 'ft', 'degC']);
    expect(unitsFor(units, null)).toHaveLength(4);
  });
});

describe('the log of a well', () => {
  const log = (well_id: string, log_type: string, taken: boolean): Log => ({ id: well_id + log_type, well_id, well_name: `Well ${well_id}`, log_type, rows: 1, depth_min: 0, depth_max: 1, depth_unit: 'm', source_name: null, imported_at: '', curves: 3, taken });
  const logs = [log('A', 'run_2', true), log('A', 'run_1', false), log('B', 'core', false), log('C', 'composite', true)];
  it('is told beside those that are not taken', () => {
    expect(choicesOf(logs, new Set())).toEqual({
      wells: [{ well_id: 'A', well_name: 'Well A', taken: 'run_2', passed: ['run_1'] }, { well_id: 'C', well_name: 'Well C', taken: 'composite', passed: [] }],
      without: ['Well B'],
    });
    expect(choicesOf(logs, new Set(['C']))).toEqual({ wells: [{ well_id: 'C', well_name: 'Well C', taken: 'composite', passed: [] }], without: [] });
  });
});
