import { checkInteger, show } from '../../errors';
import {
  integer,
  list,
  nullable,
  number,
  readFields,
  record,
  type Check,
} from '../../detectors/streaming/detectorState';
import { parse } from '../../detectors/streaming/baseDetector';
import { checkProbability } from '../../stats/checkProbability';
import type { Label } from '../../stats/contingency';
import { addTrial, NO_BETS, restartedBets, type BetsState, type BetsWorth } from './restartedBets';

/** Options of {@link DeploymentWatch}. */
export interface WatchOptions {
  /** P(ever roll back a version that is as good as the former one), in (0, 1); default 0.01. */
  readonly alpha?: number;
  /** The share of right answers below which a version fails, whatever the other one does; default null: none. */
  readonly floor?: number | null;
  /** After how many discordant pairs (for the floor: eight times as many samples) a new bet begins; default 32. */
  readonly every?: number;
}

/** One sample that the deployed version and the former champion in shadow have answered. */
export interface WatchedSample {
  /** null or undefined where it is not known (yet): the sample counts for nothing. */
  readonly label: Label | null | undefined;
  readonly deployed: Label | null | undefined;
  /** Left out where there is no former champion. */
  readonly former?: Label | null;
}

/** What the watch says after a sample. */
export interface WatchStatus {
  /** 'fallback': both fail, so that a rollback would not help and a human is called. */
  readonly action: 'keep' | 'rollback' | 'fallback';
  readonly because: string;
  /** Evidence that the former champion is better on present data; it acts at 1/alpha. */
  readonly eValue: number;
  /** Whether each is shown to be below the floor. */
  readonly fails: { readonly deployed: boolean; readonly former: boolean };
  readonly samples: number;
  readonly unlabelled: number;
}

interface WatchState {
  readonly samples: number;
  readonly unlabelled: number;
  readonly pairs: BetsState;
  readonly deployed: BetsState;
  readonly former: BetsState | null;
  /** Whether the last status was an alarm. */
  readonly alarmed: 0 | 1;
}

/**
 * Watches a deployed version on present data, a look after each sample: bets on the pairs where it and the former champion differ.
 * Null: on such a pair the former champion is right with probability at most 1/2, whatever came before; P(ever 'rollback') ≤ alpha. It
 * does not see labels that never come, and if those that come are a choice, it speaks of the chosen ones only.
 *
 * After an alarm the next sample begins anew: evidence of the past is none about today. `toJSON` and `fromJSON` continue exactly.
 * @throws {TypeError | RangeError} for options that are wrong.
 * @example
 * const watch = new DeploymentWatch({ floor: 0.7 });
 * watch.add({ label: 1, deployed: 0, former: 1 }).action; // 'keep'
 */
export class DeploymentWatch {
  readonly options: Required<WatchOptions>;
  private state = START;
  /** States never change, so that what they are worth is found once. */
  private readonly worths = new WeakMap<BetsState, BetsWorth>();

  constructor({ alpha = 0.01, floor = null, every = 32 }: WatchOptions = {}) {
    checkProbability('alpha', alpha);
    if (floor !== null) checkProbability('floor', floor);
    this.options = { alpha, floor, every: checkInteger('every', every, 1) };
  }

  /** Adds a sample. */
  add({ label, deployed, former }: WatchedSample): WatchStatus {
    const state = this.state.alarmed ? START : this.state;
    if (label === null || label === undefined || Number.isNaN(label))
      this.state = { ...state, unlabelled: state.unlabelled + 1 };
    else this.state = this.count(state, deployed === label, former === undefined ? undefined : former === label);
    const status = this.status();
    if (status.action !== 'keep') this.state = { ...this.state, alarmed: 1 };
    return status;
  }

  /** What is known so far. */
  status(): WatchStatus {
    const { samples, unlabelled, pairs } = this.state;
    const { alpha } = this.options;
    const worth = this.worth(pairs, 0.5);
    const { eValue } = worth;
    const fails = { deployed: this.fails(this.state.deployed), former: this.fails(this.state.former) };
    const worse = eValue >= 1 / alpha;
    // worse than one that fails is to fail
    const lost = (worse && fails.former) || (fails.deployed && (fails.former || this.state.former === null));
    const action = lost ? 'fallback' : worse ? 'rollback' : 'keep';
    return { action, because: this.because(action, worth), eValue, fails, samples, unlabelled };
  }

  /** All that is known, as plain data. */
  toJSON(): object {
    return { watch: 'DeploymentWatch', version: 1, options: this.options, state: this.state };
  }

  /**
   * The watch of which `json` is the state: text, or what JSON.parse gives.
   * @throws {TypeError | RangeError} that names the field that is wrong.
   */
  static fromJSON(json: unknown): DeploymentWatch {
    const saved = readFields('json', parse(json), ['watch', 'version', 'options', 'state']);
    if (saved.watch !== 'DeploymentWatch' || saved.version !== 1)
      throw new RangeError(
        `invalid json: expected a DeploymentWatch of version 1, got ${show(saved.watch)} ${show(saved.version)}`,
      );
    const watch = new DeploymentWatch(readFields('json.options', saved.options, ['alpha', 'floor', 'every']));
    watch.state = checkState('json.state', saved.state);
    return watch;
  }

  private count(state: WatchState, right: boolean, formerRight: boolean | undefined): WatchState {
    const { every } = this.options;
    const missed = (bets: BetsState, hit: boolean) => addTrial(bets, !hit, 8 * every);
    const pairs =
      formerRight === undefined || formerRight === right ? state.pairs : addTrial(state.pairs, formerRight, every);
    return {
      ...state,
      samples: state.samples + 1,
      pairs,
      deployed: missed(state.deployed, right),
      former: formerRight === undefined ? state.former : missed(state.former ?? NO_BETS, formerRight),
    };
  }

  private fails(bets: BetsState | null): boolean {
    const { floor, alpha } = this.options;
    return floor !== null && bets !== null && this.worth(bets, 1 - floor).eValue >= 1 / alpha;
  }

  private worth(bets: BetsState, probability: number): BetsWorth {
    // a sample without a pair keeps the state of the pairs; each state is asked about one null, but for that without trials
    const worth = this.worths.get(bets) ?? restartedBets(bets, probability);
    this.worths.set(bets, worth);
    return worth;
  }

  private because(action: WatchStatus['action'], { eValue, best }: BetsWorth): string {
    const { alpha, floor } = this.options;
    const { successes, failures } = this.state.pairs;
    const counts =
      `the former champion wins ${best.successes} of the last ${best.trials} pairs that differ ` +
      `(${successes} of ${successes + failures} in all), e = ${eValue.toPrecision(3)}`;
    if (action === 'rollback') return `the deployed version is worse: ${counts}, at least 1/${alpha}`;
    if (action === 'fallback')
      return `${this.state.former ? 'both versions fail' : 'the deployed version fails'}: below ${floor} right`;
    return counts;
  }
}

const START: WatchState = { samples: 0, unlabelled: 0, pairs: NO_BETS, deployed: NO_BETS, former: null, alarmed: 0 };

const start: Check<readonly [number, number]> = (name, value) => {
  const [s, f, ...rest] = list(integer(), 2)(name, value);
  if (f === undefined || rest.length > 0)
    throw new RangeError(`invalid ${name}: expected two counts, got ${show(value)}`);
  return [s, f];
};

const bets = record<BetsState>({
  successes: integer(),
  failures: integer(),
  begun: integer(1),
  starts: list(start, 64),
});

const checkState = record<WatchState>({
  samples: integer(),
  unlabelled: integer(),
  pairs: bets,
  deployed: bets,
  former: nullable(bets),
  alarmed: number(0, 1) as Check<0 | 1>,
});
