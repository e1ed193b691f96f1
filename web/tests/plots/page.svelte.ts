// The page that the tests of plots and tables look at: pictures drawn to order, the two components on their own, and what drawing costs.
import { mount, unmount } from 'svelte';

import '../../src/ui/tokens.css';
import type { PlotCurve } from '../../src/api/types';
import DataTable from '../../src/data/DataTable.svelte';
import type { PlotSource } from '../../src/data/source';
import { svgOf } from '../../src/plots/export';
import { columnsOf, drawFigure, headerHeight } from '../../src/plots/figure';
import { pyramidOf, toLane, type Lane } from '../../src/plots/lane';
import LogView from '../../src/plots/LogView.svelte';
import { tracksOf } from '../../src/plots/templates';
import { settings } from '../../src/state/settings.svelte';

interface Picture {
  curves: PlotCurve[];
  top: number;
  base: number;
  height: number;
  theme?: 'light' | 'dark';
  paper?: boolean;
}

const app = document.getElementById('app') as HTMLElement;
let shown: Record<string, unknown> | null = null;
let colours: (token: string) => string = () => '';

function clear(): void {
  if (shown) void unmount(shown);
  shown = null;
  app.replaceChildren();
}

function themed(theme: string, paper: boolean): HTMLElement {
  document.documentElement.dataset.theme = theme;
  const box = document.createElement('div');
  box.classList.toggle('paper', paper);
  app.append(box);
  const style = getComputedStyle(box);
  colours = (token) => style.getPropertyValue(token).trim();
  return box;
}

const figureOf = (lanes: Lane[], width: number, height: number, top: number, base: number) => {
  const tracks = tracksOf(lanes);
  return { ...columnsOf(tracks, width), header: headerHeight(tracks), height, top, base, unit: 'm', colour: colours, lane: (l: Lane) => l };
};

let canvas: HTMLCanvasElement;

function draw(picture: Picture) {
  clear();
  const box = themed(picture.theme ?? 'light', picture.paper ?? false);
  canvas = document.createElement('canvas');
  const figure = figureOf(picture.curves.map(toLane), 800, picture.height, picture.top, picture.base);
  canvas.width = figure.width;
  canvas.height = figure.header + figure.height;
  box.append(canvas);
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  drawFigure({ ...figure, context });
  return {
    header: figure.header,
    svg: svgOf(figure, 'A <plot> & more'),
    columns: figure.columns.map((c) => ({ title: c.track.title, kind: c.track.kind, x: c.x, width: c.width, names: c.track.curves.map((d) => d.lane.name) })),
  };
}

function rgb(colour: string): [number, number, number] {
  const hex = colour.replace('#', '');
  return [0, 2, 4].map((k) => Number.parseInt(hex.slice(k, k + 2), 16)) as [number, number, number];
}

// How many pixels of a rectangle have a token's colour, laid over the surface with an opacity; `near` allows for smoothed edges.
function count(x: number, y: number, width: number, height: number, token: string, opacity = 1, near = 40): number {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const { data } = context.getImageData(Math.round(x), Math.round(y), Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const [front, back] = [rgb(colours(token)), rgb(colours('--surface'))];
  const wanted = front.map((v, k) => v * opacity + (back[k] as number) * (1 - opacity));
  let found = 0;
  for (let i = 0; i < data.length; i += 4) if (wanted.every((v, k) => Math.abs((data[i + k] as number) - v) <= near)) found++;
  return found;
}

// How many pixel rows of a rectangle a line of a token's colour crosses: smoothing spreads it over neighbours, so what counts is
// how much of the colour a row holds in all. A pixel of another colour, or of a grid line, does not count.
function rows(x: number, y: number, width: number, height: number, token: string): number {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const [w, h] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
  const { data } = context.getImageData(Math.round(x), Math.round(y), w, h);
  const back = rgb(colours('--surface'));
  const ink = rgb(colours(token)).map((v, k) => v - (back[k] as number));
  const square = ink.reduce((sum, v) => sum + v * v, 0);
  let found = 0;
  for (let row = 0; row < h; row++) {
    let held = 0;
    for (let i = row * w * 4; i < (row + 1) * w * 4; i += 4) {
      const over = ink.map((_, k) => (data[i + k] as number) - (back[k] as number));
      const part = over.reduce((sum, v, k) => sum + v * (ink[k] as number), 0) / square;
      if (over.every((v, k) => Math.abs(v - part * (ink[k] as number)) < 45) && part > 0.3) held += part;
    }
    if (held > 0.75) found++;
  }
  return found;
}

// Ten curves of a million samples, and zooming into them step by step; returns the milliseconds of script and drawing for each.
function manyCurves(samples: number): Lane[] {
  const names = ['GR', 'CALI', 'RT', 'RHOB', 'NPHI', 'DT', 'VSH', 'PHIE', 'SW', 'XYZ'];
  const ranges: [number, number][] = [[0, 150], [6, 16], [0.2, 2000], [1.95, 2.95], [-0.15, 0.45], [40, 140], [0, 1], [0, 0.5], [0, 1], [-5, 5]];
  const depth = Float64Array.from({ length: samples }, (_, i) => 1000 + i * 0.01);
  let seed = 1;
  return names.map((name, k) => {
    const [low, high] = ranges[k] as [number, number];
    const values = new Float64Array(samples);
    for (let i = 0; i < samples; i++) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      values[i] = i % 50_000 < 500 ? NaN : low + (high - low) * (0.5 + 0.35 * Math.sin(i / 3000 + k) + 0.1 * (seed / 0x7fffffff - 0.5));
    }
    return { name, unit: null, quantity: null, type: 'float64', exact: true, count: samples, depth, min: values, max: values, segments: null, pyramid: null };
  });
}

let million: Lane[] = [];

function prepare(samples: number): number {
  clear();
  const box = themed('light', false);
  million = manyCurves(samples);
  const start = performance.now();
  million.forEach(pyramidOf);
  const spent = performance.now() - start;
  canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1200, 800];
  box.append(canvas);
  return spent;
}

async function zoomSteps(steps: number): Promise<void> {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const whole = (million[0] as Lane).count * 0.01;
  for (let i = 0; i < steps; i++) {
    const span = whole * 0.8 ** (i % 24);
    const top = 1000 + (whole - span) * 0.37;
    drawFigure({ ...figureOf(million, 1200, 700, top, top + span), context });
    await new Promise((done) => requestAnimationFrame(done));
  }
}

const idle = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

const given = $state<{ source: PlotSource }>({ source: { kind: 'execution', execution_id: '', node_id: '', well: '' } });

async function open(which: 'log' | 'table', source: PlotSource, theme: 'light' | 'dark', paper = false): Promise<void> {
  clear();
  settings.set('theme', theme);
  settings.set('paper', paper);
  document.documentElement.dataset.theme = theme;
  const box = document.createElement('main');
  box.style.cssText = 'height: 620px; width: 1180px; resize: both; overflow: hidden';
  app.append(box);
  given.source = source;
  shown = mount(which === 'log' ? LogView : DataTable, { target: box, props: given });
  await idle();
}

// The same component is told of another source, as the editor does.
async function change(source: PlotSource): Promise<void> {
  given.source = source;
  await idle();
}

const harness = { draw, count, rows, prepare, zoomSteps, open, change, idle };
export type Harness = typeof harness;
Object.assign(window, { harness });
