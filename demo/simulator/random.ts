// Chance that can be repeated: every draw of the simulator comes from one seeded generator.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export class Dice {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** At least `from`, less than `to`. */
  between(from: number, to: number): number {
    return from + uniformFloat64(this.#generator) * (to - from);
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  chance(probability: number): boolean {
    return this.between(0, 1) < probability;
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.whole(0, list.length - 1)];
    if (one === undefined) throw new Error('Nothing to pick from.');
    return one;
  }

  /** One of the names, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = this.between(
      0,
      entries.reduce((sum, [, weight]) => sum + weight, 0),
    );
    for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
    throw new Error('No weight is positive.');
  }

  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list];
    const mixed: T[] = [];
    while (left.length > 0) mixed.push(...left.splice(this.whole(0, left.length - 1), 1));
    return mixed;
  }

  /** How many of something that happens `mean` times on average (Knuth's method; good for a mean under some hundreds). */
  count(mean: number): number {
    const stop = Math.exp(-mean);
    let product = this.between(0, 1);
    let events = 0;
    for (; product > stop; events++) product *= this.between(0, 1);
    return events;
  }

  /** Around `middle`, now and then several times as long (log-normal by the sum of twelve). */
  around(middle: number, spread = 0.6): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.between(0, 1);
    return middle * Math.exp(sum * spread);
  }

  secret(length = 24): string {
    return Array.from({ length }, () => BASE64URL[this.whole(0, 63)]).join('');
  }
}
