// Path counts of many day rows added up as one tree: a large site's 90 days hold the same paths over and over, and a funnel needs
// no path as a text of its own.
import type { StepMatcher } from './reach.ts';

const [OPEN, CLOSE, ZERO, NINE] = [40, 41, 48, 57];
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** Of each node four numbers stand side by side: its letter, its visits, its first child, its next sibling. */
const [LETTER, VISITS, CHILD, SIBLING, WIDTH] = [0, 1, 2, 3, 4];

/**
 * A tree of letters. A node is the place of its numbers; 0 is the root, and as a child or a sibling 0 means "none". Siblings stand in the
 * order of their codes, as in a text (grammar: trie.ts), so that each is looked for where the one before was found.
 */
export class PathTrie implements Iterable<[string, number]> {
  #nodes = new Uint32Array(1024 * WIDTH);
  #end = WIDTH;
  #paths: Map<string, number> | null = null;

  /** Adds the counts of a text. A text that is not of the grammar is a RangeError. */
  add(text: string): void {
    this.#paths = null;
    /** The nodes that are open, and of each the child met last. */
    const open = [0];
    const met = [0];
    for (let at = 0; at < text.length;) {
      const code = text.charCodeAt(at++);
      const depth = open.length - 1;
      if (code === CLOSE && depth > 0) {
        open.pop();
        met.pop();
        continue;
      }
      if (!isLetter(code)) throw new RangeError('not a trie');
      const node = this.#child(open[depth]!, met[depth]!, code);
      met[depth] = node;
      const isInner = text.charCodeAt(at) === OPEN;
      if (isInner) at++;
      let visits = 0;
      for (let digit; (digit = text.charCodeAt(at)) >= ZERO && digit <= NINE; at++)
        visits = visits * 10 + digit - ZERO;
      this.#nodes[node + VISITS]! += visits || (isInner ? 0 : 1);
      if (isInner) {
        open.push(node);
        met.push(0);
      }
    }
    if (open.length > 1) throw new RangeError('not a trie');
  }

  /** The child with that letter, made if need be. `met` is a child to begin at, or none. */
  #child(parent: number, met: number, code: number): number {
    const nodes = this.#nodes;
    let before = met !== 0 && nodes[met + LETTER]! <= code ? met : 0;
    let node = before || nodes[parent + CHILD]!;
    while (node !== 0 && nodes[node + LETTER]! < code) {
      before = node;
      node = nodes[node + SIBLING]!;
    }
    if (node !== 0 && nodes[node + LETTER] === code) return node;
    const made = this.#make(code, node);
    if (before === 0) this.#nodes[parent + CHILD] = made;
    else this.#nodes[before + SIBLING] = made;
    return made;
  }

  #make(code: number, sibling: number): number {
    const made = this.#end;
    this.#end += WIDTH;
    if (this.#end > this.#nodes.length) {
      const longer = new Uint32Array(this.#nodes.length * 2);
      longer.set(this.#nodes);
      this.#nodes = longer;
    }
    this.#nodes[made + LETTER] = code;
    this.#nodes[made + SIBLING] = sibling;
    return made;
  }

  /** How many visits filled at least 0, 1 … all steps of the matcher. */
  reached(matcher: StepMatcher): number[] {
    const filled = new Array<number>(matcher.length + 1).fill(0);
    const nodes = this.#nodes;
    const walk = (first: number, state: number): void => {
      for (let node = first; node !== 0; node = nodes[node + SIBLING]!) {
        const now = matcher.next(state, nodes[node + LETTER]!);
        filled[matcher.filled(now)]! += nodes[node + VISITS]!;
        if (nodes[node + CHILD] !== 0) walk(nodes[node + CHILD]!, now);
      }
    };
    walk(nodes[CHILD]!, matcher.start);
    for (let depth = matcher.length - 1; depth >= 0; depth--) filled[depth]! += filled[depth + 1]!;
    return filled;
  }

  /** Every path that visits went, with their number; made when first asked for. */
  paths(): Map<string, number> {
    if (this.#paths) return this.#paths;
    const paths = new Map<string, number>();
    const nodes = this.#nodes;
    const collect = (first: number, prefix: string): void => {
      for (let node = first; node !== 0; node = nodes[node + SIBLING]!) {
        const path = prefix + String.fromCharCode(nodes[node + LETTER]!);
        if (nodes[node + VISITS]! > 0) paths.set(path, nodes[node + VISITS]!);
        if (nodes[node + CHILD] !== 0) collect(nodes[node + CHILD]!, path);
      }
    };
    collect(nodes[CHILD]!, '');
    return (this.#paths = paths);
  }

  [Symbol.iterator](): Iterator<[string, number]> {
    return this.paths()[Symbol.iterator]();
  }
}

/** The sum of several texts. */
export function sumTries(texts: Iterable<string>): PathTrie {
  const sum = new PathTrie();
  for (const text of texts) sum.add(text);
  return sum;
}
