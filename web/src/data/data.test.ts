import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Bool, Field as ArrowField, Float64, Int32, Int64, List, Schema, Table, TimestampMicrosecond, Utf8, tableToIPC, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';

import { columnToFloat, readColumns } from './arrow';
import { brief, plainText, show } from './format';
import { statistic } from './rows.svelte';
import { sourceKey } from './source';
import { CAP, contentHeight, isScaled, lastTop, pagesOf, ROW, rowOfDepth, scrollOfTop, topFor, topOfScroll, visibleRows } from './window';

describe('Arrow columns', () => {
  it('keep nulls: NaN, never the 0 that lies in the buffer', () => {
    expect([...columnToFloat(vectorFromArray([1, null, 3], new Float64()))]).toEqual([1, NaN, 3]);
    expect([...columnToFloat(vectorFromArray([1, null, 3], new Int32()))]).toEqual([1, NaN, 3]);
    expect([...columnToFloat(vectorFromArray([1n, null, 3n], new Int64()))]).toEqual([1, NaN, 3]);
  });
  it('keep nulls in a slice and over several chunks', () => {
    const a = vectorFromArray([1, null, 3], new Float64());
    const b = vectorFromArray([null, 5], new Float64());
    expect([...columnToFloat(a.concat(b))]).toEqual([1, NaN, 3, NaN, 5]);
    expect([...columnToFloat(a.slice(1))]).toEqual([NaN, 3]);
  });
  it('read every type of the contract from a stream', () => {
    const table = new Table({
      n: vectorFromArray([9007199254740993n, null], new Int64()),
      x: vectorFromArray([0.1, null], new Float64()),
      yes: vectorFromArray([true, null], new Bool()),
      name: vectorFromArray(['µm', null], new Utf8()),
      list: vectorFromArray([[1, 2.5, null], null], new List(new ArrowField('item', new Float64(), true))),
      t: vectorFromArray([new Date('2024-05-06T07:08:09Z'), null], new TimestampMicrosecond()),
    });
    const columns = readColumns(tableToIPC(table, 'stream'));
    expect(columns.rows).toBe(2);
    expect(columns.fields.map((f) => f.type)).toEqual(['int64', 'float64', 'bool', 'utf8', 'list<float64>', 'timestamp']);
    const text = (row: number) => columns.fields.map((f, k) => show(columns.value(row, k), f));
    expect(text(0)).toEqual(['9007199254740993', '0.1', 'yes', 'µm', '[1, 2.5, –]', '2024-05-06 07:08:09Z']);
    expect(text(1)).toEqual(['–', '–', '–', '–', '–', '–']);
  });
  it('know unit and quantity, and count', () => {
    const field = new ArrowField('gr', new Float64(), true, new Map([['unit', 'gAPI'], ['quantity', 'gamma_ray']]));
    const data = vectorFromArray([10, null, 30], new Float64());
    const columns = readColumns(tableToIPC(new Table(new Schema([field]), { gr: data }), 'stream'));
    expect(columns.fields[0]).toMatchObject({ name: 'gr', unit: 'gAPI', quantity: 'gamma_ray' });
    expect(statistic(columns, columns.fields[0] as never, 0)).toEqual({ values: 2, nulls: 1, min: 10, max: 30, mean: 20 });
  });
  it('are read in one place alone: nothing else calls toArray()', () => {
    const root = join(import.meta.dirname, '..');
    const guilty = (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[])
      .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
      .filter((name) => {
        const text = readFileSync(join(root, name), 'utf8').replaceAll(/\/\/.*$/gm, '');
        return /\.toArray\(/.test(text) || (/from 'apache-arrow'/.test(text) && !name.endsWith('arrow.ts'));
      });
    expect(guilty).toEqual([]);
  });
});

describe('values', () => {
  it('are shown with what a log can carry', () => {
    expect([0, 1.23456789, 1e-7, 123456.789, NaN].map((v) => show(v, { type: 'float64' }))).toEqual(['0', '1.234568', '1.0000e-7', '123456.8', '–']);
    expect(brief(78.21513)).toBe('78.22');
  });
  it('are copied in full, without tabs or line ends', () => {
    expect(plainText(0.1234567890123, { type: 'float64' })).toBe('0.1234567890123');
    expect(plainText('a\tb\nc', { type: 'utf8' })).toBe('a b c');
    expect(plainText(null, { type: 'float64' })).toBe('');
    expect(plainText(9007199254740993n, { type: 'int64' })).toBe('9007199254740993');
  });
});

describe('the window on a table', () => {
  const small = { total: 100, view: 240 };
  const huge = { total: 100_000_000, view: 600 };
  it('caps its height', () => {
    expect(contentHeight(small)).toBe(2400);
    expect(isScaled(small)).toBe(false);
    expect(contentHeight(huge)).toBe(CAP);
    expect(isScaled(huge)).toBe(true);
  });
  it('is at the first row above and at the last below', () => {
    for (const w of [small, huge, { total: 333_334, view: 601 }]) {
      expect(topOfScroll(w, 0)).toBe(0);
      const end = topOfScroll(w, contentHeight(w) - w.view);
      expect(end).toBeCloseTo(w.total - w.view / ROW, 6);
      const { first, count } = visibleRows(w, end);
      expect(first + count).toBe(w.total);
    }
  });
  it('scrolls by the pixel when it is not scaled', () => {
    expect(topOfScroll(small, 36)).toBeCloseTo(1.5, 9);
    expect(scrollOfTop(small, 1.5)).toBeCloseTo(36, 9);
  });
  it('brings any row into view, whole', () => {
    for (const row of [0, 1, 49_999_999, 50_000_000, 99_999_999]) {
      const top = topFor(huge, 12_345, row);
      expect(top).toBeLessThanOrEqual(row);
      expect(row + 1).toBeLessThanOrEqual(top + huge.view / ROW);
    }
    expect(topFor(huge, 100, 110)).toBe(100);
    expect(topFor(small, 0, 10)).toBe(1);
    expect(lastTop({ total: 3, view: 600 })).toBe(0);
    expect(visibleRows({ total: 0, view: 600 }, 0).count).toBe(0);
  });
  it('asks for the pages it shows', () => {
    expect(pagesOf(1990, 20, 2000)).toEqual([0, 1]);
    expect(pagesOf(0, 0, 2000)).toEqual([]);
    expect(pagesOf(4000, 30, 2000)).toEqual([2]);
  });
  it('finds the row of a depth in few looks', async () => {
    let looks = 0;
    const at = (row: number) => (looks++, Promise.resolve(1000 + row * 0.5));
    expect(await rowOfDepth(1_000_000, 1000 + 765_432 * 0.5 + 0.1, at)).toBe(765_432);
    expect(looks).toBeLessThanOrEqual(24);
    expect(await rowOfDepth(1_000_000, 5, at)).toBe(0);
    expect(await rowOfDepth(1_000_000, 1e9, at)).toBe(999_999);
    expect(await rowOfDepth(10, 1002, () => Promise.resolve(NaN))).toBeNull();
  });
});

it('sources of one content have one key', () => {
  const node = (id: string, dependencies: string[], value: number, x = 0) => ({ id, name: `${id} ${x}`, dependencies, node_type: { value }, metadata: { position: { x, y: 0 } } });
  const key = (...nodes: ReturnType<typeof node>[]) => sourceKey({ kind: 'document', document: { nodes }, node_id: 'c', well: 'w' });
  const before = key(node('a', [], 1), node('b', ['a'], 1), node('c', ['b'], 1), node('d', ['c'], 1));
  expect(key(node('a', [], 1, 70), node('b', ['a'], 1), node('c', ['b'], 1, 9), node('d', ['c'], 2))).toBe(before); // moved, renamed; changed after it
  expect(key(node('a', [], 2), node('b', ['a'], 1), node('c', ['b'], 1), node('d', ['c'], 1))).not.toBe(before);
  expect(key(node('a', [], 1), node('b', [], 1), node('c', ['b'], 1), node('d', ['c'], 1))).not.toBe(before);
  expect(sourceKey({ kind: 'execution', execution_id: 'e', node_id: 'c', well: 'w' })).not.toBe(sourceKey({ kind: 'execution', execution_id: 'e', node_id: 'c', well: 'v' }));
});
