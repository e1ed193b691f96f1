// One curve as it is drawn: numbers in typed arrays, NaN where there is no value, and a min/max pyramid over them, so that
// what a screen shows costs the same however many samples the well has.
import type { PlotCurve } from '../api/types';

export interface Segment {
  top: number;
  base: number;
  value: string;
}

export interface Rows {
  exact: boolean; // one sample a row: min is max
  count: number;
  depth: Float64Array;
  min: Float64Array;
  max: Float64Array;
}

export interface Lane extends Rows {
  name: string;
  unit: string | null;
  quantity: string | null;
  type: PlotCurve['type'];
  segments: Segment[] | null;
  pyramid: Level[] | null; // made when first needed
}

interface Level {
  size: number;
  min: Float64Array;
  max: Float64Array;
}

const sizes = [8, 64, 512];

function numbers(values: (number | null)[]): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[i] ?? NaN;
  return out;
}

export function toLane(curve: PlotCurve): Lane {
  const { name, unit, quantity, type } = curve;
  const segments = curve.segments ?? null;
  const depth = numbers(segments ? [] : curve.depth);
  const min = numbers(segments ? [] : curve.min);
  const max = segments || curve.exact ? min : numbers(curve.max);
  return { name, unit, quantity, type, exact: curve.exact ?? true, count: depth.length, depth, min, max, segments, pyramid: null };
}

// Index of the first sample at or below this depth (>= it, as depth grows downwards); count when there is none.
export function firstAt(depth: Float64Array, wanted: number, from = 0, to = depth.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((depth[mid] as number) < wanted) low = mid + 1;
    else high = mid;
  }
  return low;
}

function levelOver(size: number, ratio: number, min: Float64Array, max: Float64Array): Level {
  const count = Math.ceil(min.length / ratio);
  const level = { size, min: new Float64Array(count), max: new Float64Array(count) };
  for (let i = 0; i < count; i++) {
    let [low, high] = [Infinity, -Infinity];
    for (let k = i * ratio; k < Math.min(min.length, (i + 1) * ratio); k++) {
      if ((min[k] as number) < low) low = min[k] as number;
      if ((max[k] as number) > high) high = max[k] as number;
    }
    level.min[i] = low <= high ? low : NaN;
    level.max[i] = low <= high ? high : NaN;
  }
  return level;
}

export function pyramidOf(lane: Lane): Level[] {
  if (!lane.pyramid) {
    lane.pyramid = [];
    let [min, max] = [lane.min, lane.max];
    for (const size of sizes) {
      const level = levelOver(size, 8, min, max);
      lane.pyramid.push(level);
      [min, max] = [level.min, level.max];
    }
  }
  return lane.pyramid;
}

// Least and greatest of samples [from, to); NaN where none has a value. Goes by the coarsest blocks that fit: few numbers are looked at.
export function rangeOf(lane: Lane, from: number, to: number): [number, number] {
  const levels = to - from > 8 ? pyramidOf(lane) : [];
  let [low, high] = [Infinity, -Infinity];
  for (let at = from; at < to; ) {
    let k = levels.length;
    while (k > 0 && (at % (sizes[k - 1] as number) !== 0 || at + (sizes[k - 1] as number) > to)) k--;
    const size = k > 0 ? (sizes[k - 1] as number) : 1;
    // As far as this level goes: to the next edge of the one above, or to the last whole block.
    const above = k < levels.length ? (sizes[k] as number) : Infinity;
    const end = Math.min(above === Infinity ? to : Math.ceil((at + 1) / above) * above, to);
    const { min, max } = k > 0 ? (levels[k - 1] as Level) : lane;
    const last = Math.floor(end / size);
    for (let i = at / size; i < last; i++) {
      const a = min[i] as number;
      const b = max[i] as number;
      if (a < low) low = a;
      if (b > high) high = b;
    }
    at = last * size;
  }
  return low <= high ? [low, high] : [NaN, NaN];
}

// The blocks whose edges rows of this many samples may be moved to: a row begins and ends at most a 32nd of itself off.
const grainOf = (samples: number): number => sizes.findLast((size) => size * 16 <= samples) ?? 1;

// What a screen of `pixels` rows between two depths shows of a lane: its own samples when they are few, else one row of extremes a
// pixel. One sample beyond each end is kept, so that lines run off the screen rather than ending at its edge.
export function rowsFor(lane: Lane, top: number, base: number, pixels: number): Rows {
  const from = Math.max(0, firstAt(lane.depth, top) - 1);
  const to = Math.min(lane.count, firstAt(lane.depth, base) + 1);
  if (to - from <= pixels * 2) {
    const part = (values: Float64Array) => values.subarray(from, to);
    return { exact: lane.exact, count: to - from, depth: part(lane.depth), min: part(lane.min), max: part(lane.max) };
  }
  // Twice as many as pixels: a row may be followed by the null that begins a gap within it.
  const rows: Rows = { exact: false, count: 0, depth: new Float64Array(2 * pixels), min: new Float64Array(2 * pixels), max: new Float64Array(2 * pixels) };
  const put = (depth: number, low: number, high: number) => {
    rows.depth[rows.count] = depth;
    rows.min[rows.count] = low;
    rows.max[rows.count] = high;
    rows.count++;
  };
  const step = (base - top) / pixels;
  const grain = grainOf((to - from) / pixels);
  let at = firstAt(lane.depth, top, from, to);
  for (let y = 0; y < pixels; y++) {
    const exact = firstAt(lane.depth, top + (y + 1) * step, at, to);
    const end = Math.min(to, Math.round(exact / grain) * grain);
    if (end <= at) continue; // no sample here at all: the row before reaches further
    const [low, high] = rangeOf(lane, at, end);
    put(lane.depth[at] as number, low, high);
    // A gap that begins here ends the row: it does not reach over what was not measured.
    if (!Number.isNaN(low) && Number.isNaN(lane.min[end - 1] as number)) put(lane.depth[end - 1] as number, NaN, NaN);
    at = end;
  }
  return rows;
}

// Least and greatest of a whole lane: for a scale of its own.
export function wholeRange(lane: Lane): [number, number] {
  return rangeOf(lane, 0, lane.count);
}

// What a lane says at a depth: the row that holds it, as extremes; null where there is no value or the well has no samples.
export function at(lane: Lane, depth: number): [number, number] | null {
  const { count } = lane;
  if (count === 0) return null;
  let i = firstAt(lane.depth, depth);
  if (lane.exact) {
    // The nearest sample, as far as half a step beyond the ends.
    if (i === count || (i > 0 && depth - (lane.depth[i - 1] as number) < (lane.depth[i] as number) - depth)) i--;
    const [a, b] = i > 0 ? [i - 1, i] : [0, 1];
    const step = count > 1 ? (lane.depth[b] as number) - (lane.depth[a] as number) : 0;
    if (depth < (lane.depth[0] as number) - step || depth > (lane.depth[count - 1] as number) + step) return null;
    // Below a gap a sample says nothing of more than half a step above it.
    const below = i + 1 < count ? (lane.depth[i + 1] as number) - (lane.depth[i] as number) : 0;
    if (i > 0 && Number.isNaN(lane.min[i - 1] as number) && (lane.depth[i] as number) - depth > below / 2) return null;
  } else {
    if (i === count || (lane.depth[i] as number) > depth) i--;
    if (i < 0) return null;
  }
  const low = lane.min[i] as number;
  return Number.isNaN(low) ? null : [low, lane.max[i] as number];
}

export function segmentAt(segments: Segment[], depth: number): string | null {
  return segments.find((s) => depth >= s.top && depth < s.base)?.value ?? null;
}
