// States as glyph and word: colour is never alone.
const marks: Record<string, { glyph: string; text: string }> = {
  pending: { glyph: '○', text: 'pending' },
  running: { glyph: '◐', text: 'running' },
  completed: { glyph: '✓', text: 'completed' },
  cached: { glyph: '⚡', text: 'cached' },
  failed: { glyph: '!', text: 'failed' },
  cancelled: { glyph: '■', text: 'cancelled' },
  skipped: { glyph: '⇥', text: 'skipped' },
  stale: { glyph: '↻', text: 'stale' },
  bypassed: { glyph: '⊘', text: 'bypassed' },
};

export function mark(state: string): { glyph: string; text: string } {
  return marks[state] ?? { glyph: '', text: state };
}

export function duration(ms: number): string {
  return ms < 1 && ms > 0 ? '<1 ms' : ms < 1000 ? `${Math.round(ms)} ms` : ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
