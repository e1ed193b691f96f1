// One track on a canvas: grid, fills, curves. A null breaks the line.
import type { PlotCurve } from '../api/types';
import { gridLines, niceStep, toPixel, type Scale } from './scale';
import type { Style, Track } from './templates';

export interface Frame {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  top: number; // depths at the edges
  base: number;
  colour: (token: string) => string;
}

export function depthPixel(frame: { height: number; top: number; base: number }, depth: number): number {
  return ((depth - frame.top) / (frame.base - frame.top)) * frame.height;
}

export function depthLines(frame: { height: number; top: number; base: number }): number[] {
  const step = niceStep(frame.base - frame.top, frame.height / 60);
  const lines: number[] = [];
  for (let d = Math.ceil(frame.top / step) * step; d <= frame.base; d += step) lines.push(Number(d.toPrecision(12)));
  return lines;
}

function scaleOf(style: Style, width: number): Scale {
  return { left: style.left, right: style.right, log: style.log ?? false, width };
}

export function drawTrack(frame: Frame, track: Track): void {
  const { context, width, height } = frame;
  context.clearRect(0, 0, width, height);
  drawGrid(frame, track);
  if (track.kind === 'names') return drawNames(frame, track);
  if (track.kind === 'flags') return drawFlags(frame, track);
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  const density = track.curves.find((c) => c.curve.quantity === 'bulk_density');
  const neutron = track.curves.find((c) => c.curve.quantity === 'neutron_porosity');
  if (density && neutron) crossover(frame, density, neutron);
  for (const { curve, style } of track.curves) if (style.fill) fill(frame, curve, style);
  for (const { curve, style } of track.curves) line(frame, curve, style);
  context.restore();
}

function drawGrid(frame: Frame, track: Track): void {
  const { context, width, height } = frame;
  const first = track.curves[0];
  context.lineWidth = 1;
  for (const depth of depthLines(frame)) {
    const y = Math.round(depthPixel(frame, depth)) + 0.5;
    context.strokeStyle = frame.colour('--border');
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(width, y);
    context.stroke();
  }
  if (!first || track.kind !== 'curves') return;
  for (const { value, strong } of gridLines(scaleOf(first.style, width))) {
    const x = Math.round(toPixel(scaleOf(first.style, width), value)) + 0.5;
    context.globalAlpha = strong ? 0.9 : 0.4;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
  }
  context.globalAlpha = 1;
}

// Runs of bins that hold values; each is drawn on its own.
function runs(curve: PlotCurve): [number, number][] {
  const found: [number, number][] = [];
  let start = -1;
  for (let i = 0; i <= curve.min.length; i++) {
    const valid = i < curve.min.length && curve.min[i] !== null && curve.min[i] !== undefined;
    if (valid && start < 0) start = i;
    if (!valid && start >= 0) {
      found.push([start, i]);
      start = -1;
    }
  }
  return found;
}

function line(frame: Frame, curve: PlotCurve, style: Style): void {
  const { context } = frame;
  const scale = scaleOf(style, frame.width);
  context.strokeStyle = frame.colour(style.colour);
  context.fillStyle = context.strokeStyle;
  context.lineWidth = 1.3;
  context.setLineDash(curve.exact && style.dash ? style.dash : []);
  for (const [start, end] of runs(curve)) {
    if (!curve.exact) {
      bars(frame, curve, scale, start, end);
      continue;
    }
    context.beginPath();
    for (let i = start; i < end; i++) {
      const x = toPixel(scale, curve.min[i] as number);
      const y = depthPixel(frame, curve.depth[i] as number);
      if (i === start) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    // A lone sample is a point, not nothing.
    if (end - start === 1) context.rect(toPixel(scale, curve.min[start] as number) - 1, depthPixel(frame, curve.depth[start] as number) - 1, 2, 2);
    context.stroke();
  }
  context.setLineDash([]);
}

// Many samples a pixel: a bar from least to greatest, joined to the bar before, so that a spike is never lost.
function bars(frame: Frame, curve: PlotCurve, scale: Scale, start: number, end: number): void {
  let before: [number, number] | null = null;
  for (let i = start; i < end; i++) {
    let a = toPixel(scale, curve.min[i] as number);
    let b = toPixel(scale, curve.max[i] as number);
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    if (a > b) [a, b] = [b, a];
    const [low, high]: [number, number] = before ? [Math.min(a, before[1]), Math.max(b, before[0])] : [a, b];
    const y = depthPixel(frame, curve.depth[i] as number);
    const next = i + 1 < end ? depthPixel(frame, curve.depth[i + 1] as number) : y + 1;
    frame.context.fillRect(low - 0.6, y, Math.max(1.2, high - low + 1.2), Math.max(1, next - y));
    before = [a, b];
  }
}

function middle(curve: PlotCurve, i: number): number {
  return ((curve.min[i] as number) + (curve.max[i] as number)) / 2;
}

function fill(frame: Frame, curve: PlotCurve, style: Style): void {
  const { context } = frame;
  const scale = scaleOf(style, frame.width);
  context.fillStyle = frame.colour(style.colour);
  context.globalAlpha = 0.22;
  for (const [start, end] of runs(curve)) {
    const edge = style.fill === 'left' ? 0 : frame.width;
    context.beginPath();
    context.moveTo(edge, depthPixel(frame, curve.depth[start] as number));
    for (let i = start; i < end; i++) context.lineTo(toPixel(scale, middle(curve, i)), depthPixel(frame, curve.depth[i] as number));
    context.lineTo(edge, depthPixel(frame, curve.depth[end - 1] as number));
    context.fill();
  }
  context.globalAlpha = 1;
}

// Density left of neutron: the cross-over of gas or light hydrocarbon.
function crossover(frame: Frame, density: { curve: PlotCurve; style: Style }, neutron: { curve: PlotCurve; style: Style }): void {
  const { context } = frame;
  const [sd, sn] = [scaleOf(density.style, frame.width), scaleOf(neutron.style, frame.width)];
  const count = Math.min(density.curve.min.length, neutron.curve.min.length);
  context.fillStyle = frame.colour('--curve-4');
  context.globalAlpha = 0.4;
  for (let i = 0; i < count; i++) {
    if (density.curve.min[i] === null || neutron.curve.min[i] === null || density.curve.depth[i] !== neutron.curve.depth[i]) continue;
    const d = toPixel(sd, middle(density.curve, i));
    const n = toPixel(sn, middle(neutron.curve, i));
    if (!(d < n)) continue;
    const y = depthPixel(frame, density.curve.depth[i] as number);
    const next = i + 1 < count ? depthPixel(frame, density.curve.depth[i + 1] as number) : y + 1;
    context.fillRect(d, y, n - d, Math.max(1, next - y));
  }
  context.globalAlpha = 1;
}

function drawFlags(frame: Frame, track: Track): void {
  const width = frame.width / track.curves.length;
  track.curves.forEach(({ curve, style }, k) => {
    frame.context.fillStyle = frame.colour(style.colour);
    for (let i = 0; i < curve.max.length; i++) {
      if (!curve.max[i]) continue;
      const y = depthPixel(frame, curve.depth[i] as number);
      const next = i + 1 < curve.depth.length ? depthPixel(frame, curve.depth[i + 1] as number) : y + 1;
      frame.context.fillRect(k * width + 2, y, width - 4, Math.max(1, next - y));
    }
  });
}

function drawNames(frame: Frame, track: Track): void {
  const { context } = frame;
  const segments = track.curves[0]?.curve.segments ?? [];
  const tokens = ['--curve-1', '--curve-3', '--curve-4', '--curve-7', '--curve-8', '--curve-5'];
  const names = [...new Set(segments.map((s) => s.value))];
  context.font = '11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  for (const { top, base, value } of segments) {
    const y = depthPixel(frame, top);
    const height = Math.max(1, depthPixel(frame, base) - y);
    context.globalAlpha = 0.25;
    context.fillStyle = frame.colour(tokens[names.indexOf(value) % tokens.length] as string);
    context.fillRect(0, y, frame.width, height);
    context.globalAlpha = 1;
    if (height > 13) {
      context.fillStyle = frame.colour('--text');
      context.fillText(value, 4, Math.min(Math.max(y + height / 2, 8), frame.height - 8), frame.width - 6);
    }
  }
}
