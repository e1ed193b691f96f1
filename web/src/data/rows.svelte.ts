// Rows of a node, a page at a time as they come into view.
import { Problem } from '../api/client';
import type { Field } from '../api/types';
import { readColumns, type Columns, type Value } from './arrow';
import { PAGE, rowsOf, sourceKey, type PlotSource } from './source';

const KEPT = 24; // pages in memory
export const MOST_COUNTED = 200_000; // rows that statistics are made of, and that are copied at once

export interface Statistic {
  values: number;
  nulls: number;
  min: number;
  max: number;
  mean: number;
}

export class Pages {
  fields = $state.raw<Field[]>([]);
  total = $state(0);
  first = $state.raw<Columns | null>(null); // the page that came first: what widths are measured by
  loading = $state(true);
  failure = $state<string | null>(null);
  statistics = $state.raw<{ rows: number; columns: (Statistic | null)[] } | null>(null);
  private pages = $state.raw(new Map<number, Columns>());
  private asked = new Set<number>();
  private missed: number[] = []; // pages that failed
  private controller = new AbortController();
  private source: PlotSource | null = null;
  private sort: string | null = null;
  private key = '';

  open(source: PlotSource, sort: string | null): void {
    const key = `${sort ?? ''}|${sourceKey(source)}`;
    const mended = this.missed.length > 0 && source !== this.source; // it failed, and something changed elsewhere
    this.source = source;
    if (key === this.key && !mended) return;
    this.close();
    this.key = key;
    this.controller = new AbortController();
    this.sort = sort;
    this.asked = new Set();
    this.missed = [];
    this.pages = new Map();
    this.first = null;
    this.statistics = null;
    this.loading = true;
    this.failure = null;
    this.need([0]);
  }

  retry(): void {
    this.failure = null;
    this.loading = true;
    const pages = this.missed.length > 0 ? this.missed : [0];
    this.missed = [];
    this.need(pages);
  }

  close(): void {
    this.controller.abort();
  }

  need(pages: number[]): void {
    for (const page of pages) {
      if (this.asked.has(page)) continue;
      this.asked.add(page);
      void this.load(page, this.controller.signal);
    }
  }

  private async load(page: number, signal: AbortSignal): Promise<void> {
    try {
      const got = await this.read(page * PAGE, PAGE, signal);
      if (signal.aborted) return;
      const pages = new Map(this.pages).set(page, got.columns);
      for (const old of pages.keys()) {
        if (pages.size <= KEPT) break;
        if (old === page) continue;
        pages.delete(old);
        this.asked.delete(old);
      }
      this.pages = pages;
      // Settled by the first page: an array made anew would lay the table out anew.
      if (JSON.stringify(this.fields) !== JSON.stringify(got.columns.fields)) this.fields = got.columns.fields;
      this.first ??= got.columns;
      this.total = Number.isNaN(got.total) ? page * PAGE + got.columns.rows : got.total;
      this.loading = false;
    } catch (reason) {
      if (signal.aborted) return;
      this.asked.delete(page);
      this.missed.push(page);
      this.loading = false;
      this.failure = reason instanceof Problem ? reason.message : String(reason);
    }
  }

  private async read(offset: number, limit: number, signal: AbortSignal, columns?: string[]): Promise<{ columns: Columns; total: number }> {
    const { bytes, total } = await rowsOf(this.source as PlotSource, { offset, limit, sort: this.sort, ...(columns ? { columns } : {}) }, signal);
    return { columns: readColumns(bytes), total };
  }

  // Undefined while the page is on its way.
  value(row: number, column: number): Value | undefined {
    return this.pages.get(Math.floor(row / PAGE))?.value(row % PAGE, column);
  }

  // Rows [from, to), also those that are not in view.
  async slice(from: number, to: number): Promise<Columns> {
    return (await this.read(from, to - from, this.controller.signal)).columns;
  }

  // One number of one row: from a page that is here, else asked for.
  async numberAt(row: number, column: number): Promise<number> {
    const here = this.value(row, column);
    if (here !== undefined) return here === null ? NaN : Number(here);
    const got = await this.read(row, 1, this.controller.signal, [this.fields[column]?.name ?? '']);
    return got.columns.rows > 0 ? (got.columns.floats(0)[0] as number) : NaN;
  }

  async count(): Promise<void> {
    const signal = this.controller.signal;
    const { columns } = await this.read(0, MOST_COUNTED, signal);
    if (signal.aborted) return;
    this.statistics = { rows: columns.rows, columns: columns.fields.map((field, i) => statistic(columns, field, i)) };
  }
}

export function statistic(columns: Columns, field: Field, index: number): Statistic | null {
  if (field.type === 'utf8' || field.type === 'list<float64>' || field.type === 'any') {
    let nulls = 0;
    for (let i = 0; i < columns.rows; i++) if (columns.value(i, index) === null) nulls++;
    return { values: columns.rows - nulls, nulls, min: NaN, max: NaN, mean: NaN };
  }
  if (field.type === 'bool' || field.type === 'timestamp') return null;
  const floats = columns.floats(index);
  const out: Statistic = { values: 0, nulls: 0, min: Infinity, max: -Infinity, mean: 0 };
  for (const value of floats) {
    if (Number.isNaN(value)) {
      out.nulls++;
      continue;
    }
    out.values++;
    out.min = Math.min(out.min, value);
    out.max = Math.max(out.max, value);
    out.mean += (value - out.mean) / out.values;
  }
  return out.values > 0 ? out : { ...out, min: NaN, max: NaN, mean: NaN };
}
