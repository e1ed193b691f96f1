// Which depths are shown: all, or a window that pans and zooms; at a depth scale the height decides how long it is.
import { spanAt } from './scale';

export type Range = [number, number];
export const RATIOS = [200, 500, 1000];
const LEAST = 0.5; // of a depth unit: nothing finer is measured

export interface View {
  top: number | null; // null: from where the well begins
  span: number | null; // null: all of it
  ratio: number | null; // 1:ratio, before span
}

export const FIT: View = { top: null, span: null, ratio: null };

export function rangeOf(view: View, whole: Range, height: number, unit: string): Range {
  const all = whole[1] - whole[0] || 1;
  const scaled = view.ratio === null ? NaN : spanAt(view.ratio, height, unit);
  const span = Number.isNaN(scaled) ? Math.min(view.span ?? all, all) : scaled;
  const top = Math.max(whole[0], Math.min(view.top ?? whole[0], whole[1] - span));
  return [top, top + span];
}

export function pan(view: View, range: Range, by: number, whole: Range): View {
  const span = range[1] - range[0];
  return { ...view, top: Math.max(whole[0], Math.min(range[0] + by, whole[1] - span)) };
}

// What lies at `at` stays where it is.
export function zoom(range: Range, factor: number, at: number, whole: Range): View {
  const all = whole[1] - whole[0];
  const before = range[1] - range[0];
  const span = Math.max(Math.min(LEAST, all), before * factor);
  return span >= all ? FIT : { top: at - (span * (at - range[0])) / before, span, ratio: null };
}

export function show(from: number, to: number): View {
  const [top, base] = from < to ? [from, to] : [to, from];
  return { top, span: Math.max(LEAST, base - top), ratio: null };
}

export function atRatio(ratio: number | null, range: Range, height: number, unit: string): View {
  if (ratio === null) return FIT;
  const span = spanAt(ratio, height, unit);
  if (Number.isNaN(span)) return { top: range[0], span: range[1] - range[0], ratio: null };
  return { top: (range[0] + range[1] - span) / 2, span: range[1] - range[0], ratio };
}

// What to ask the server for: a screen above and one below, so that panning shows something at once.
export function wanted(range: Range): Range {
  const span = range[1] - range[0];
  return [range[0] - span, range[1] + span];
}

// Does what is here still serve: it covers what is shown of the well, and is not much coarser than what would be asked for now.
export function serves(here: Range, exact: boolean, range: Range, whole: Range): boolean {
  const covers = here[0] <= Math.max(range[0], whole[0]) && here[1] >= Math.min(range[1], whole[1]);
  return covers && (exact || here[1] - here[0] <= (range[1] - range[0]) * 4.5);
}
