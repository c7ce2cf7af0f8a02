// Path counts as a compact text, one per day row. Equal counts always give equal text.
//
//   trie  = *node                 children in the order of their letters' codes
//   node  = letter leaf / letter inner
//   leaf  = [count]               visits whose path ends here; omitted when 1
//   inner = "(" [count] 1*node ")"    the count is omitted when 0
//
// `A(90B(12C3)D)` says: 90 visits went A, 12 AB, 3 ABC, 1 AD. Daily tries of 90 days and a million visits are about
// 60 kB compressed, a tenth of the same counts as JSON.

import { PathTrie } from './path-trie.ts';

/** How many visits went each path. Counts are positive. */
export type PathCounts = Map<string, number>;

/** Adds visits to a path. */
export const addPath = (paths: PathCounts, path: string, visits: number): void =>
  void paths.set(path, (paths.get(path) ?? 0) + visits);

/** The sum of several path counts. */
export function mergePaths(parts: Iterable<Iterable<[string, number]>>): PathCounts {
  const sum: PathCounts = new Map();
  for (const part of parts) for (const [path, visits] of part) addPath(sum, path, visits);
  return sum;
}

/** The text of path counts. Paths are non-empty strings of letters; others are a RangeError. */
export function encodeTrie(paths: ReadonlyMap<string, number>): string {
  const sorted = [...paths].filter(([, visits]) => visits > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.some(([path]) => !/^[A-Za-z]+$/.test(path))) throw new RangeError('a path is letters');
  return encodeNodes(sorted, 0, sorted.length, 0);
}

/** Encodes sorted[from…to), which share their first `depth` letters and are all longer than that. */
function encodeNodes(sorted: [string, number][], from: number, to: number, depth: number): string {
  let text = '';
  for (let start = from; start < to;) {
    const [path, visits] = sorted[start]!;
    const letter = path[depth]!;
    let end = start + 1;
    while (end < to && sorted[end]![0][depth] === letter) end++;
    const endsHere = path.length === depth + 1;
    const inner = endsHere ? start + 1 : start;
    text += letter;
    if (inner === end) text += visits === 1 ? '' : visits;
    else text += `(${endsHere ? visits : ''}${encodeNodes(sorted, inner, end, depth + 1)})`;
    start = end;
  }
  return text;
}

/** The path counts of a text. A text that is not of the grammar is a RangeError. */
export function decodeTrie(text: string): PathCounts {
  const trie = new PathTrie();
  trie.add(text);
  return trie.paths();
}
