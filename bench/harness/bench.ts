import type { Matrix } from '../../src/matrix';

/** Named numbers that two programs must agree on. */
export type Results = Readonly<Record<string, readonly number[]>>;

/** Another library that does the same work: a script in bench/peers with `set_up(inputs)` and `run(state)`. */
export interface Peer {
  /** The library, as the table prints it. */
  readonly name: string;
  /** File in bench/peers, without .py. */
  readonly script: string;
  /** The ratio of our time to the peer's that is wanted at most. */
  readonly mark?: number;
}

/** One question of speed: the same work on the same input, here and elsewhere. */
export interface Bench<State = unknown> {
  readonly name: string;
  /** The input, the same every time; peers get each matrix under its name. */
  inputs(): Readonly<Record<string, Matrix>>;
  /** Numbers that peers get beside the matrices. */
  readonly options?: Readonly<Record<string, number>>;
  /** Work done once, timed apart. */
  setUp(inputs: Readonly<Record<string, Matrix>>): Promise<State>;
  /** The work. What it returns is compared with the peers' results, untimed. */
  run(state: State): Promise<() => Results>;
  /** By how much results may differ, by name; relative to 1 or to the value, whichever is larger. Default 0. */
  readonly tolerances?: Readonly<Record<string, number>>;
  readonly peers: readonly Peer[];
  /** Turns of each side, default 12, and runs in a turn, default 3. */
  readonly rounds?: number;
  readonly repeats?: number;
}

/** A bench as a list of benches holds it. */
export function bench<State>(definition: Bench<State>): Bench {
  return definition;
}
