// What the nodes and edges of one canvas share.
import type { Editor } from '../state/editor.svelte';

export interface CanvasContext {
  readonly editor: Editor;
  // While a link is drawn: per node why it cannot go there (null: it can). null = no link is drawn.
  readonly refusals: Map<string, string | null> | null;
  readonly link_source: string | null;
}
