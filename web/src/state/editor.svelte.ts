// One open pipeline: its document and history, what the server says of it, its runs. Components read it; edits go through `run`.
import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import { Problem } from '../api/client';
import { subscribe, type ServerEvent, type Subscription } from '../api/events';
import { executions, pipelines, type Loaded } from '../api/pipelines';
import type { ConnectionVerdict, Diagnostic, Execution, Field, Inference, NodeResult, RunState } from '../api/types';
import { drafts } from '../document/drafts';
import { History, type Command } from '../document/history';
import { merge, type Choice, type Merge } from '../document/merge';
import { edgeId } from '../document/flow';
import type { Dag, DagNode } from '../document/types';

export type EdgeState = 'ok' | 'convertible' | 'wrong' | 'pending';

export interface EdgeVerdict {
  state: EdgeState;
  reason: string | null;
  conversions: ConnectionVerdict['conversions'];
}

const INFER_MS = 150;
const DRAFT_MS = 2000;
const RESULTS_MS = 400;
const AWAY_MS = 2000;

export class Editor {
  readonly history: History;
  document = $state.raw<Dag>() as Dag;
  saved = $state.raw<Dag>() as Dag; // as the server has it
  revision = $state('');
  number = $state(0);
  selection = new SvelteSet<string>(); // nodes
  edge = $state.raw<{ source: string; target: string } | null>(null); // the one edge that is selected
  undo_label = $state<string | null>(null);
  redo_label = $state<string | null>(null);

  inference = $state.raw<Inference>({ nodes: {}, diagnostics: [] });
  checked = $state(false); // the inference is of this document
  verdicts = new SvelteMap<string, EdgeVerdict>();
  results = $state.raw<Record<string, NodeResult>>({});
  facts = $state(0); // grows when someone corrected what the files say: what was asked of them is asked again
  away = $state(false);

  runs = new SvelteMap<string, RunState>();
  execution = $state.raw<Execution | null>(null);
  conflict = $state.raw<{ theirs: Loaded; merge: Merge; choices: Map<string, Choice> } | null>(null);
  notice = $state<{ text: string; tone: 'ok' | 'warn' | 'error' } | null>(null);

  private timers: Record<string, number> = {};
  private inferring: AbortController | null = null;
  private events: Subscription | null = null;
  private project_events: Subscription | null = null;
  private closed = false;
  private newest = ''; // the last revision that is known of

  readonly dirty = $derived(this.document !== this.saved);
  // Errors first: they are what keeps a pipeline from running.
  readonly diagnostics = $derived(this.inference.diagnostics.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')));
  readonly errors = $derived(this.diagnostics.filter((d) => d.severity === 'error').length);
  readonly problemsByNode = $derived.by(() => {
    const found = new Map<string, Diagnostic[]>();
    for (const d of this.diagnostics) if (d.node_id) found.set(d.node_id, [...(found.get(d.node_id) ?? []), d]);
    return found;
  });
  readonly running = $derived(this.execution?.status === 'running' || this.execution?.status === 'pending');

  constructor(
    readonly project: string,
    readonly id: string,
    loaded: Loaded,
  ) {
    this.history = new History(loaded.document);
    this.document = this.saved = loaded.document;
    this.newest = this.revision = loaded.revision;
    this.number = loaded.pipeline.revision;
    this.check(0);
    this.lookAtResults(0);
    this.watchProject(loaded.pipeline.project_id);
  }

  // What is not saved stays as a draft: leaving needs no question.
  close(): void {
    this.closed = true;
    void this.keepDraft();
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.inferring?.abort();
    this.events?.close();
    this.project_events?.close();
  }

  private later(name: string, ms: number, work: () => void): void {
    clearTimeout(this.timers[name]);
    this.timers[name] = window.setTimeout(work, ms);
  }

  node(id: string): DagNode | null {
    return this.document.nodes.find((n) => n.id === id) ?? null;
  }

  schemaOf(id: string): Field[] | null {
    return this.inference.nodes[id]?.output ?? null;
  }

  inputOf(id: string): Field[] | null {
    return this.inference.nodes[id]?.input ?? null;
  }

  // --- edits ---

  run(command: Command): void {
    this.history.run(command);
    this.changed();
  }

  undo(): void {
    this.history.undo();
    this.changed();
  }

  redo(): void {
    this.history.redo();
    this.changed();
  }

  private changed(): void {
    this.document = this.history.document;
    this.undo_label = this.history.undoLabel;
    this.redo_label = this.history.redoLabel;
    for (const id of this.selection) if (!this.node(id)) this.selection.delete(id);
    this.checked = false;
    this.check(INFER_MS);
    this.lookAtResults(RESULTS_MS);
    this.later('draft', DRAFT_MS, () => void this.keepDraft());
    // What kept a newer revision from being shown has been undone.
    if (!this.dirty && this.newest !== this.revision) void this.refresh();
  }

  // The document is the same, what it reads is not.
  corrected(): void {
    this.facts++;
    this.checked = false;
    this.check(0);
    this.lookAtResults(0);
  }

  async keepDraft(): Promise<void> {
    if (!this.dirty) return void (await drafts.remove(this.id));
    await drafts.put({ pipeline_id: this.id, base_revision: this.revision, base: this.saved, document: this.document, saved_at: Date.now() });
  }

  async restoreDraft(): Promise<boolean> {
    const draft = await drafts.get(this.id);
    if (!draft || JSON.stringify(draft.document) === JSON.stringify(this.saved)) return false;
    const mine: Command = { label: 'Restore the draft', patches: [{ op: 'set', path: [], value: draft.document }] };
    if (draft.base && draft.base_revision && draft.base_revision !== this.revision) {
      // Begun on an older revision: what others saved since stands below it, and what clashes is decided, not overwritten.
      const theirs = await pipelines.load(this.id);
      this.history.document = this.saved = draft.base;
      this.revision = draft.base_revision;
      this.history.run(mine);
      this.document = this.history.document;
      const merged = merge(draft.base, draft.document, theirs.document);
      if (merged.clashes.length > 0) this.conflict = { theirs, merge: merged, choices: new Map() };
      else this.rebase(theirs);
    } else {
      this.history.run(mine);
    }
    this.changed();
    return true;
  }

  // --- what the server says ---

  private check(ms: number): void {
    this.later('infer', ms, () => void this.infer());
  }

  private async infer(): Promise<void> {
    this.inferring?.abort();
    const controller = (this.inferring = new AbortController());
    const asked = this.document;
    try {
      const inference = await pipelines.infer(asked, controller.signal);
      this.away = false;
      if (asked !== this.document) return; // an answer to an older question
      this.inference = inference;
      this.checked = true;
      this.judgeEdges(asked, inference);
      await this.askConversions(asked, controller.signal);
    } catch (reason) {
      if (controller.signal.aborted) return;
      this.failed(reason);
    }
  }

  // Edges without an answer of their own take the verdict from the problems of their target.
  private judgeEdges(dag: Dag, inference: Inference): void {
    const present = new Set<string>();
    for (const target of dag.nodes) {
      for (const source of target.dependencies) {
        const id = edgeId(source, target.id);
        present.add(id);
        const problem = inference.diagnostics.find(
          (d) => d.severity === 'error' && d.node_id === target.id && (d.related_node_ids.length === 0 || d.related_node_ids.includes(source)) && /^(schema|dag)\./.test(d.code),
        );
        const last = this.verdicts.get(id);
        const state: EdgeState = problem ? 'wrong' : last && last.conversions.length > 0 ? 'convertible' : 'ok';
        if (!last || last.state !== state || last.reason !== (problem?.message ?? null)) {
          this.verdicts.set(id, { state, reason: problem?.message ?? null, conversions: last?.conversions ?? [] });
        }
      }
    }
    for (const id of this.verdicts.keys()) if (!present.has(id)) this.verdicts.delete(id);
  }

  // What the edges convert, of all of them at once: they were drawn on another day, or what the files say has changed.
  private async askConversions(dag: Dag, signal: AbortSignal): Promise<void> {
    const pairs = dag.nodes.flatMap((target) => target.dependencies.map((source) => ({ source_id: source, target_id: target.id })));
    if (pairs.length === 0) return;
    const { items } = await pipelines.connections(dag, pairs, signal);
    if (dag !== this.document) return;
    items.forEach(({ conversions }, i) => {
      const { source_id, target_id } = pairs[i] as (typeof pairs)[number];
      const id = edgeId(source_id, target_id);
      const last = this.verdicts.get(id);
      if (!last || JSON.stringify(last.conversions) === JSON.stringify(conversions)) return;
      this.verdicts.set(id, { ...last, conversions, state: last.state === 'wrong' ? 'wrong' : conversions.length > 0 ? 'convertible' : 'ok' });
    });
  }

  // Asks about one edge that was just drawn; gives the column parameters it suggests.
  async judge(source: string, target: string): Promise<ConnectionVerdict | null> {
    const id = edgeId(source, target);
    this.verdicts.set(id, { state: 'pending', reason: 'not checked yet', conversions: [] });
    try {
      const verdict = await pipelines.connection(this.document, source, target);
      const reason = verdict.diagnostics.find((d) => d.severity === 'error')?.message ?? null;
      const state: EdgeState = !verdict.compatible ? 'wrong' : verdict.conversions.length > 0 ? 'convertible' : 'ok';
      this.verdicts.set(id, { state, reason, conversions: verdict.conversions });
      return verdict;
    } catch (reason) {
      this.failed(reason);
      return null;
    }
  }

  private lookAtResults(ms: number): void {
    this.later('results', ms, () => {
      const asked = this.document;
      pipelines.results(asked).then(
        (answer) => {
          if (asked === this.document) this.results = answer.nodes;
        },
        (reason: unknown) => this.failed(reason, true),
      );
    });
  }

  readonly stale = $derived(Object.values(this.results).filter((r) => r.state === 'stale').length);

  private failed(reason: unknown, quiet = false): void {
    if (reason instanceof Problem && reason.away) {
      this.away = true;
      if (!this.closed) this.later('infer', AWAY_MS, () => void this.infer()); // whoever noticed, the check finds out when it is back
    } else if (!quiet) this.notice = { text: reason instanceof Error ? reason.message : String(reason), tone: 'error' };
  }

  // --- saving ---

  async save(): Promise<boolean> {
    const sent = this.document;
    this.history.seal();
    try {
      this.took(await pipelines.save(this.id, sent, this.revision), sent);
      return true;
    } catch (reason) {
      if (reason instanceof Problem && reason.status === 412) await this.meet();
      else this.failed(reason);
      return false;
    }
  }

  private took(loaded: Loaded, sent: Dag): void {
    this.saved = sent;
    this.newest = this.revision = loaded.revision;
    this.number = loaded.pipeline.revision;
    this.notice = { text: `Saved as revision ${loaded.pipeline.revision}`, tone: 'ok' };
    void this.keepDraft();
    this.lookAtResults(0);
  }

  // Someone else saved first: merge what does not clash, ask about the rest.
  private async meet(): Promise<void> {
    const theirs = await pipelines.load(this.id);
    const choices = new Map<string, Choice>();
    this.conflict = { theirs, merge: merge(this.saved, this.document, theirs.document), choices };
  }

  choose(key: string, choice: Choice): void {
    if (!this.conflict) return;
    const choices = new Map(this.conflict.choices).set(key, choice);
    this.conflict = { ...this.conflict, choices };
  }

  async settle(): Promise<void> {
    if (!this.conflict) return;
    const { theirs, choices } = this.conflict;
    this.conflict = null;
    this.rebase(theirs, choices);
    await this.save();
  }

  // On top of what someone else saved: undo takes back one's own edits, never theirs.
  private rebase(theirs: Loaded, choices?: Map<string, Choice>): void {
    this.history.rebase(this.saved, theirs.document, choices);
    this.saved = theirs.document;
    this.newest = this.revision = theirs.revision;
    this.number = theirs.pipeline.revision;
    this.changed();
  }

  private watchProject(project_id: string): void {
    this.project_events = subscribe(`/projects/${encodeURIComponent(project_id)}/events`, ['pipeline', 'curves'], (events) => {
      if (events.some(({ type }) => type === 'curves')) this.corrected();
      for (const { type, data } of events) {
        if (type !== 'pipeline') continue;
        if (data.id !== this.id || data.head_revision_id === this.revision || data.action !== 'saved') continue;
        this.newest = String(data.head_revision_id);
        if (this.dirty) this.notice = { text: `Revision ${String(data.revision)} was saved elsewhere; yours will be merged when you save`, tone: 'warn' };
        else void this.refresh();
      }
    });
  }

  private async refresh(): Promise<void> {
    const loaded = await pipelines.load(this.id);
    if (this.dirty || loaded.revision === this.revision) return;
    this.rebase(loaded);
    this.notice = { text: `Revision ${loaded.pipeline.revision}, saved elsewhere, is shown`, tone: 'ok' };
  }

  // --- running ---

  async execute(to_node: string | null = null): Promise<void> {
    if (this.dirty && !(await this.save())) return;
    try {
      const execution = await executions.start(this.id, to_node ? { to_node } : {});
      this.follow(execution);
    } catch (reason) {
      this.failed(reason);
    }
  }

  async cancel(): Promise<void> {
    if (!this.execution) return;
    try {
      await executions.cancel(this.execution.id);
    } catch (reason) {
      this.failed(reason);
    }
  }

  follow(execution: Execution): void {
    this.events?.close();
    this.execution = execution;
    this.runs.clear();
    for (const { node_id, state, wells_done, wells, rows, time_ms, error } of execution.nodes ?? []) {
      this.runs.set(node_id, { state, wells_done, wells, rows, time_ms, error });
    }
    if (!['pending', 'running'].includes(execution.status)) return;
    this.events = subscribe(executions.eventsPath(execution.id), ['execution', 'node', 'end', 'gap'], (events) => this.take(events));
  }

  private take(events: ServerEvent[]): void {
    for (const { type, data } of events) {
      if (type === 'node') {
        const { node_id, ...state } = data as unknown as RunState & { node_id: string };
        this.runs.set(node_id, state);
      } else if (type === 'end' && this.execution) {
        this.events?.close();
        void this.finished(this.execution.id);
      }
    }
  }

  private async finished(id: string): Promise<void> {
    const execution = await executions.load(id);
    this.follow(execution);
    if (execution.status === 'completed') this.notice = { text: 'Run completed', tone: 'ok' };
    else if (execution.status === 'cancelled') this.notice = { text: 'Run cancelled', tone: 'warn' };
    else this.notice = { text: execution.error_message ?? 'Run failed', tone: 'error' };
    this.lookAtResults(0);
  }
}
