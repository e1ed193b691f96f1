// The whole picture: header, depth axis, tracks; the same on the screen, in a PNG and in an SVG.
import { drawTrack } from './draw';
import type { Lane } from './lane';
import type { Painter } from './painter';
import { depthLines, depthPixel, type DepthFrame } from './scale';
import type { Drawn, Track } from './templates';

export const DEPTH_WIDTH = 58;
const CURVE_ROW = 30; // a curve's header: scale and name, then its line
const LEAST = { curves: 96, flags: 18, names: 64 };
const MOST = { curves: 260, flags: 22, names: 110 };

export interface Column {
  track: Track;
  x: number;
  width: number;
}

export interface Figure extends DepthFrame {
  context: Painter;
  columns: Column[];
  width: number;
  header: number; // height of the header; `height` is that of the tracks below it
  unit: string;
  colour: (token: string) => string;
  lane: (drawn: Lane) => Lane;
}

const share = (track: Track, table: typeof LEAST) => (track.kind === 'flags' ? table.flags * track.curves.length + 8 : table[track.kind]);

// Tracks share what room there is between their least and greatest width; with too little room the picture is wider than the screen.
export function columnsOf(tracks: Track[], room: number): { columns: Column[]; width: number } {
  const least = tracks.reduce((sum, t) => sum + share(t, LEAST), DEPTH_WIDTH);
  const most = tracks.reduce((sum, t) => sum + share(t, MOST), DEPTH_WIDTH);
  const part = most > least ? Math.max(0, Math.min(1, (room - 1 - least) / (most - least))) : 0;
  let x = DEPTH_WIDTH;
  const columns = tracks.map((track) => {
    const [low, high] = [share(track, LEAST), share(track, MOST)];
    const column = { track, x, width: Math.floor(low + (high - low) * part) };
    x += column.width;
    return column;
  });
  return { columns, width: x + 1 };
}

// Names of flags stand upright, a column each; what else there is takes a row a curve.
export function headerHeight(tracks: Track[]): number {
  const rows = Math.max(1, ...tracks.map((t) => (t.kind === 'curves' ? t.curves.length : 1)));
  const upright = tracks.some((t) => t.kind === 'flags') ? 84 : 0;
  return Math.max(6 + CURVE_ROW * rows, upright);
}

function label(figure: Figure, text: string, x: number, y: number, align: CanvasTextAlign, width: number, font = '11px sans-serif'): void {
  const { context } = figure;
  context.font = font;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillText(text, x, y, width);
}

// Left and right scale exactly as set, the name with its unit between them, and the line as it is drawn.
function drawCurveHeader(figure: Figure, column: Column, { lane, style }: Drawn, y: number): void {
  const { context } = figure;
  const { x, width } = column;
  context.fillStyle = context.strokeStyle = figure.colour(style.colour);
  label(figure, String(style.left), x + 4, y + 19, 'left', 40, '10px sans-serif');
  label(figure, String(style.right), x + width - 4, y + 19, 'right', 40, '10px sans-serif');
  label(figure, lane.name.toUpperCase(), x + width / 2, y + 7, 'center', width - 8, '600 11px sans-serif');
  if (lane.unit) label(figure, lane.unit, x + width / 2, y + 19, 'center', Math.max(10, width - 80), '10px sans-serif');
  context.lineWidth = style.weight ?? 1.6;
  context.setLineDash(style.dash ?? []);
  context.beginPath();
  context.moveTo(x + 4, y + 27);
  context.lineTo(x + width - 4, y + 27);
  context.stroke();
  context.setLineDash([]);
}

function drawFlagHeader(figure: Figure, column: Column): void {
  const { context } = figure;
  const width = column.width / column.track.curves.length;
  column.track.curves.forEach(({ lane, style }, k) => {
    context.fillStyle = figure.colour(style.colour);
    context.fillRect(column.x + k * width + 4, figure.header - 8, width - 8, 5);
    context.fillStyle = figure.colour('--text');
    context.save();
    context.translate(column.x + (k + 0.5) * width, figure.header - 12);
    context.rotate(-Math.PI / 2);
    label(figure, lane.name.replaceAll('_', ' '), 0, 0, 'left', figure.header - 16, '10px sans-serif');
    context.restore();
  });
}

function drawHeader(figure: Figure): void {
  const { context, header } = figure;
  context.fillStyle = figure.colour('--text-2');
  label(figure, 'MD', DEPTH_WIDTH / 2, header - 24, 'center', DEPTH_WIDTH - 6, '600 11px sans-serif');
  label(figure, figure.unit, DEPTH_WIDTH / 2, header - 11, 'center', DEPTH_WIDTH - 6);
  for (const column of figure.columns) {
    const { track } = column;
    if (track.kind === 'flags') drawFlagHeader(figure, column);
    else if (track.kind === 'names') {
      context.fillStyle = figure.colour('--text');
      label(figure, track.title.replaceAll('_', ' '), column.x + column.width / 2, header - 12, 'center', column.width - 6, '600 11px sans-serif');
    } else track.curves.forEach((drawn, i) => drawCurveHeader(figure, column, drawn, header - 2 - CURVE_ROW * (track.curves.length - i)));
  }
}

function drawAxis(figure: Figure): void {
  const { context } = figure;
  const { major, minor } = depthLines(figure);
  context.strokeStyle = figure.colour('--border-strong');
  context.fillStyle = figure.colour('--text-2');
  context.lineWidth = 1;
  context.beginPath();
  for (const [depths, length] of [[minor, 4], [major, 8]] as const) {
    for (const d of depths) {
      const y = Math.round(depthPixel(figure, d)) + 0.5;
      context.moveTo(DEPTH_WIDTH - length, y);
      context.lineTo(DEPTH_WIDTH, y);
    }
  }
  context.stroke();
  // A number at the very edge would be cut through.
  for (const d of major) {
    const y = depthPixel(figure, d);
    if (y > 6 && y < figure.height - 6) label(figure, String(d), DEPTH_WIDTH - 11, y, 'right', DEPTH_WIDTH - 12);
  }
}

function drawFrame(figure: Figure): void {
  const { context, header, height } = figure;
  context.strokeStyle = figure.colour('--border-strong');
  context.lineWidth = 1;
  context.beginPath();
  for (const x of [DEPTH_WIDTH, ...figure.columns.map((c) => c.x + c.width)]) {
    context.moveTo(x + 0.5, 0);
    context.lineTo(x + 0.5, header + height);
  }
  context.moveTo(0, header - 0.5);
  context.lineTo(figure.width, header - 0.5);
  context.stroke();
}

export function drawFigure(figure: Figure): void {
  const { context, header, height } = figure;
  context.fillStyle = figure.colour('--surface');
  context.fillRect(0, 0, figure.width, header + height);
  drawHeader(figure);
  context.save();
  context.translate(0, header);
  drawAxis(figure);
  for (const column of figure.columns) {
    context.save();
    context.translate(column.x, 0);
    drawTrack({ context, width: column.width, height, top: figure.top, base: figure.base, colour: figure.colour, lane: figure.lane }, column.track);
    context.restore();
  }
  context.restore();
  drawFrame(figure);
}
