// From values to pixels and back. Scales may run either way; a log scale knows no value at or below 0.
export interface Scale {
  left: number;
  right: number;
  log: boolean;
  width: number;
}

export function toPixel(scale: Scale, value: number): number {
  if (!scale.log) return ((value - scale.left) / (scale.right - scale.left)) * scale.width;
  if (value <= 0) return NaN;
  return (Math.log(value / scale.left) / Math.log(scale.right / scale.left)) * scale.width;
}

export function fromPixel(scale: Scale, pixel: number): number {
  const share = pixel / scale.width;
  return scale.log ? scale.left * (scale.right / scale.left) ** share : scale.left + (scale.right - scale.left) * share;
}

// Round steps of 1, 2, 5 so that about `count` lines fall between low and high.
export function niceStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const rest = raw / power;
  return (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10) * power;
}

// Grid lines of a track: decades with 2..9 between them on a log scale.
export function gridLines(scale: Scale): { value: number; strong: boolean }[] {
  if (!scale.log) {
    return Array.from({ length: 9 }, (_, i) => ({ value: scale.left + ((scale.right - scale.left) * (i + 1)) / 10, strong: i === 4 }));
  }
  const [low, high] = scale.left < scale.right ? [scale.left, scale.right] : [scale.right, scale.left];
  const lines: { value: number; strong: boolean }[] = [];
  for (let decade = 10 ** Math.floor(Math.log10(low)); decade <= high; decade *= 10) {
    for (let k = 1; k <= 9; k++) if (decade * k > low * 1.0001 && decade * k < high * 0.9999) lines.push({ value: decade * k, strong: k === 1 });
  }
  return lines;
}
