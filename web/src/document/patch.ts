// Changes of a document as data: set or remove the value at a path, insert or remove in a list. Each has an exact inverse, so that undo
// gives back the same bytes, key order included.
import type { Json, JsonObject } from '../api/types';
import type { Path } from './types';

export type Patch =
  | { op: 'set'; path: Path; value: Json }
  | { op: 'remove'; path: Path } // a key of an object
  | { op: 'place'; path: Path; value: Json; at: number } // a key of an object, at a place among its keys
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

function placed(object: JsonObject, key: string, value: Json, index: number): JsonObject {
  const entries = Object.entries(object).filter(([k]) => k !== key);
  entries.splice(index, 0, [key, value]);
  return Object.fromEntries(entries);
}

// Applies one patch; gives the new document and the patch that takes it back.
export function applyPatch(root: Json, patch: Patch): [Json, Patch] {
  switch (patch.op) {
    case 'set': {
      const parent = at(root, patch.path.slice(0, -1));
      const key = patch.path[patch.path.length - 1] as string;
      const present = patch.path.length === 0 || Array.isArray(parent) || Object.hasOwn(parent as object, key);
      const inverse: Patch = present ? { op: 'set', path: patch.path, value: at(root, patch.path) } : { op: 'remove', path: patch.path };
      return [replace(root, patch.path, () => patch.value), inverse];
    }
    case 'remove': {
      const key = patch.path[patch.path.length - 1] as string;
      const parentPath = patch.path.slice(0, -1);
      const parent = at(root, parentPath) as JsonObject;
      const place = Object.keys(parent).indexOf(key);
      if (place < 0) return [root, { op: 'set', path: [], value: root }];
      const next = replace(root, parentPath, (value) => {
        const { [key]: _, ...rest } = value as JsonObject;
        return rest;
      });
      return [next, { op: 'place', path: patch.path, value: parent[key] as Json, at: place }];
    }
    case 'place': {
      const key = patch.path[patch.path.length - 1] as string;
      const next = replace(root, patch.path.slice(0, -1), (value) => placed(value as JsonObject, key, patch.value, patch.at));
      return [next, { op: 'remove', path: patch.path }];
    }
    case 'insert':
      return [
        replace(root, patch.path, (value) => {
          const list = (value as Json[]).slice();
          list.splice(patch.index, 0, patch.value);
          return list;
        }),
        { op: 'cut', path: patch.path, index: patch.index },
      ];
    case 'cut': {
      const removed = (at(root, patch.path) as Json[])[patch.index] as Json;
      return [
        replace(root, patch.path, (value) => (value as Json[]).filter((_, i) => i !== patch.index)),
        { op: 'insert', path: patch.path, index: patch.index, value: removed },
      ];
    }
  }
}

// All patches in turn; the inverse list takes them back in turn.
export function applyPatches<T extends Json>(root: T, patches: Patch[]): [T, Patch[]] {
  let document: Json = root;
  const inverse: Patch[] = [];
  for (const patch of patches) {
    const [next, back] = applyPatch(document, patch);
    document = next;
    inverse.unshift(back);
  }
  return [document as T, inverse];
}
