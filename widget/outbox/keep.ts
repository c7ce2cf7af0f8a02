// Where the box lies: IndexedDB of the page's origin, this tab only on a shared computer, or memory when both are denied.
import type { Box } from './box.ts';
import { isOnDevice, onDevice } from './device.ts';

/** Receives the box as it lies and returns it as it shall lie; undefined forgets it. Runs inside one transaction. */
export type Change = (box: Box | undefined) => Box | undefined;

export type Keep = {
  /** `toTab`: the person said that others use this computer; what lay on the device moves into the tab. */
  update(change: Change, toTab?: boolean): Promise<Box | undefined>;
  /** The device refused to open its storage, so an empty box does not prove that nothing lies there. */
  denied(): boolean;
};

/**
 * The keep of one site key. `flagged`: the device's flag says that something was sent. Without the flag a database may be
 * there all the same: a browser that is killed forgets the last seconds of localStorage, but not of IndexedDB.
 */
export function keepOf(key: string, flagged: () => boolean): Keep {
  let memory: Box | undefined;
  let inTab = readTab(key) !== undefined;
  let denied = false;

  /** When the device refuses, the page's memory takes the change. */
  const orMemory = (held: Promise<Box | undefined>, change: Change): Promise<Box | undefined> =>
    held.catch(() => {
      denied = true;
      return change(memory);
    });

  /** Before the first send there is nothing, and looking must not create a database. */
  const mayHold = async (): Promise<boolean> => flagged() || isOnDevice().catch(() => false);

  async function update(change: Change, toTab = false): Promise<Box | undefined> {
    const alive: Change = (box) => change(box && box.untilMs > Date.now() ? box : undefined);
    if (toTab && !inTab) {
      const take = (await mayHold()) ? onDevice(key, () => undefined, true) : Promise.resolve(memory);
      const held = await orMemory(take, (box) => box);
      inTab = true;
      writeTab(key, (memory = held));
    }
    if (inTab) return writeTab(key, (memory = alive(readTab(key) ?? memory)));
    // What the device refused lies in memory only: a later look at the device, even a good one, must not lose it.
    if (denied && memory && (memory = alive(memory))) return memory;
    if (!(await mayHold())) return (memory = alive(memory));
    return (memory = await orMemory(onDevice(key, alive), alive));
  }
  return { update, denied: () => denied };
}

const tabKey = (key: string): string => `otklik.${key}`;

function readTab(key: string): Box | undefined {
  try {
    const text = sessionStorage.getItem(tabKey(key));
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Storage may be denied or full: then the box lives in the memory of this page, and nothing is said. */
function writeTab(key: string, box: Box | undefined): Box | undefined {
  try {
    if (box) sessionStorage.setItem(tabKey(key), JSON.stringify(box));
    else sessionStorage.removeItem(tabKey(key));
  } catch {
    // The caller holds the box in memory.
  }
  return box;
}
