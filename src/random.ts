import { checkInteger } from './errors';

/**
 * A seeded source of randomness. Everything random in driftlab takes one, so the same seed gives the same bytes.
 * @example
 * const random = createRandom(7);
 * const light = random.fork('light'); // its own stream: drawing from it does not move `random`
 */
export interface Random {
  /** A number in [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** An integer in [0, count). */
  integer(count: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** An independent generator named by `label`: the same seed and label give the same stream, whatever was drawn before. */
  fork(label: string | number): Random;
}

/**
 * A generator from an integer seed in [0, 2³²): sfc32 (Doty-Humphrey, PractRand; period about 2¹²⁷), mixed 15 rounds.
 * @throws {RangeError} for a seed outside the range.
 * @example
 * createRandom(0).uniform() === createRandom(0).uniform(); // true
 */
export function createRandom(seed: number): Random {
  return new Sfc32(checkInteger('seed', seed, 0, 0xffffffff));
}

class Sfc32 implements Random {
  private a: number;
  private b = 0x9e3779b9;
  private c = 0x243f6a88;
  private counter = 1;
  private spare: number | undefined;

  constructor(private readonly seed: number) {
    this.a = seed | 0;
    for (let round = 0; round < 15; round++) this.next();
  }

  private next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  uniform(): number {
    return this.next() / 4294967296;
  }

  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  normal(): number {
    // Box–Muller makes two at a time
    if (this.spare !== undefined) {
      const value = this.spare;
      this.spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  fork(label: string | number): Random {
    // FNV-1a over the seed and the label
    let hash = 0x811c9dc5 ^ this.seed;
    for (const character of `/${label}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return new Sfc32((hash ^ (hash >>> 13)) >>> 0);
  }
}

/**
 * A random order of 0..count−1 (Fisher–Yates).
 * @example
 * permutation(3, createRandom(1)); // e.g. Uint32Array [2, 0, 1]
 */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
  return order;
}
