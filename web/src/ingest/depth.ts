// Depths of wells in one unit, and how much of a depth range they cover. No DOM.
import type { Well } from '../api/types';

const METRES: Record<string, number> = { m: 1, metre: 1, meter: 1, metres: 1, meters: 1, ft: 0.3048, f: 0.3048, feet: 0.3048, foot: 0.3048 };

// A depth in the project's unit; null when either unit is unknown: better no bar than one at a wrong depth.
export function inUnit(depth: number | null, from: string | null, to: string): number | null {
  if (depth === null) return null;
  const [a, b] = [METRES[(from ?? to).toLowerCase()], METRES[to.toLowerCase()]];
  return a === undefined || b === undefined ? null : (depth * a) / b;
}

export interface Span {
  well: Well;
  top: number;
  base: number;
}

export function spansOf(wells: Well[], unit: string): Span[] {
  return wells.flatMap((well) => {
    const [top, base] = [inUnit(well.depth_min, well.depth_unit, unit), inUnit(well.depth_max, well.depth_unit, unit)];
    return top === null || base === null ? [] : [{ well, top, base }];
  });
}

// How many wells have logs in each of `bins` slices of [top, base].
export function coverage(spans: Span[], top: number, base: number, bins: number): number[] {
  // A difference at each end and one sum: thousands of wells cost no more than their number.
  const change = new Array<number>(bins + 1).fill(0);
  const slice = (base - top) / bins;
  if (!(slice > 0)) return change.slice(0, bins);
  for (const span of spans) {
    if (span.base < top || span.top > base) continue;
    const first = Math.max(0, Math.floor((span.top - top) / slice));
    const last = Math.min(bins - 1, Math.floor((span.base - top) / slice));
    change[Math.min(first, bins)]! += 1;
    change[last + 1]! -= 1;
  }
  let sum = 0;
  return change.slice(0, bins).map((d) => (sum += d));
}

// The part of a well's rows that lies in the range, samples taken as evenly spread.
export function shareOf(span: Span, range: [number, number] | null): number {
  if (!range) return 1;
  const whole = span.base - span.top;
  const inside = Math.min(span.base, range[1]) - Math.max(span.top, range[0]);
  return whole > 0 ? Math.max(0, Math.min(1, inside / whole)) : inside >= 0 ? 1 : 0;
}
