// How a curve is drawn, by what it measures: track, scale, colour. Data, not code.
import type { PlotCurve } from '../api/types';

export interface Style {
  track: string;
  left: number;
  right: number;
  log?: boolean;
  colour: string; // token
  dash?: number[];
  fill?: 'left' | 'right';
}

const byQuantity: Record<string, Style> = {
  gamma_ray: { track: 'GR', left: 0, right: 150, colour: '--curve-1' },
  shale_volume: { track: 'GR', left: 0, right: 1, colour: '--curve-5', dash: [5, 3], fill: 'left' },
  caliper: { track: 'CALI', left: 6, right: 16, colour: '--curve-6', dash: [4, 2] },
  bit_size: { track: 'CALI', left: 6, right: 16, colour: '--curve-4' },
  deep_resistivity: { track: 'RT', left: 0.2, right: 2000, log: true, colour: '--curve-2' },
  bulk_density: { track: 'RHOB NPHI', left: 1.95, right: 2.95, colour: '--curve-2' },
  neutron_porosity: { track: 'RHOB NPHI', left: 0.45, right: -0.15, colour: '--curve-3', dash: [5, 3] },
  compressional_slowness: { track: 'DT', left: 140, right: 40, colour: '--curve-7' },
  shear_slowness: { track: 'DT', left: 440, right: 40, colour: '--curve-6', dash: [5, 3] },
  total_porosity: { track: 'PHI', left: 0.5, right: 0, colour: '--curve-6', dash: [5, 3] },
  effective_porosity: { track: 'PHI', left: 0.5, right: 0, colour: '--curve-3', fill: 'right' },
  water_saturation: { track: 'SW', left: 1, right: 0, colour: '--curve-3', fill: 'left' },
  permeability: { track: 'PERM', left: 0.01, right: 10000, log: true, colour: '--curve-7' },
  spontaneous_potential: { track: 'SP', left: -100, right: 50, colour: '--curve-4' },
  photoelectric_factor: { track: 'PEF', left: 0, right: 10, colour: '--curve-7' },
};

const byName: Record<string, string> = {
  gr: 'gamma_ray', vsh: 'shale_volume', rt: 'deep_resistivity', rhob: 'bulk_density', nphi: 'neutron_porosity', dt: 'compressional_slowness',
  cali: 'caliper', sw: 'water_saturation', phie: 'effective_porosity', phit: 'total_porosity', phid: 'total_porosity', phind: 'effective_porosity', perm: 'permeability',
};

const order = ['GR', 'CALI', 'SP', 'RT', 'RHOB NPHI', 'DT', 'PEF', 'PHI', 'SW', 'PERM'];
const colours = ['--curve-1', '--curve-2', '--curve-3', '--curve-4', '--curve-5', '--curve-6', '--curve-7', '--curve-8'];

export interface Track {
  title: string;
  log: boolean;
  kind: 'curves' | 'flags' | 'names';
  curves: { curve: PlotCurve; style: Style }[];
}

// A scale that holds the data, in round numbers.
function roundScale(curve: PlotCurve): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < curve.min.length; i++) {
    const a = curve.min[i];
    const b = curve.max[i];
    if (a !== null && a !== undefined && a < low) low = a;
    if (b !== null && b !== undefined && b > high) high = b;
  }
  if (!(high > low)) return [Number.isFinite(low) ? low - 1 : 0, Number.isFinite(low) ? low + 1 : 1];
  const step = 10 ** Math.floor(Math.log10(high - low));
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

export function tracksOf(curves: PlotCurve[]): Track[] {
  const tracks = new Map<string, Track>();
  let next = 0;
  for (const curve of curves) {
    if (curve.name === 'depth' || curve.name === 'well_id') continue;
    if (curve.type === 'bool' || curve.type === 'utf8') {
      const kind = curve.type === 'bool' ? 'flags' : 'names';
      const title = kind === 'flags' ? 'Flags' : curve.name;
      const track = tracks.get(title) ?? { title, log: false, kind, curves: [] };
      track.curves.push({ curve, style: { track: title, left: 0, right: 1, colour: colours[track.curves.length % 8] as string } });
      tracks.set(title, track);
      continue;
    }
    if (!['float64', 'float32', 'int64', 'int32'].includes(curve.type)) continue;
    const known = byQuantity[curve.quantity ?? ''] ?? byQuantity[byName[curve.name] ?? ''];
    let style: Style;
    if (known) {
      const taken = tracks.get(known.track)?.curves.some((c) => c.style.colour === known.colour);
      style = taken ? { ...known, colour: colours[next++ % 8] as string, dash: [2, 2], fill: undefined } as Style : known;
      if (curve.unit === '%' && Math.abs(known.left) <= 1) style = { ...style, left: style.left * 100, right: style.right * 100 };
    } else {
      const [left, right] = roundScale(curve);
      style = { track: curve.name.toUpperCase(), left, right, colour: colours[next++ % 8] as string };
    }
    const track = tracks.get(style.track) ?? { title: style.track, log: style.log ?? false, kind: 'curves', curves: [] };
    if (track.curves.length < 6) track.curves.push({ curve, style });
    tracks.set(style.track, track);
  }
  const rank = (t: Track) => (order.includes(t.title) ? order.indexOf(t.title) : t.kind === 'curves' ? 50 : t.kind === 'flags' ? 60 : -1);
  return [...tracks.values()].sort((a, b) => rank(a) - rank(b));
}
