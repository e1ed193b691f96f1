// Drafts in the browser's own database: what was edited and not saved survives a closed tab, a crash, a server away.
import type { Dag } from './types';

export interface Draft {
  pipeline_id: string;
  base_revision: string | null;
  base: Dag | null;
  document: Dag;
  saved_at: number;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('mudrock', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('drafts', { keyPath: 'pipeline_id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction('drafts', mode).objectStore('drafts'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

export const drafts = {
  // Plain JSON only: proxies of the user interface cannot be stored.
  put: (draft: Draft): Promise<IDBValidKey> => run('readwrite', (store) => store.put(JSON.parse(JSON.stringify(draft)) as Draft)),
  get: async (pipeline_id: string): Promise<Draft | null> =>
    ((await run('readonly', (store) => store.get(pipeline_id))) as Draft | undefined) ?? null,
  remove: (pipeline_id: string): Promise<undefined> => run('readwrite', (store) => store.delete(pipeline_id)),
};
