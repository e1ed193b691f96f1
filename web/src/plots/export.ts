// The picture as a file.
import { drawFigure, type Figure } from './figure';
import { SvgPainter } from './painter';

export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has taken the blob by then; at once would be too early in some browsers.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

type Drawing = Omit<Figure, 'context'>;

export function svgOf(figure: Drawing, title: string): string {
  const painter = new SvgPainter(figure.width, figure.header + figure.height, title);
  drawFigure({ ...figure, context: painter });
  return painter.text();
}

// At twice the size of the screen: fit for print.
export async function pngOf(figure: Drawing): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(figure.width * 2);
  canvas.height = Math.round((figure.header + figure.height) * 2);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No canvas to draw on.');
  context.scale(2, 2);
  drawFigure({ ...figure, context });
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png'));
}
