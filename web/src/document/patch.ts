// Changes of a document as data: set or remove the value at a path, insert or remove in a list.
import type { Json, JsonObject } from '../api/types';
import type { Path } from './types';

export type Patch =
  | { op: 'set'; path: Path; value: Json }
  | { op: 'remove'; path: Path } // a key of an object
  | { op: 'insert'; path: Path; index: number; value: Json } // path: the list
  | { op: 'cut'; path: Path; index: number }; // path: the list

function at(root: Json, path: Path): Json {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) throw new Error(`no ${path.join('/')} in the document`);
    value = (value as Record<string | number, Json>)[key] as Json;
  }
  return value;
}

// A copy of the document with the value at `path` replaced by change(value); everything else is shared.
function replace(root: Json, path: Path, change: (value: Json) => Json): Json {
  if (path.length === 0) return change(root);
  const [key, ...rest] = path as [string | number, ...Path];
  if (Array.isArray(root)) {
    const copy = root.slice();
    copy[key as number] = replace(root[key as number] as Json, rest, change);
    return copy;
  }
  const object = root as JsonObject;
  return { ...object, [key]: replace(object[key] as Json, rest, change) };
}

// The new document; what a patch finds nothing to do in stays the same object.
function applyPatch(root: Json, patch: Patch): Json {
  switch (patch.op) {
    case 'set':
      return replace(root, patch.path, () => patch.value);
    case 'remove': {
      const key = patch.path[patch.path.length - 1] as string;
      const parent = patch.path.slice(0, -1);
      if (!Object.hasOwn(at(root, parent) as JsonObject, key)) return root;
      return replace(root, parent, (value) => {
        const { [key]: _, ...rest } = value as JsonObject;
        return rest;
      });
    }
    case 'insert':
      return replace(root, patch.path, (value) => (value as Json[]).toSpliced(patch.index, 0, patch.value));
    case 'cut':
      return replace(root, patch.path, (value) => (value as Json[]).filter((_, i) => i !== patch.index));
  }
}

// All patches in turn.
export function applyPatches<T extends Json>(root: T, patches: Patch[]): T {
  return patches.reduce<Json>(applyPatch, root) as T;
}
