// Undo and redo: a step is what a command made of the document; typing in a field merges into one step by its merge key. Documents share
// what they have in common, so that a step costs no more than its change.
import { equal, merge, type Choice } from './merge';
import { applyPatches, type Patch } from './patch';
import type { Dag, DagNode } from './types';

export interface Command {
  label: string;
  patches: Patch[];
  merge_key?: string; // steps of equal key within 800 ms, without another between, become one
}

interface Step {
  label: string;
  before: Dag;
  after: Dag;
  merge_key: string | undefined;
  at: number;
}

const MERGE_MS = 800;

// Nodes that theirs has linked to something since: taking back that they were added would cut what someone else made.
function linkedBySomeoneElse(base: Dag, theirs: Dag): DagNode[] {
  const before = new Map(base.nodes.map((n) => [n.id, n]));
  const linked = new Set(theirs.nodes.flatMap((n) => n.dependencies.filter((d) => !before.get(n.id)?.dependencies.includes(d))));
  return theirs.nodes.filter((n) => linked.has(n.id)).flatMap((n) => before.get(n.id) ?? []);
}

function withNodes(document: Dag, nodes: DagNode[]): Dag {
  const lacking = nodes.filter((n) => !document.nodes.some((m) => m.id === n.id));
  return lacking.length > 0 ? { ...document, nodes: [...document.nodes, ...lacking] } : document;
}

export class History {
  private done: Step[] = [];
  private undone: Step[] = [];

  constructor(
    public document: Dag,
    private readonly now: () => number = () => Date.now(),
  ) {}

  run(command: Command): Dag {
    const before = this.document;
    const last = this.done[this.done.length - 1];
    const at = this.now();
    this.undone = [];
    this.document = applyPatches(before, command.patches);
    if (last && command.merge_key && last.merge_key === command.merge_key && at - last.at <= MERGE_MS) {
      last.after = this.document;
      last.at = at;
    } else {
      this.done.push({ label: command.label, before, after: this.document, merge_key: command.merge_key, at });
    }
    return this.document;
  }

  // Ends a run of typing: the next command starts a new step.
  seal(): void {
    const last = this.done[this.done.length - 1];
    if (last) last.merge_key = undefined;
  }

  undo(): Dag {
    const step = this.done.pop();
    if (!step) return this.document;
    this.document = step.before;
    this.undone.push(step);
    return this.document;
  }

  redo(): Dag {
    const step = this.undone.pop();
    if (!step) return this.document;
    this.document = step.after;
    step.merge_key = undefined;
    this.done.push(step);
    return this.document;
  }

  // Someone else made `theirs` of `base`, from which the present document was edited, too. Every document of the history becomes what it
  // had been, had theirs been there from the beginning: a step then takes back one's own change and nothing else. Steps that change
  // nothing any more are gone. Where both changed one field, `choices` decide for the present value; before it, theirs stood there.
  rebase(base: Dag, theirs: Dag, choices: Map<string, Choice> = new Map()): Dag {
    const kept = new Map(merge(base, this.document, theirs).clashes.filter((c) => choices.get(c.key) !== 'theirs').map((c) => [c.key, c] as const));
    const held = linkedBySomeoneElse(base, theirs);
    const known = new Map<Dag, Dag>([[base, theirs]]);
    const moved = (document: Dag): Dag => {
      const found = known.get(document);
      if (found) return found;
      const mine = document === this.document ? document : withNodes(document, held);
      const decided = merge(base, mine, theirs).clashes.map((c): [string, Choice] => [c.key, kept.has(c.key) && equal(kept.get(c.key)?.mine, c.mine) ? 'mine' : 'theirs']);
      const made = merge(base, mine, theirs, new Map(decided)).document;
      known.set(document, made);
      return made;
    };
    const move = (steps: Step[]) => steps.map((s) => ({ ...s, before: moved(s.before), after: moved(s.after), merge_key: undefined })).filter((s) => !equal(s.before, s.after));
    this.done = move(this.done);
    this.undone = move(this.undone);
    this.document = moved(this.document);
    return this.document;
  }

  get undoLabel(): string | null {
    return this.done[this.done.length - 1]?.label ?? null;
  }
  get redoLabel(): string | null {
    return this.undone[this.undone.length - 1]?.label ?? null;
  }
}
