// How a curve is drawn, by what it measures: track, scale, colour, fill. Data, not code. The customary scales of a composite log.
import { wholeRange, type Lane } from './lane';
import { roundScale } from './scale';

// What is filled between the curve and an edge, a value or another curve (its quantity): `right` where the curve lies right of it,
// `left` where it lies left. With `bands` the curve's value chooses the colour: the first band whose upper bound it does not pass.
export interface Fill {
  to: 'left' | 'right' | number | { quantity: string };
  left?: string;
  right?: string;
  bands?: { upto: number; colour: string }[];
  opacity: number;
}

export interface Style {
  track: string;
  left: number;
  right: number;
  log?: boolean;
  unit?: string; // of left and right
  colour: string; // token
  dash?: number[];
  weight?: number;
  beyond?: 'clip' | 'wrap'; // what leaves the scale: a mark at the edge, or in again at the other side
  fills?: Fill[];
}

const byQuantity: Record<string, Style> = {
  gamma_ray: { track: 'GR', left: 0, right: 150, colour: '--curve-1', beyond: 'wrap' },
  spontaneous_potential: { track: 'SP', left: -100, right: 50, unit: 'mV', colour: '--curve-4', dash: [6, 3] },
  caliper: { track: 'CALI', left: 6, right: 16, unit: 'in', colour: '--curve-6' },
  bit_size: { track: 'CALI', left: 6, right: 16, unit: 'in', colour: '--curve-5', dash: [5, 3], fills: [{ to: { quantity: 'caliper' }, left: '--curve-4', opacity: 0.3 }] },
  deep_resistivity: { track: 'RT', left: 0.2, right: 2000, log: true, colour: '--curve-2' },
  medium_resistivity: { track: 'RT', left: 0.2, right: 2000, log: true, colour: '--curve-3', dash: [5, 3] },
  shallow_resistivity: { track: 'RT', left: 0.2, right: 2000, log: true, colour: '--curve-8', dash: [2, 2] },
  flushed_zone_resistivity: { track: 'RT', left: 0.2, right: 2000, log: true, colour: '--curve-7', dash: [2, 2] },
  micro_resistivity: { track: 'RT', left: 0.2, right: 2000, log: true, colour: '--curve-4', dash: [2, 2] },
  bulk_density: {
    track: 'RHOB NPHI', left: 1.95, right: 2.95, unit: 'g/cm3', colour: '--curve-2',
    fills: [{ to: { quantity: 'neutron_porosity' }, left: '--curve-4', right: '--curve-5', opacity: 0.3 }],
  },
  neutron_porosity: { track: 'RHOB NPHI', left: 0.45, right: -0.15, unit: 'v/v', colour: '--curve-3', dash: [5, 3] },
  density_correction: { track: 'DRHO', left: -0.25, right: 0.25, unit: 'g/cm3', colour: '--curve-4' },
  photoelectric_factor: { track: 'PEF', left: 0, right: 10, colour: '--curve-7' },
  compressional_slowness: { track: 'DT', left: 140, right: 40, unit: 'us/ft', colour: '--curve-7' },
  shear_slowness: { track: 'DTS', left: 440, right: 40, unit: 'us/ft', colour: '--curve-6', dash: [5, 3] },
  shale_volume: {
    track: 'VSH', left: 0, right: 1, unit: 'v/v', colour: '--curve-5',
    fills: [{ to: 'left', bands: [{ upto: 0.5, colour: '--curve-4' }, { upto: Infinity, colour: '--curve-5' }], opacity: 0.3 }],
  },
  total_porosity: { track: 'PHI', left: 0.5, right: 0, unit: 'v/v', colour: '--curve-6', dash: [5, 3] },
  density_porosity: { track: 'PHI', left: 0.5, right: 0, unit: 'v/v', colour: '--curve-2', dash: [5, 3] },
  sonic_porosity: { track: 'PHI', left: 0.5, right: 0, unit: 'v/v', colour: '--curve-7', dash: [2, 2] },
  effective_porosity: { track: 'PHI', left: 0.5, right: 0, unit: 'v/v', colour: '--curve-3', fills: [{ to: 'right', left: '--curve-6', opacity: 0.25 }] },
  water_saturation: { track: 'SW', left: 1, right: 0, unit: 'v/v', colour: '--curve-3', fills: [{ to: 'left', right: '--curve-1', opacity: 0.2 }] },
  permeability: { track: 'PERM', left: 0.01, right: 10000, log: true, colour: '--curve-7' },
};

// Mnemonics for curves that came without a quantity.
const byName: Record<string, string> = {
  gr: 'gamma_ray', sgr: 'gamma_ray', sp: 'spontaneous_potential', cali: 'caliper', bs: 'bit_size', rt: 'deep_resistivity', ild: 'deep_resistivity', lld: 'deep_resistivity',
  rdep: 'deep_resistivity', rmed: 'medium_resistivity', ilm: 'medium_resistivity', rsha: 'shallow_resistivity', lls: 'shallow_resistivity', rxo: 'flushed_zone_resistivity',
  rhob: 'bulk_density', nphi: 'neutron_porosity', drho: 'density_correction', pef: 'photoelectric_factor', dt: 'compressional_slowness', dtc: 'compressional_slowness',
  dts: 'shear_slowness', vsh: 'shale_volume', phie: 'effective_porosity', phit: 'total_porosity', phi: 'total_porosity', phid: 'density_porosity', sw: 'water_saturation',
  perm: 'permeability', k: 'permeability',
};

// The same scale in the curve's own unit.
const factors: Record<string, Record<string, number>> = {
  'g/cm3': { 'kg/m3': 1000 },
  'v/v': { '%': 100, pu: 100 },
  'us/ft': { 'us/m': 1 / 0.3048 },
  in: { mm: 25.4, cm: 2.54, m: 0.0254 },
  mV: { V: 0.001 },
};

const flags: Record<string, string> = { pay_flag: '--curve-2', net_pay: '--curve-2', reservoir_flag: '--curve-3', net_flag: '--curve-1', bad_hole_flag: '--curve-5', coal_flag: '--border-strong' };
const order = ['GR', 'SP', 'CALI', 'RT', 'RHOB NPHI', 'DRHO', 'PEF', 'DT', 'DTS', 'VSH', 'PHI', 'SW', 'PERM'];
const colours = ['--curve-1', '--curve-2', '--curve-3', '--curve-4', '--curve-5', '--curve-6', '--curve-7', '--curve-8'];
const dashes = [undefined, [5, 3], [2, 2], [8, 3, 2, 3], [10, 4], [1, 3]];
export const MOST_CURVES = 6;

export interface Drawn {
  lane: Lane;
  style: Style;
}

export interface Track {
  title: string;
  kind: 'curves' | 'flags' | 'names';
  curves: Drawn[];
}

const numeric = new Set(['float64', 'float32', 'int64', 'int32']);
const keys = new Set(['depth', 'well_id', 'well', 'well_name']);

export function styleOf(lane: Lane): Style | null {
  const known = byQuantity[lane.quantity ?? ''] ?? (lane.quantity ? undefined : byQuantity[byName[lane.name.toLowerCase()] ?? '']);
  if (!known) return null;
  const factor = factors[known.unit ?? '']?.[lane.unit ?? ''];
  if (factor === undefined) return known;
  const scaled = (value: number) => Number((value * factor).toPrecision(4));
  const fills = known.fills?.map((f) => (f.bands ? { ...f, bands: f.bands.map((b) => ({ ...b, upto: scaled(b.upto) })) } : f));
  return { ...known, left: scaled(known.left), right: scaled(known.right), ...(fills ? { fills } : {}) };
}

// A curve that nothing is known of: a track of its own, a scale that holds its data. One that holds several decades is drawn on a log scale.
function ownStyle(lane: Lane, colour: string): Style {
  const [low, high] = wholeRange(lane);
  const track = lane.name.toUpperCase();
  if (low > 0 && high / low > 1000) return { track, left: 10 ** Math.floor(Math.log10(low)), right: 10 ** Math.ceil(Math.log10(high)), log: true, colour };
  const [left, right] = roundScale(low, high);
  return { track, left, right, colour };
}

// Curves of one track never look alike: the first keeps its style, a later one of the same colour takes another and a dash.
function apart(style: Style, track: Track): Style {
  const taken = new Set(track.curves.map((c) => c.style.colour));
  if (!taken.has(style.colour)) return style;
  const colour = colours.find((c) => !taken.has(c)) ?? style.colour;
  const dash = dashes[track.curves.length % dashes.length];
  const { fills: _, ...rest } = style;
  return { ...rest, colour, ...(dash ? { dash } : {}) };
}

function rank(track: Track): number {
  if (track.kind === 'names') return -1;
  if (track.kind === 'flags') return 1000;
  const known = order.indexOf(track.title.replace(/ \d+$/, ''));
  return known < 0 ? 100 : known;
}

export function tracksOf(lanes: Lane[]): Track[] {
  const tracks: Track[] = [];
  const find = (title: string, kind: Track['kind']): Track => {
    let track = tracks.find((t) => t.title === title && t.kind === kind);
    for (let k = 2; track && track.curves.length >= MOST_CURVES; k++) {
      const further = `${title} ${k}`;
      track = tracks.find((t) => t.title === further && t.kind === kind);
      if (!track) tracks.push((track = { title: further, kind, curves: [] }));
    }
    if (!track) tracks.push((track = { title, kind, curves: [] }));
    return track;
  };
  let unknown = 0;
  for (const lane of lanes) {
    if (keys.has(lane.name)) continue;
    if (lane.type === 'bool') {
      const track = find('Flags', 'flags');
      const colour = flags[lane.quantity ?? ''] ?? flags[lane.name] ?? (colours[track.curves.length % colours.length] as string);
      track.curves.push({ lane, style: { track: 'Flags', left: 0, right: 1, colour } });
    } else if (lane.segments) {
      find(lane.name, 'names').curves.push({ lane, style: { track: lane.name, left: 0, right: 1, colour: '--text' } });
    } else if (numeric.has(lane.type)) {
      const style = styleOf(lane) ?? ownStyle(lane, colours[unknown++ % colours.length] as string);
      const track = find(style.track, 'curves');
      track.curves.push({ lane, style: apart(style, track) });
    }
  }
  return tracks.sort((a, b) => rank(a) - rank(b));
}
