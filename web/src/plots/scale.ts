// From values to pixels and back. Scales may run either way; a log scale knows no value at or below 0.
export interface Scale {
  left: number;
  right: number;
  log: boolean;
  width: number;
}

export function toPixel(scale: Scale, value: number): number {
  if (!scale.log) return ((value - scale.left) / (scale.right - scale.left)) * scale.width;
  if (!(value > 0)) return NaN;
  return (Math.log(value / scale.left) / Math.log(scale.right / scale.left)) * scale.width;
}

export function fromPixel(scale: Scale, pixel: number): number {
  const share = pixel / scale.width;
  return scale.log ? scale.left * (scale.right / scale.left) ** share : scale.left + (scale.right - scale.left) * share;
}

// Depths at the upper and lower edge of what is shown, and its height in pixels.
export interface DepthFrame {
  height: number;
  top: number;
  base: number;
}

export function depthPixel(frame: DepthFrame, depth: number): number {
  return ((depth - frame.top) / (frame.base - frame.top)) * frame.height;
}

export function pixelDepth(frame: DepthFrame, pixel: number): number {
  return frame.top + (pixel / frame.height) * (frame.base - frame.top);
}

// Round steps of 1, 2, 5 so that about `count` lines fall between low and high.
export function niceStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  if (!(raw > 0) || !Number.isFinite(raw)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const rest = raw / power;
  return (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10) * power;
}

// Multiples of the step within the frame, counted so that rounding does not add up.
function multiples(frame: DepthFrame, step: number): number[] {
  const lines: number[] = [];
  for (let k = Math.ceil(frame.top / step - 1e-9); k * step <= frame.base + step * 1e-9; k++) lines.push(Number((k * step).toPrecision(12)));
  return lines;
}

// Depths that carry a number, some 70 pixels apart, and the fifths between them.
export function depthLines(frame: DepthFrame): { major: number[]; minor: number[] } {
  const step = niceStep(frame.base - frame.top, frame.height / 70);
  return { major: multiples(frame, step), minor: multiples(frame, step / 5) };
}

// Grid lines of a track: tenths when linear; decades with 2..9 between them on a log scale.
export function gridLines(scale: Scale): { value: number; strong: boolean }[] {
  if (!scale.log) {
    return Array.from({ length: 9 }, (_, i) => ({ value: scale.left + ((scale.right - scale.left) * (i + 1)) / 10, strong: i === 4 }));
  }
  const [low, high] = scale.left < scale.right ? [scale.left, scale.right] : [scale.right, scale.left];
  if (!(low > 0)) return [];
  const lines: { value: number; strong: boolean }[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (let k = 1; k <= 9; k++) {
      const value = k * 10 ** power;
      if (value > low * 1.0001 && value < high * 0.9999) lines.push({ value, strong: k === 1 });
    }
  }
  return lines;
}

// A CSS pixel is a 96th of an inch by definition; a depth scale of 1:200 shows 200 of it in one.
const metres_per_pixel = 0.0254 / 96;
const metres: Record<string, number> = { m: 1, ft: 0.3048, ftUS: 1200 / 3937 };

// How much depth a height shows at 1:ratio, in the depth's own unit. NaN for a unit of no length (a time).
export function spanAt(ratio: number, height: number, unit: string): number {
  return (height * metres_per_pixel * ratio) / (metres[unit] ?? NaN);
}

// A scale that holds low..high, in round numbers.
export function roundScale(low: number, high: number): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (!(high > low)) return [low - 1, low + 1];
  const step = niceStep(high - low, 5);
  const round = (value: number) => Number((value * step).toPrecision(12));
  return [round(Math.floor(low / step)), round(Math.ceil(high / step))];
}
