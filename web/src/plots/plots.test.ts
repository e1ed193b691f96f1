import { describe, expect, it } from 'vitest';

import type { PlotCurve } from '../api/types';
import { drawFigure, columnsOf, headerHeight } from './figure';
import { at, firstAt, rangeOf, rowsFor, toLane, type Lane } from './lane';
import { SvgPainter } from './painter';
import { depthText, readings, valueAt } from './readout';
import { depthLines, depthPixel, fromPixel, gridLines, niceStep, pixelDepth, roundScale, spanAt, toPixel } from './scale';
import { styleOf, tracksOf } from './templates';
import { atRatio, FIT, pan, rangeOf as shownRange, serves, show, wanted, zoom } from './view';

const curve = (name: string, values: (number | null)[], more: Partial<PlotCurve> = {}): PlotCurve => ({
  name, unit: null, quantity: null, type: 'float64', exact: true, depth: values.map((_, i) => i), min: values, max: values, ...more,
});
const lane = (name: string, values: (number | null)[], more: Partial<PlotCurve> = {}): Lane => toLane(curve(name, values, more));

describe('scales', () => {
  it('go either way', () => {
    const neutron = { left: 0.45, right: -0.15, log: false, width: 200 };
    expect(toPixel(neutron, 0.45)).toBeCloseTo(0, 12);
    expect(toPixel(neutron, -0.15)).toBe(200);
    expect(toPixel(neutron, 0.3)).toBeCloseTo(50, 9);
    expect(fromPixel(neutron, 50)).toBeCloseTo(0.3, 12);
  });
  it('are logarithmic without values at or below zero', () => {
    const rt = { left: 0.2, right: 2000, log: true, width: 400 };
    expect(toPixel(rt, 2)).toBeCloseTo(100, 9);
    expect(toPixel(rt, 2000)).toBeCloseTo(400, 9);
    expect(toPixel(rt, 0)).toBeNaN();
    expect(toPixel(rt, -3)).toBeNaN();
    expect(fromPixel(rt, 100)).toBeCloseTo(2, 12);
  });
  it('have a decade grid of 2 to 9', () => {
    const values = gridLines({ left: 0.2, right: 20, log: true, width: 100 });
    expect(values.filter((g) => g.strong).map((g) => g.value)).toEqual([1, 10]);
    expect(values.filter((g) => !g.strong).map((g) => Number(g.value.toFixed(6)))).toEqual([0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(gridLines({ left: 0, right: 10, log: true, width: 100 })).toEqual([]);
  });
  it('step in 1, 2, 5', () => {
    expect([0.7, 1, 3, 6, 11].map((span) => niceStep(span, 1))).toEqual([1, 1, 5, 10, 20]);
    expect(niceStep(0, 5)).toBe(1);
    expect(roundScale(-3.2, 17)).toEqual([-5, 20]);
    expect(roundScale(5, 5)).toEqual([4, 6]);
    expect(roundScale(NaN, NaN)).toEqual([0, 1]);
  });
  it('number round depths, without rounding that adds up', () => {
    const { major, minor } = depthLines({ height: 700, top: 1000.06, base: 1001.06 });
    expect(major).toEqual([1000.1, 1000.2, 1000.3, 1000.4, 1000.5, 1000.6, 1000.7, 1000.8, 1000.9, 1001]);
    expect(minor.length).toBe(51); // both ends lie on one
  });
  it('know a depth scale in metres and feet', () => {
    expect(spanAt(200, 960, 'm')).toBeCloseTo(50.8, 9); // ten inches of paper
    expect(spanAt(200, 960, 'ft')).toBeCloseTo(50.8 / 0.3048, 9);
    expect(spanAt(200, 960, 's')).toBeNaN();
    const frame = { height: 500, top: 1000, base: 1100 };
    expect(pixelDepth(frame, depthPixel(frame, 1033.3))).toBeCloseTo(1033.3, 9);
  });
});

describe('lanes', () => {
  it('keep nulls as no value', () => {
    const gr = lane('gr', [1, null, 3]);
    expect([...gr.min]).toEqual([1, NaN, 3]);
    expect(rangeOf(gr, 1, 2)).toEqual([NaN, NaN]);
    expect(rangeOf(gr, 0, 3)).toEqual([1, 3]);
  });
  it('agree with counting every sample', () => {
    let seed = 7;
    const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
    const values = Array.from({ length: 5003 }, () => (random() < 0.2 ? null : random() * 100 - 50));
    const gr = lane('gr', values);
    for (let i = 0; i < 500; i++) {
      const from = Math.floor(random() * 5003);
      const to = from + 1 + Math.floor(random() * (5003 - from));
      const known = values.slice(from, to).filter((v) => v !== null);
      expect(rangeOf(gr, from, to)).toEqual(known.length > 0 ? [Math.min(...known), Math.max(...known)] : [NaN, NaN]);
    }
  });
  it('find depths', () => {
    const depth = Float64Array.of(1, 2, 2, 5);
    expect([0, 1, 2, 3, 5, 6].map((d) => firstAt(depth, d))).toEqual([0, 0, 1, 3, 3, 4]);
  });
  it('give their own samples when they are few, extremes when many', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i === 6543 ? 999 : i % 7));
    const gr = lane('gr', values);
    const near = rowsFor(gr, 100, 120, 400);
    expect(near.exact).toBe(true);
    expect([near.depth[0], near.depth[near.count - 1]]).toEqual([99, 120]);
    const far = rowsFor(gr, 0, 10_000, 400);
    expect(far.exact).toBe(false);
    expect(far.count).toBe(400);
    expect(far.max.indexOf(999)).toBe(Math.floor(6543 / 25));
    expect(Math.min(...far.min)).toBe(0);
  });
  it('break at a gap at every zoom, whether rows are missing or null', () => {
    // 0 .. 999 by 1, nothing from 401 to 599; where rows are missing, one null begins the gap, as the server tells it.
    const all = Array.from({ length: 1000 }, (_, i) => i);
    const without = all.filter((d) => d <= 401 || d >= 600);
    const missing = lane('gr', without.map((d) => (d === 401 ? null : 50)), { depth: without });
    const nulls = lane('gr', all.map((d) => (d > 400 && d < 600 ? null : 50)));
    for (const [top, base] of [[0, 1000], [350, 650], [300, 500], [450, 700], [395, 405]] as const) {
      for (const pixels of [20, 50, 137, 400, 2000]) {
        for (const gr of [missing, nulls]) {
          const rows = rowsFor(gr, top, base, pixels);
          for (let i = 0; i < rows.count; i++) {
            if (Number.isNaN(rows.min[i] as number)) continue;
            // No row with a value reaches further down than the gap's beginning, or begins within it.
            const end = i + 1 < rows.count ? (rows.depth[i + 1] as number) : (rows.depth[i] as number);
            const from = rows.depth[i] as number;
            expect(from <= 400 ? end <= 401 + (base - top) / pixels : from >= 600 - (base - top) / pixels).toBe(true);
          }
        }
      }
    }
    for (const gr of [missing, nulls]) expect([399.8, 450, 500, 590, 599, 600.2].map((d) => at(gr, d)?.[0] ?? null)).toEqual([50, null, null, null, null, 50]);
  });
  it('read at a depth: the nearest sample, none beyond the ends, none where it is null', () => {
    const gr = lane('gr', [10, 20, null, 40]);
    expect(at(gr, 0.4)).toEqual([10, 10]);
    expect(at(gr, 0.6)).toEqual([20, 20]);
    expect(at(gr, 2)).toBeNull();
    expect(at(gr, 9)).toBeNull();
    expect(at(lane('gr', []), 1)).toBeNull();
    const coarse = lane('gr', [1, 2], { exact: false, depth: [0, 10], min: [1, 2], max: [3, 4] });
    expect(at(coarse, 9)).toEqual([1, 3]);
    expect(at(coarse, -1)).toBeNull();
  });
});

describe('templates', () => {
  const quantity = (name: string, q: string | null, unit: string | null = null) => lane(name, [1, 2], { quantity: q, unit });
  it('know the customary scales by quantity and by mnemonic', () => {
    const scale = (name: string, q: string | null, unit: string | null = null) => {
      const style = styleOf(quantity(name, q, unit));
      return style && [style.left, style.right, style.log ?? false];
    };
    expect(scale('x', 'gamma_ray')).toEqual([0, 150, false]);
    expect(scale('RT', null)).toEqual([0.2, 2000, true]);
    expect(scale('x', 'bulk_density', 'g/cm3')).toEqual([1.95, 2.95, false]);
    expect(scale('x', 'bulk_density', 'kg/m3')).toEqual([1950, 2950, false]);
    expect(scale('nphi', null)).toEqual([0.45, -0.15, false]);
    expect(scale('nphi', null, '%')).toEqual([45, -15, false]);
    expect(scale('DT', null, 'us/ft')).toEqual([140, 40, false]);
    expect(scale('cali', null, 'cm')).toEqual([15.24, 40.64, false]);
    expect(scale('phie', 'effective_porosity')).toEqual([0.5, 0, false]);
    expect(scale('sw', null)).toEqual([1, 0, false]);
    // A quantity that is given is believed before a name.
    expect(scale('gr', 'temperature')).toBeNull();
  });
  it('put a curve of an operator of one\'s own where its quantity belongs', () => {
    const [track] = tracksOf([quantity('vsh_clavier', 'shale_volume', 'v/v')]);
    expect([track?.title, track?.curves[0]?.style.left, track?.curves[0]?.style.right]).toEqual(['VSH', 0, 1]);
  });
  it('draw two curves of one track apart', () => {
    const [track] = tracksOf([quantity('vsh', 'shale_volume'), quantity('vsh_clavier', 'shale_volume'), quantity('vsh_steiber', 'shale_volume')]);
    expect(new Set(track?.curves.map((c) => c.style.colour)).size).toBe(3);
    expect(track?.curves.filter((c) => c.style.dash).length).toBe(2);
    expect(track?.curves.filter((c) => c.style.fills).length).toBe(1);
  });
  it('give the unknown a track and a scale of its own, and leave keys out', () => {
    const tracks = tracksOf([lane('depth', [1, 2]), lane('well_id', [], { type: 'utf8', segments: [] }), lane('xyz', [3, 17]), lane('perm2', [0.01, 900])]);
    expect(tracks.map((t) => [t.title, t.curves[0]?.style.left, t.curves[0]?.style.right, t.curves[0]?.style.log ?? false])).toEqual([
      ['XYZ', 0, 20, false],
      ['PERM2', 0.01, 1000, true],
    ]);
  });
  it('put names first, flags last', () => {
    const tracks = tracksOf([lane('net_pay', [0, 1], { type: 'bool' }), quantity('sw', 'water_saturation'), quantity('gr', 'gamma_ray'), lane('zone', [], { type: 'utf8', segments: [] })]);
    expect(tracks.map((t) => t.title)).toEqual(['zone', 'GR', 'SW', 'Flags']);
  });
  it('lay tracks out within the room, or wider than it', () => {
    const tracks = tracksOf(['gr', 'rt', 'dt', 'sw'].map((name) => quantity(name, null)));
    const { columns, width } = columnsOf(tracks, 700);
    expect(width).toBeLessThanOrEqual(700);
    expect(width).toBeGreaterThan(690);
    expect(columns.every((c, i) => i === 0 || c.x === (columns[i - 1]?.x ?? 0) + (columns[i - 1]?.width ?? 0))).toBe(true);
    expect(columnsOf(tracks, 100).width).toBe(58 + 4 * 96 + 1);
  });
});

describe('the view', () => {
  const whole: [number, number] = [1000, 2000];
  it('shows all, a window, or a depth scale', () => {
    expect(shownRange(FIT, whole, 500, 'm')).toEqual([1000, 2000]);
    expect(shownRange(show(1300, 1200), whole, 500, 'm')).toEqual([1200, 1300]);
    const [top, base] = shownRange(atRatio(200, [1200, 1300], 960, 'm'), whole, 960, 'm');
    expect(base - top).toBeCloseTo(50.8, 9);
    expect((top + base) / 2).toBeCloseTo(1250, 9);
    // A unit of no length has no such scale: what is shown stays.
    expect(shownRange(atRatio(200, [1200, 1300], 960, 's'), whole, 960, 's')).toEqual([1200, 1300]);
  });
  it('zooms about a depth and pans within the well', () => {
    const zoomed = shownRange(zoom([1200, 1400], 0.5, 1250, whole), whole, 500, 'm');
    expect(zoomed).toEqual([1225, 1325]);
    expect(zoom([1200, 1400], 100, 1250, whole)).toEqual(FIT);
    expect(shownRange(pan(show(1200, 1300), [1200, 1300], -5000, whole), whole, 500, 'm')).toEqual([1000, 1100]);
    expect(shownRange(pan(show(1200, 1300), [1200, 1300], 5000, whole), whole, 500, 'm')).toEqual([1900, 2000]);
    // A hair's breadth of depth is no smaller than half a unit.
    const [top, base] = shownRange(zoom([1200, 1201], 0.001, 1200.5, whole), whole, 500, 'm');
    expect(base - top).toBeCloseTo(0.5, 9);
  });
  it('asks anew only when what is here is too coarse or elsewhere', () => {
    const here = wanted([1200, 1300]);
    expect(here).toEqual([1100, 1400]);
    expect(serves(here, false, [1150, 1250], whole)).toBe(true);
    expect(serves(here, false, [1350, 1450], whole)).toBe(false);
    expect(serves(here, false, [1200, 1220], whole)).toBe(false);
    expect(serves(here, true, [1200, 1220], whole)).toBe(true);
    expect(serves(wanted([1000, 1100]), false, [990, 1090], whole)).toBe(true);
  });
});

describe('the readout', () => {
  it('says every curve, with no value as a dash', () => {
    const tracks = tracksOf([lane('gr', [10, null, 30], { quantity: 'gamma_ray', unit: 'gAPI' }), lane('pay', [1, 0, null], { type: 'bool' }), lane('zone', [], { type: 'utf8', segments: [{ top: 0, base: 1, value: 'Hugin' }] })]);
    const say = (depth: number) => readings(tracks, depth, (l) => l).map((r) => `${r.name} ${r.value}`);
    expect(say(0)).toEqual(['zone Hugin', 'gr 10 gAPI', 'pay yes']);
    expect(say(1)).toEqual(['zone –', 'gr –', 'pay no']);
    expect(valueAt(lane('gr', [1], { exact: false, depth: [0], min: [1], max: [2] }), 0)).toBe('1…2');
    expect([depthText(1234.5678, 1), depthText(1234.5678, 0.05), depthText(1234.5678, 7)]).toEqual(['1235', '1234.57', '1235']);
  });
});

it('the SVG balances its groups and escapes text', () => {
  const lanes = [lane('a<b', [1, 2, null, 3, 4]), lane('pay', [1, 0, 1, 1, 0], { type: 'bool' })];
  const tracks = tracksOf(lanes);
  const painter = new SvgPainter(400, 300, 'x & y');
  drawFigure({ ...columnsOf(tracks, 400), header: headerHeight(tracks), height: 200, top: 0, base: 5, unit: 'm', colour: () => '#000', lane: (l) => l, context: painter });
  const parsed = new DOMParser().parseFromString(painter.text(), 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  expect(parsed.querySelector('title')?.textContent).toBe('x & y');
  expect(painter.text().match(/<g /g)?.length).toBe(painter.text().match(/<\/g>/g)?.length);
  expect([...parsed.querySelectorAll('text')].some((t) => t.textContent === 'A<B')).toBe(true);
});
