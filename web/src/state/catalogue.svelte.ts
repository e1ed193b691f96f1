// The operators, loaded once: the palette, quick-add and forms read them here.
import { api } from '../api/client';
import type { Operator, Page } from '../api/types';

class Catalogue {
  operators = $state.raw<Operator[]>([]);
  private byId = $derived(
    new Map(this.operators.flatMap((op) => [op.id, ...op.aliases].map((id): [string, Operator] => [id, op]))),
  );
  private loading: Promise<void> | null = null;

  load(): Promise<void> {
    this.loading ??= api.get<Page<Operator>>('/operators', { limit: 1000 }).then(
      (page) => void (this.operators = page.items),
      (reason: unknown) => {
        this.loading = null;
        throw reason;
      },
    );
    return this.loading;
  }

  find(id: string | null): Operator | null {
    return id === null ? null : (this.byId.get(id) ?? null);
  }
}

export const catalogue = new Catalogue();

// How well an operator answers a search: 0 = not at all. Ids and aliases first, then titles, families, quantities, outputs.
export function searchScore(op: Operator, text: string): number {
  const words = text.toLowerCase().split(/[\s_]+/).filter(Boolean);
  if (words.length === 0) return 1;
  const ids = [op.id, ...op.aliases].join(' ').toLowerCase();
  const title = op.title.toLowerCase();
  const family = `${op.family} ${op.category}`.toLowerCase();
  const columns = [...op.inputs, ...op.outputs].map((p) => `${p.quantity ?? ''} ${String(p.default ?? '')}`).join(' ').toLowerCase();
  let score = 0;
  for (const word of words) {
    const one =
      (ids.includes(word) ? 8 : 0) + (title.startsWith(word) ? 6 : title.includes(word) ? 4 : 0) + (family.includes(word) ? 2 : 0) + (columns.includes(word) ? 1 : 0);
    if (one === 0) return 0;
    score += one;
  }
  return score;
}
