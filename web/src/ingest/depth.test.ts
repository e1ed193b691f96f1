import { describe, expect, it } from 'vitest';

import type { Well } from '../api/types';
import { coverage, inUnit, shareOf, spansOf, type Span } from './depth';

const well = (depth_min: number | null, depth_max: number | null, depth_unit: string | null = 'm'): Well => ({ well_id: 'w', well_name: 'W', uwi: null, depth_unit, logs: 1, depth_min, depth_max });
const span = (top: number, base: number): Span => ({ well: well(top, base), top, base });

describe('depths', () => {
  it('are told in the unit of the project', () => {
    expect(inUnit(1000, 'F', 'm')).toBeCloseTo(304.8, 9);
    expect(inUnit(304.8, 'm', 'ft')).toBeCloseTo(1000, 9);
    expect(inUnit(5, null, 'm')).toBe(5);
    expect(inUnit(5, 'ms', 'm')).toBeNull();
    expect(inUnit(null, 'm', 'm')).toBeNull();
  });
  it('of wells without any are left out', () => {
    expect(spansOf([well(null, null), well(100, 200)], 'm')).toHaveLength(1);
  });
});

describe('coverage', () => {
  it('counts the wells of each slice, ends included', () => {
    expect(coverage([span(0, 10), span(5, 10)], 0, 10, 2)).toEqual([1, 2]);
    expect(coverage([span(-5, 3), span(7, 99)], 0, 10, 5)).toEqual([1, 1, 0, 1, 1]);
  });
  it('agrees with counting one by one', () => {
    const spans = Array.from({ length: 300 }, (_, i) => span((i * 37) % 90, ((i * 37) % 90) + (i % 25)));
    const slow = Array.from({ length: 20 }, (_, k) => spans.filter((s) => s.top < (k + 1) * 5 && s.base >= k * 5).length);
    expect(coverage(spans, 0, 100, 20)).toEqual(slow);
  });
  it('of an empty range is nothing', () => {
    expect(coverage([span(0, 1)], 5, 5, 3)).toEqual([0, 0, 0]);
  });
});

describe('the share of a well in a range', () => {
  it('is what overlaps', () => {
    expect(shareOf(span(100, 200), null)).toBe(1);
    expect(shareOf(span(100, 200), [150, 300])).toBe(0.5);
    expect(shareOf(span(100, 200), [300, 400])).toBe(0);
    expect(shareOf(span(100, 100), [50, 150])).toBe(1);
  });
});
