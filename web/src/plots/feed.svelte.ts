// Curves of one node and well as they come: first the whole well, then finer ones for what is shown. What is here is drawn until better comes.
import { Problem } from '../api/client';
import { plotOf, sourceKey, type PlotSource } from '../data/source';
import { toLane, type Lane } from './lane';
import { serves, wanted, type Range } from './view';

const MOST_PIXELS = 20_000;
const TYPING = 300; // ms

export class Feed {
  whole = $state.raw<Range | null>(null);
  unit = $state('m');
  lanes = $state.raw<Lane[] | null>(null); // of the whole well
  failure = $state<string | null>(null);
  private finer = $state.raw<{ range: Range; exact: boolean; lanes: Map<string, Lane> } | null>(null);
  private key = '';
  private place = ''; // node and well
  private opened: PlotSource | null = null;
  private failed = false;
  private pending = false; // the whole well is on its way
  private controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  // Another node, well or content: everything anew. The same is not asked for again, unless it failed and something was mended
  // elsewhere. While a document is typed into, what is here stays until the typing pauses.
  open(source: PlotSource, height: number): void {
    const key = sourceKey(source);
    if (key === this.key && !(this.failed && source !== this.opened)) return;
    this.close();
    const place = `${source.node_id}|${source.well}`;
    if (place !== this.place) {
      // Nothing of another well or node stays to be taken for this one's.
      this.lanes = this.whole = null;
      this.failure = null;
    }
    const pause = source.kind === 'document' && place === this.place ? TYPING : 0;
    [this.key, this.place, this.opened, this.failed] = [key, place, source, false];
    const pixels = Math.max(1024, Math.ceil(height / 128) * 256);
    this.pending = true;
    this.timer = setTimeout(() => this.ask(source, null, pixels), pause);
  }

  retry(source: PlotSource, height: number): void {
    this.key = this.place = '';
    this.failure = null;
    this.open(source, height);
  }

  close(): void {
    clearTimeout(this.timer);
    this.controller.abort();
    this.finer = null;
  }

  private get exact(): boolean {
    return this.lanes !== null && this.lanes.every((lane) => lane.exact);
  }

  private ask(source: PlotSource, range: Range | null, pixels: number): void {
    this.controller.abort();
    const controller = (this.controller = new AbortController());
    plotOf(source, [], range, Math.min(MOST_PIXELS, pixels), controller.signal).then(
      (got) => {
        if (controller.signal.aborted) return;
        this.failure = null;
        if (!range) this.pending = false;
        const lanes = got.curves.map(toLane);
        if (range) this.finer = { range, exact: lanes.every((lane) => lane.exact), lanes: new Map(lanes.map((lane) => [lane.name, lane])) };
        else {
          this.finer = null;
          this.unit = got.depth_unit;
          this.lanes = lanes;
          this.whole = got.depth_min === null || got.depth_max === null ? null : [got.depth_min, got.depth_max];
        }
      },
      (reason: unknown) => {
        if (controller.signal.aborted) return;
        this.failed = true;
        if (!range) this.pending = false;
        this.failure = reason instanceof Problem ? reason.message : String(reason);
      },
    );
  }

  // Asks for what is shown, if what is here is too coarse; a moment later, as wheels turn on.
  look(source: PlotSource, range: Range, height: number): void {
    if (!this.whole || this.exact || this.pending || sourceKey(source) !== this.key) return;
    clearTimeout(this.timer);
    if (serves(this.whole, false, range, this.whole) && range[1] - range[0] >= (this.whole[1] - this.whole[0]) * 0.9) return;
    if (this.finer && serves(this.finer.range, this.finer.exact, range, this.whole)) return;
    this.timer = setTimeout(() => this.ask(source, wanted(range), Math.ceil(height) * 6), 60);
  }

  // The finest that covers what is shown.
  at(range: Range): (lane: Lane) => Lane {
    const { finer, whole } = this;
    if (!finer || !whole || finer.range[0] > Math.max(range[0], whole[0]) || finer.range[1] < Math.min(range[1], whole[1])) return (lane) => lane;
    return (lane) => finer.lanes.get(lane.name) ?? lane;
  }
}
