// One track: grid, fills, curves. A null breaks the line.
import { at, rowsFor, type Lane, type Rows } from './lane';
import type { Painter } from './painter';
import { depthLines, depthPixel, gridLines, toPixel, type DepthFrame, type Scale } from './scale';
import type { Drawn, Fill, Style, Track } from './templates';

export interface Frame extends DepthFrame {
  context: Painter;
  width: number;
  colour: (token: string) => string;
  lane: (drawn: Lane) => Lane; // the finest that is here of this curve
}

export const scaleOf = (style: Style, width: number): Scale => ({ left: style.left, right: style.right, log: style.log ?? false, width });

export function drawTrack(frame: Frame, track: Track): void {
  const { context, width, height } = frame;
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  drawGrid(frame, track);
  if (track.kind === 'names') drawNames(frame, track);
  else if (track.kind === 'flags') drawFlags(frame, track);
  else drawCurves(frame, track);
  context.restore();
}

function drawCurves(frame: Frame, track: Track): void {
  const rows = track.curves.map(({ lane }) => rowsFor(frame.lane(lane), frame.top, frame.base, Math.ceil(frame.height)));
  track.curves.forEach((drawn, i) => {
    for (const fill of drawn.style.fills ?? []) drawFill(frame, rows[i] as Rows, drawn, fill, track);
  });
  track.curves.forEach(({ style }, i) => drawCurve(frame, rows[i] as Rows, style));
}

function gridPath(frame: Frame, lines: { x?: number; y?: number }[]): void {
  const { context } = frame;
  context.beginPath();
  for (const { x, y } of lines) {
    context.moveTo(x ?? 0, y ?? 0);
    context.lineTo(x ?? frame.width, y ?? frame.height);
  }
  context.stroke();
}

// Lines lie on pixel centres, so that they are one pixel wide.
const centred = (value: number) => Math.round(value) + 0.5;

function drawGrid(frame: Frame, track: Track): void {
  const { context } = frame;
  const { major, minor } = depthLines(frame);
  const strokes = (alpha: number, lines: { x?: number; y?: number }[]) => {
    context.globalAlpha = alpha;
    gridPath(frame, lines);
  };
  context.lineWidth = 1;
  context.setLineDash([]);
  context.strokeStyle = frame.colour('--border');
  if (track.kind === 'curves') strokes(0.4, minor.map((d) => ({ y: centred(depthPixel(frame, d)) })));
  strokes(1, major.map((d) => ({ y: centred(depthPixel(frame, d)) })));
  const first = track.curves[0];
  if (first && track.kind === 'curves') {
    const scale = scaleOf(first.style, frame.width);
    for (const strong of [false, true]) {
      strokes(strong ? 1 : 0.5, gridLines(scale).filter((g) => g.strong === strong).map((g) => ({ x: centred(toPixel(scale, g.value)) })));
    }
  }
  context.globalAlpha = 1;
}

// Runs of rows that hold values and that the scale knows; each is drawn on its own.
function runs(rows: Rows, scale: Scale): [number, number][] {
  const found: [number, number][] = [];
  let start = -1;
  for (let i = 0; i <= rows.count; i++) {
    const valid = i < rows.count && !Number.isNaN(toPixel(scale, rows.max[i] as number));
    if (valid && start < 0) start = i;
    if (!valid && start >= 0) {
      found.push([start, i]);
      start = -1;
    }
  }
  return found;
}

// Where the row's extremes lie; on a log scale a least value at or below 0 goes to the edge.
function spread(rows: Rows, scale: Scale, i: number): [number, number] {
  const b = toPixel(scale, rows.max[i] as number);
  let a = rows.exact ? b : toPixel(scale, rows.min[i] as number);
  if (Number.isNaN(a)) a = scale.left < scale.right ? -1 : scale.width + 1;
  return a < b ? [a, b] : [b, a];
}

function drawCurve(frame: Frame, rows: Rows, style: Style): void {
  const { context, width } = frame;
  const scale = scaleOf(style, width);
  context.strokeStyle = context.fillStyle = frame.colour(style.colour);
  context.lineWidth = style.weight ?? 1.3;
  let [low, high] = [0, 0];
  for (const [start, end] of runs(rows, scale)) {
    for (let i = start; i < end; i++) {
      const [a, b] = spread(rows, scale, i);
      if (a < low) low = a;
      if (b > high) high = b;
    }
    // A scale that is left by far more than five widths is not wrapped that often: nobody could read it.
    const [from, to] = style.beyond === 'wrap' ? [Math.max(-5, Math.floor(low / width)), Math.min(5, Math.ceil(high / width) - 1)] : [0, 0];
    for (let k = from; k <= Math.max(to, from); k++) {
      context.save();
      context.translate(-k * width, 0);
      context.globalAlpha = k === 0 ? 1 : 0.6;
      if (rows.exact) drawLine(frame, rows, style, scale, start, end);
      else drawBars(frame, rows, scale, start, end);
      context.restore();
    }
    if (style.beyond !== 'wrap') drawClipMarks(frame, rows, scale, start, end);
  }
}

function drawLine(frame: Frame, rows: Rows, style: Style, scale: Scale, start: number, end: number): void {
  const { context } = frame;
  context.setLineDash(style.dash ?? []);
  context.beginPath();
  for (let i = start; i < end; i++) {
    const x = toPixel(scale, rows.max[i] as number);
    const y = depthPixel(frame, rows.depth[i] as number);
    if (i === start) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
  // A lone sample is a point, not nothing.
  if (end - start === 1) context.fillRect(toPixel(scale, rows.max[start] as number) - 1, depthPixel(frame, rows.depth[start] as number) - 1, 2, 2);
  context.setLineDash([]);
}

// A row reaches to the next one; the last is as long as the one before. Where no samples lie, the server says so by a null.
function rowHeight(frame: Frame, rows: Rows, i: number, y: number): number {
  if (i + 1 < rows.count) return Math.max(1, depthPixel(frame, rows.depth[i + 1] as number) - y);
  return i > 0 ? Math.max(1, y - depthPixel(frame, rows.depth[i - 1] as number)) : 1;
}

// Many samples a pixel: a bar from least to greatest, joined to the bar before, so that a spike is never lost. The bars of a run are one
// outline, down their left ends and up their right ones: it is drawn in half the time of so many rectangles.
function drawBars(frame: Frame, rows: Rows, scale: Scale, start: number, end: number): void {
  const { context } = frame;
  const ys: number[] = [];
  const rights: number[] = [];
  for (let i = start; i < end; i++) ys.push(depthPixel(frame, rows.depth[i] as number));
  const last = ys.at(-1) as number;
  ys.push(last + rowHeight(frame, rows, end - 1, last));
  let [before_a, before_b] = [NaN, NaN];
  context.beginPath();
  context.moveTo(spread(rows, scale, start)[0] - 0.6, ys[0] as number);
  for (let i = start; i < end; i++) {
    const [a, b] = spread(rows, scale, i);
    const left = (before_b < a ? before_b : a) - 0.6;
    context.lineTo(left, ys[i - start] as number);
    context.lineTo(left, ys[i - start + 1] as number);
    rights.push((before_a > b ? before_a : b) + 0.6);
    [before_a, before_b] = [a, b];
  }
  for (let k = rights.length - 1; k >= 0; k--) {
    context.lineTo(rights[k] as number, ys[k + 1] as number);
    context.lineTo(rights[k] as number, ys[k] as number);
  }
  context.fill();
}

// A mark at the edge that the curve has left.
function drawClipMarks(frame: Frame, rows: Rows, scale: Scale, start: number, end: number): void {
  const { context, width } = frame;
  for (let i = start; i < end; i++) {
    const [a, b] = spread(rows, scale, i);
    if (a >= 0 && b <= width) continue;
    const y = depthPixel(frame, rows.depth[i] as number);
    const tall = rowHeight(frame, rows, i, y);
    if (a < 0) context.fillRect(0, y, 3, tall);
    if (b > width) context.fillRect(width - 3, y, 3, tall);
  }
}

// --- fills ---

const middle = (low: number, high: number) => low + (high - low) / 2;

function centreOf(rows: Rows, scale: Scale, i: number): number {
  const [a, b] = spread(rows, scale, i);
  return middle(a, b);
}

// Where the other side of the fill lies at each row: an edge, a value, or the other curve at the same depth in its own scale.
function borderOf(frame: Frame, rows: Rows, drawn: Drawn, fill: Fill, track: Track): ((i: number) => number) | null {
  if (fill.to === 'left') return () => 0;
  if (fill.to === 'right') return () => frame.width;
  if (typeof fill.to === 'number') {
    const x = toPixel(scaleOf(drawn.style, frame.width), fill.to);
    return () => x;
  }
  const { quantity } = fill.to;
  const other = track.curves.find((c) => c.lane.quantity === quantity) ?? null;
  if (!other) return null;
  const scale = scaleOf(other.style, frame.width);
  const lane = frame.lane(other.lane);
  return (i) => {
    const found = at(lane, rows.depth[i] as number);
    return found ? middle(toPixel(scale, found[0]), toPixel(scale, found[1])) : NaN;
  };
}

interface Strip { y0: number; y1: number; a0: number; a1: number; b0: number; b1: number }

// Strips that touch are one outline, down one side and up the other: a fill of many small pieces costs far more than one of their sum.
function addStrips(context: Painter, strips: Strip[]): void {
  for (let from = 0, to = 1; from < strips.length; from = to++) {
    const first = strips[from] as Strip;
    context.moveTo(first.b0, first.y0);
    context.lineTo(first.a0, first.y0);
    let last = first;
    context.lineTo(last.a1, last.y1);
    for (; to < strips.length; to++) {
      const next = strips[to] as Strip;
      if (next.y0 !== last.y1 || next.a0 !== last.a1 || next.b0 !== last.b1) break;
      last = next;
      context.lineTo(last.a1, last.y1);
    }
    for (let i = to - 1; i >= from; i--) context.lineTo((strips[i] as Strip).b1, (strips[i] as Strip).y1);
  }
}

// The strip's parts on the side asked for; one that crosses is cut at the crossing.
function sided(s: Strip, side: 'left' | 'right'): Strip | null {
  const sign = side === 'right' ? 1 : -1;
  const [d0, d1] = [(s.a0 - s.b0) * sign, (s.a1 - s.b1) * sign];
  if (d0 <= 0 && d1 <= 0) return null;
  if (d0 >= 0 && d1 >= 0) return s;
  const t = d0 / (d0 - d1);
  const x = s.a0 + (s.a1 - s.a0) * t;
  const y = s.y0 + (s.y1 - s.y0) * t;
  return d0 > 0 ? { ...s, a1: x, b1: x, y1: y } : { ...s, a0: x, b0: x, y0: y };
}

function bandOf(fill: Fill, value: number): string | undefined {
  return fill.bands?.find((band) => value <= band.upto)?.colour;
}

function drawFill(frame: Frame, rows: Rows, drawn: Drawn, fill: Fill, track: Track): void {
  const border = borderOf(frame, rows, drawn, fill, track);
  if (!border) return;
  const { context } = frame;
  const scale = scaleOf(drawn.style, frame.width);
  // One path a colour, filled once: strips that touch show no seam.
  const paths = new Map<string, Strip[]>();
  const put = (colour: string | undefined, strip: Strip | null) => {
    if (!colour || !strip) return;
    const list = paths.get(colour);
    if (list) list.push(strip);
    else paths.set(colour, [strip]);
  };
  for (const [start, end] of runs(rows, scale)) {
    for (let i = start; i < end; i++) {
      const j = Math.min(i + 1, end - 1);
      const y0 = depthPixel(frame, rows.depth[i] as number);
      const y1 = j > i ? depthPixel(frame, rows.depth[j] as number) : y0 + 1;
      const strip = { y0, y1, a0: centreOf(rows, scale, i), a1: centreOf(rows, scale, j), b0: border(i), b1: border(j) };
      if (Number.isNaN(strip.b0 + strip.b1)) continue;
      if (fill.bands) put(bandOf(fill, middle(rows.min[i] as number, rows.max[i] as number)), strip);
      else {
        put(fill.right, sided(strip, 'right'));
        put(fill.left, sided(strip, 'left'));
      }
    }
  }
  context.globalAlpha = fill.opacity;
  for (const [colour, strips] of paths) {
    context.fillStyle = frame.colour(colour);
    context.beginPath();
    addStrips(context, strips);
    context.fill();
  }
  context.globalAlpha = 1;
}

// --- flags and names ---

function drawFlags(frame: Frame, track: Track): void {
  const width = frame.width / track.curves.length;
  track.curves.forEach(({ lane, style }, k) => {
    const rows = rowsFor(frame.lane(lane), frame.top, frame.base, Math.ceil(frame.height));
    frame.context.fillStyle = frame.colour(style.colour);
    frame.context.beginPath();
    for (let i = 0; i < rows.count; i++) {
      if (!(rows.max[i] as number)) continue; // false, or NaN: no value
      const y = depthPixel(frame, rows.depth[i] as number);
      frame.context.rect(k * width + 2, y, width - 4, rowHeight(frame, rows, i, y));
    }
    frame.context.fill();
  });
}

const tints = ['--curve-4', '--curve-3', '--curve-1', '--curve-7', '--curve-8', '--curve-5', '--curve-2', '--curve-6'];

function drawNames(frame: Frame, track: Track): void {
  const { context } = frame;
  const lane = track.curves[0]?.lane;
  const segments = lane?.segments ?? [];
  const names = [...new Set(segments.map((s) => s.value))];
  // Colours go by the whole well's names, text by what is in view now.
  for (const { top, base, value } of (lane && frame.lane(lane).segments) ?? []) {
    if (base < frame.top || top > frame.base) continue;
    const y = Math.max(0, depthPixel(frame, top));
    const tall = Math.max(1, Math.min(frame.height, depthPixel(frame, base)) - y);
    const known = names.indexOf(value);
    context.globalAlpha = 0.25;
    context.fillStyle = frame.colour(tints[Math.max(0, known) % tints.length] as string);
    context.fillRect(0, y, frame.width, tall);
    context.globalAlpha = 1;
    context.fillStyle = frame.colour('--border-strong');
    context.fillRect(0, y, frame.width, 1);
    if (tall < 13) continue;
    context.fillStyle = frame.colour('--text');
    context.font = '11px sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(value, frame.width / 2, y + tall / 2, frame.width - 6);
  }
}
