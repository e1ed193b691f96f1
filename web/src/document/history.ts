// Undo and redo: commands are labelled patches; typing in a field merges into one step by its merge key.
import { applyPatches, type Patch } from './patch';
import type { Dag } from './types';

export interface Command {
  label: string;
  patches: Patch[];
  merge_key?: string; // steps of equal key within 800 ms, without another between, become one
}

interface Step {
  label: string;
  forward: Patch[];
  backward: Patch[];
  merge_key: string | undefined;
  at: number;
}

const MERGE_MS = 800;

export class History {
  private done: Step[] = [];
  private undone: Step[] = [];

  constructor(
    public document: Dag,
    private readonly now: () => number = () => Date.now(),
  ) {}

  run(command: Command): Dag {
    const [document, inverse] = applyPatches(this.document, command.patches);
    const last = this.done[this.done.length - 1];
    const at = this.now();
    this.undone = [];
    this.document = document;
    if (last && command.merge_key && last.merge_key === command.merge_key && at - last.at <= MERGE_MS) {
      last.forward = [...last.forward, ...command.patches];
      last.backward = [...inverse, ...last.backward];
      last.at = at;
    } else {
      this.done.push({ label: command.label, forward: command.patches, backward: inverse, merge_key: command.merge_key, at });
    }
    return document;
  }

  // Ends a run of typing: the next command starts a new step.
  seal(): void {
    const last = this.done[this.done.length - 1];
    if (last) last.merge_key = undefined;
  }

  undo(): Dag {
    const step = this.done.pop();
    if (!step) return this.document;
    this.document = applyPatches(this.document, step.backward)[0];
    this.undone.push(step);
    return this.document;
  }

  redo(): Dag {
    const step = this.undone.pop();
    if (!step) return this.document;
    this.document = applyPatches(this.document, step.forward)[0];
    step.merge_key = undefined;
    this.done.push(step);
    return this.document;
  }

  get undoLabel(): string | null {
    return this.done[this.done.length - 1]?.label ?? null;
  }
  get redoLabel(): string | null {
    return this.undone[this.undone.length - 1]?.label ?? null;
  }
}
