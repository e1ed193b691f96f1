// What the curves say at one depth.
import { brief } from '../data/format';
import { at, segmentAt, type Lane } from './lane';
import type { Track } from './templates';

export interface Reading {
  name: string;
  colour: string;
  value: string;
}

export function valueAt(lane: Lane, depth: number): string {
  if (lane.segments) return segmentAt(lane.segments, depth) ?? '–';
  const found = at(lane, depth);
  if (!found) return '–';
  const [low, high] = found;
  if (lane.type === 'bool') return low === high ? (high ? 'yes' : 'no') : 'no…yes';
  return low === high ? brief(low) : `${brief(low)}…${brief(high)}`;
}

export function readings(tracks: Track[], depth: number, finest: (lane: Lane) => Lane): Reading[] {
  return tracks.flatMap((track) =>
    track.curves.map(({ lane, style }) => {
      const value = valueAt(finest(lane), depth);
      return { name: lane.name, colour: style.colour, value: lane.unit && value !== '–' ? `${value} ${lane.unit}` : value };
    }),
  );
}

// A depth as it is told: as fine as one pixel.
export function depthText(depth: number, per_pixel: number): string {
  const digits = Math.max(0, Math.min(4, Math.ceil(-Math.log10(per_pixel))));
  return depth.toFixed(digits);
}
