// The box in IndexedDB, by idb: one record, one kind of transaction.
import { deleteDB, openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Box } from './box.ts';

const [DATABASE, STORE] = ['otklik', 'box'] as const;

/** Version 1, as it lies on devices: one record per site key. */
interface Stored extends DBSchema {
  box: { key: string; value: Box };
}

/** Whether something lies there; looking creates nothing. False too where the browser cannot tell. */
export const isOnDevice = async (): Promise<boolean> =>
  (await indexedDB.databases()).some(({ name }) => name === DATABASE);

/**
 * One read-modify-write transaction on the record of `key`; resolves when it is on the disk, to what lies there now or,
 * with `takeOut`, to what lay there before. Rejects when storage is denied, full, held back by another tab or taken away by
 * the browser; then nothing has changed. The database goes with its last record.
 */
export const onDevice = (
  key: string,
  change: (box: Box | undefined) => Box | undefined,
  takeOut = false,
): Promise<Box | undefined> =>
  connected(async (db) => {
    const { store, done } = db.transaction(STORE, 'readwrite', { durability: 'strict' });
    // A failed request rejects here too, and the clinic's page must not hear of it; the last `await` still does.
    done.catch(() => undefined);
    const before = await store.get(key);
    const after = change(before);
    await (after ? store.put(after, key) : store.delete(key));
    const left = await store.count();
    await done;
    // Another tab may be in its call: the browser deletes when that is over, and nobody needs to wait for it.
    if (!left) deleteDB(DATABASE).catch(() => undefined);
    return takeOut ? before : after;
  });

/**
 * Lends `act` a connection that lives for this call only: an open one would keep the page out of the back/forward cache and
 * block forgetting from another tab. Rejects at once when another version of the widget holds the database open or the
 * browser ends the connection: a send must not wait for ever to be kept.
 */
const connected = <T>(act: (db: IDBPDatabase<Stored>) => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    let lost = false;
    const lose = (): void => {
      lost = true;
      reject(new Error('lost'));
    };
    openDB<Stored>(DATABASE, 1, {
      upgrade: (db) => void db.createObjectStore(STORE),
      blocked: lose,
      terminated: lose,
    })
      .then(async (db) => {
        try {
          if (!lost) resolve(await act(db));
        } finally {
          db.close();
        }
      })
      .catch(reject);
  });
