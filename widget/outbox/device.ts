// The box in IndexedDB, by the platform's own interface: one record, one kind of transaction. A wrapper would cost 1.2 kB.
import type { Box } from './box.ts';

const [DATABASE, STORE] = ['otklik', 'box'];

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Whether something lies there; looking creates nothing. False too where the browser cannot tell. */
export const isOnDevice = async (): Promise<boolean> =>
  (await indexedDB.databases()).some(({ name }) => name === DATABASE);

/**
 * One read-modify-write transaction on the record of `key`; resolves when it is on the disk, to what lies there now or,
 * with `takeOut`, to what lay there before. Rejects when storage is denied or full; then nothing has changed. A connection
 * lives for one call only: an open one would keep the page out of the back/forward cache and block forgetting from another
 * tab. The database goes with its last record.
 */
export async function onDevice(
  key: string,
  change: (box: Box | undefined) => Box | undefined,
  takeOut = false,
): Promise<Box | undefined> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const db = await done(opening);
  try {
    const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore(STORE);
    const before = await done<Box | undefined>(store.get(key));
    const after = change(before);
    if (after) store.put(after, key);
    else store.delete(key);
    const left = await done(store.count());
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    if (!left) indexedDB.deleteDatabase(DATABASE);
    return takeOut ? before : after;
  } finally {
    db.close();
  }
}
