import { checkInteger, checkNumber } from '../errors';
import type { Random } from '../random';

/** A random sample of a stream, and of several together. */
export interface WeightedReservoir<Item> {
  /** A weight of 0 is never taken. Default 1. */
  add(item: Item, weight?: number): void;
  /** Takes in what another reservoir saw: a sample of both streams. */
  merge(other: WeightedReservoir<Item>): void;
  /** The sample, in no order: `size` items or all there were. */
  items(): Item[];
}

/**
 * A sample of `size` items without replacement, each in proportion to its weight among those left (Efraimidis & Spirakis 2006,
 * algorithm A-Res, as a race of exponential times).
 * @throws {RangeError} if `size` is no integer of at least 1, or a weight is negative or not finite.
 * @example
 * const sample = weightedReservoir<string>(100, createRandom(1));
 * for (const line of lines) sample.add(line);
 */
export function weightedReservoir<Item>(size: number, random: Random): WeightedReservoir<Item> {
  return new Reservoir(checkInteger('size', size, 1), random);
}

interface Runner<Item> {
  readonly item: Item;
  readonly time: number;
}

class Reservoir<Item> implements WeightedReservoir<Item> {
  private runners: Runner<Item>[] = [];
  private last = Infinity;

  constructor(
    private readonly size: number,
    private readonly random: Random,
  ) {}

  add(item: Item, weight = 1): void {
    checkNumber('weight', weight, 0);
    this.enter({ item, time: -Math.log(1 - this.random.uniform()) / weight });
  }

  merge(other: Reservoir<Item>): void {
    for (const runner of other.runners) this.enter(runner);
  }

  items(): Item[] {
    this.shrink();
    return this.runners.map(({ item }) => item);
  }

  private enter(runner: Runner<Item>): void {
    if (!(runner.time < this.last)) return;
    this.runners.push(runner);
    if (this.runners.length >= 2 * this.size + 1000) this.shrink();
  }

  private shrink(): void {
    if (this.runners.length <= this.size) return;
    this.runners = this.runners.sort((a, b) => a.time - b.time).slice(0, this.size);
    this.last = this.runners[this.size - 1].time;
  }
}
