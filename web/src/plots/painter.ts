// What drawing needs of a canvas, and the same as SVG text: one drawing code serves the screen, PNG and SVG.
export type Painter = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline'
  | 'setLineDash' | 'beginPath' | 'moveTo' | 'lineTo' | 'closePath' | 'rect' | 'stroke' | 'fill' | 'fillRect' | 'fillText'
  | 'save' | 'restore' | 'clip' | 'translate' | 'rotate'
>;

interface Pen {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: number[];
  x: number;
  y: number;
  angle: number; // of text; paths are never turned
  clips: number; // groups opened since the save
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (c) => escapes[c] as string);
const short = (value: number) => String(Math.round(value * 100) / 100);
const anchors: Record<string, string> = { left: 'start', center: 'middle', right: 'end' };

export class SvgPainter {
  private parts: string[] = [];
  private path: string[] = [];
  private pen: Pen = {
    fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, font: '11px sans-serif', textAlign: 'left', textBaseline: 'alphabetic', dash: [], x: 0, y: 0, angle: 0, clips: 0,
  };
  private kept: Pen[] = [];
  private clips = 0;

  constructor(
    readonly width: number,
    readonly height: number,
    readonly title: string,
  ) {}

  // The pen's properties as a canvas has them.
  get fillStyle() { return this.pen.fillStyle; }
  set fillStyle(value: string) { this.pen.fillStyle = value; }
  get strokeStyle() { return this.pen.strokeStyle; }
  set strokeStyle(value: string) { this.pen.strokeStyle = value; }
  get lineWidth() { return this.pen.lineWidth; }
  set lineWidth(value: number) { this.pen.lineWidth = value; }
  get globalAlpha() { return this.pen.globalAlpha; }
  set globalAlpha(value: number) { this.pen.globalAlpha = value; }
  get font() { return this.pen.font; }
  set font(value: string) { this.pen.font = value; }
  get textAlign() { return this.pen.textAlign; }
  set textAlign(value: CanvasTextAlign) { this.pen.textAlign = value; }
  get textBaseline() { return this.pen.textBaseline; }
  set textBaseline(value: CanvasTextBaseline) { this.pen.textBaseline = value; }

  setLineDash(dash: number[]): void { this.pen.dash = [...dash]; }
  translate(x: number, y: number): void {
    this.pen.x += x;
    this.pen.y += y;
  }
  rotate(angle: number): void { this.pen.angle += (angle * 180) / Math.PI; }
  save(): void {
    this.kept.push({ ...this.pen, dash: [...this.pen.dash] });
    this.pen.clips = 0;
  }
  restore(): void {
    this.parts.push('</g>'.repeat(this.pen.clips));
    const pen = this.kept.pop();
    if (pen) this.pen = pen;
  }

  private point(x: number, y: number): string { return `${short(x + this.pen.x)} ${short(y + this.pen.y)}`; }
  beginPath(): void { this.path = []; }
  moveTo(x: number, y: number): void { this.path.push(`M${this.point(x, y)}`); }
  lineTo(x: number, y: number): void { this.path.push(`L${this.point(x, y)}`); }
  closePath(): void { this.path.push('Z'); }
  rect(x: number, y: number, width: number, height: number): void { this.path.push(`M${this.point(x, y)}h${short(width)}v${short(height)}h${short(-width)}Z`); }

  private alpha(): string { return this.pen.globalAlpha < 1 ? ` opacity="${short(this.pen.globalAlpha)}"` : ''; }
  stroke(): void {
    if (this.path.length === 0) return;
    const dash = this.pen.dash.length > 0 ? ` stroke-dasharray="${this.pen.dash.join(' ')}"` : '';
    this.parts.push(`<path d="${this.path.join('')}" fill="none" stroke="${escape(this.pen.strokeStyle)}" stroke-width="${short(this.pen.lineWidth)}"${dash}${this.alpha()}/>`);
  }
  fill(): void {
    if (this.path.length > 0) this.parts.push(`<path d="${this.path.join('')}" fill="${escape(this.pen.fillStyle)}"${this.alpha()}/>`);
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.parts.push(`<rect x="${short(x + this.pen.x)}" y="${short(y + this.pen.y)}" width="${short(width)}" height="${short(height)}" fill="${escape(this.pen.fillStyle)}"${this.alpha()}/>`);
  }
  clip(): void {
    const id = `c${++this.clips}`;
    this.parts.push(`<clipPath id="${id}"><path d="${this.path.join('')}"/></clipPath><g clip-path="url(#${id})">`);
    this.pen.clips++;
  }
  fillText(text: string, x: number, y: number, width?: number): void {
    const size = Number.parseFloat(/(\d+(?:\.\d+)?)px/.exec(this.pen.font)?.[1] ?? '11');
    const weight = /^(bold|\d{3})\b/.exec(this.pen.font)?.[1];
    // Too long a text is squeezed, as a canvas does; half an em is a letter's usual width.
    const squeezed = width !== undefined && text.length * size * 0.5 > width ? ` textLength="${short(width)}" lengthAdjust="spacingAndGlyphs"` : '';
    const drop = this.pen.textBaseline === 'middle' ? size * 0.35 : this.pen.textBaseline === 'top' ? size * 0.8 : 0;
    this.parts.push(
      `<text transform="translate(${short(this.pen.x)} ${short(this.pen.y)})${this.pen.angle === 0 ? '' : ` rotate(${short(this.pen.angle)})`}" x="${short(x)}" y="${short(y + drop)}" font-family="sans-serif" font-size="${size}"${weight ? ` font-weight="${weight}"` : ''}` +
        ` text-anchor="${anchors[this.pen.textAlign] ?? 'start'}" fill="${escape(this.pen.fillStyle)}"${squeezed}${this.alpha()}>${escape(text)}</text>`,
    );
  }

  text(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}" role="img"><title>${escape(this.title)}</title>${this.parts.join('')}</svg>\n`;
  }
}
