import type { Random } from '../../random';
import { RETRAININGS, type Policy, type Retraining } from '../../retraining/deciding/decision';
import type { GainPoint } from '../../retraining/deciding/gainCurve';
import { errorMonitor } from './errorMonitor';
import { prequentialLoop, type LoopRetraining } from './prequentialLoop';
import { tuningStream } from './tuningStream';

/** What retrainings won in simulation. */
export interface MeasuredGains {
  /** For each retraining, mean gains by the severity that the monitor showed, where it was rather sure of a drift; at severity 0 on calm streams, at most 0. */
  readonly gains: Readonly<Record<Retraining, readonly GainPoint[]>>;
  /** Errors per prediction that a day of age adds where the monitor shows no drift. */
  readonly ageing: number;
  /** Predictions between two jumps, over all simulated streams. */
  readonly horizon: number;
  /** Share of the shown severity that each retraining removes where the monitor was rather sure. */
  readonly removes: Readonly<Record<Retraining, number>>;
  /** Root mean square of the shown severity less what a full retraining won. */
  readonly noise: number;
  /** How many retrainings this rests on. */
  readonly retrainings: number;
}

/** Options of {@link measureGains}. */
export interface MeasureGainsOptions {
  readonly random: Random;
  /** Simulated streams of 8000 samples, default 160. */
  readonly streams?: number;
}

const LENGTH = 8000;
/** Chance of a retraining at a decision. */
const TRIES = 1 / 15;
/** Fewest predictions that count as a measurement. */
const JUDGED = 400;
const EDGES = [0, 0.1, 0.2, 1];

interface Trial extends LoopRetraining {
  readonly calm: boolean;
  readonly age: number;
  readonly gain: number;
}

/**
 * Measures what retrainings win: on simulated streams a retraining is tried now and then, of a kind drawn by chance, and its gain is counted
 * against the severity, the confidence and the age of the model at that moment. A challenger that was not deployed won nothing.
 * @example
 * const { gains, ageing, horizon } = measureGains({ random: createRandom(1) });
 */
export function measureGains({ random, streams = 160 }: MeasureGainsOptions): MeasuredGains {
  let jumps = 0;
  const trials = Array.from({ length: streams }, (_, i) => {
    const own = random.fork(`stream ${i}`);
    const stream = tuningStream(own, LENGTH);
    jumps += stream.jumps.length;
    return trialsOn(stream.samples, stream.calm, own);
  }).flat();
  const sure = trials.filter(({ estimate }) => estimate!.confidence > 0.5);
  const unsure = trials.filter(({ estimate }) => estimate!.confidence <= 0.5);
  const full = sure.filter(({ action }) => action === 'FULL');
  return {
    gains: byAction((action) => curveOf(trials.filter((one) => one.action === action))),
    ageing: Math.max(0, ratio(unsure, ({ gain, age }) => gain * age, ({ age }) => age * age)), // prettier-ignore
    horizon: (streams * LENGTH) / Math.max(1, jumps),
    removes: byAction((action) => removed(sure.filter((one) => one.action === action))),
    noise: Math.sqrt(average(full, (one) => (shown(one) - one.gain) ** 2)),
    retrainings: trials.length,
  };
}

function trialsOn(samples: Parameters<typeof prequentialLoop>[0], calm: boolean, random: Random): Trial[] {
  const policy = tryingPolicy(random.fork('tries'));
  const costs = { FULL: 0, PARTIAL: 0, INCREMENTAL: 0 };
  const { retrainings } = prequentialLoop(samples, { random, policy, monitor: errorMonitor(), costs });
  return retrainings.flatMap((one, i): Trial[] => {
    const judged = !one.promoted || (one.measured?.predictions ?? 0) >= JUDGED;
    const age = one.day - (retrainings[i - 1]?.day ?? 0);
    return judged ? [{ ...one, calm, age, gain: one.measured!.gain }] : [];
  });
}

function tryingPolicy(random: Random): Policy {
  return {
    name: 'now and then',
    decide: (_, { day }) => {
      const action = random.uniform() < TRIES ? RETRAININGS[random.integer(RETRAININGS.length)] : 'NO_RETRAIN';
      return { policy: 'now and then', action, review: false, because: [], numbers: {}, day };
    },
  };
}

/** Means over bins of severity, at the mean severity of the bin. */
function curveOf(trials: readonly Trial[]): GainPoint[] {
  const calm = trials.filter((one) => one.calm);
  const sure = trials.filter(({ estimate }) => estimate!.confidence > 0.5);
  const bins = EDGES.slice(1).map((edge, i) => sure.filter((one) => shown(one) > EDGES[i] && shown(one) <= edge));
  const points = bins
    .filter((bin) => bin.length > 0)
    .map((bin) => ({ severity: average(bin, shown), gain: average(bin, won) }));
  // on a calm stream more samples help, but only once: nothing that a policy could win again and again
  return [{ severity: 0, gain: Math.min(0, average(calm, won)) }, ...points];
}

/** The share of the shown severity that was won, in [0, 1]. */
function removed(trials: readonly Trial[]): number {
  return Math.min(Math.max(ratio(trials, won, shown), 0), 1);
}

const shown = ({ estimate }: Trial): number => estimate!.severity;
const won = ({ gain }: Trial): number => gain;

function byAction<Value>(of: (action: Retraining) => Value): Readonly<Record<Retraining, Value>> {
  return { FULL: of('FULL'), PARTIAL: of('PARTIAL'), INCREMENTAL: of('INCREMENTAL') };
}

/** Sum over sum; 0 where there is nothing. */
function ratio(trials: readonly Trial[], above: (one: Trial) => number, below: (one: Trial) => number): number {
  const sum = (of: (one: Trial) => number) => trials.reduce((total, one) => total + of(one), 0);
  return trials.length > 0 ? sum(above) / sum(below) : 0;
}

const average = (trials: readonly Trial[], of: (one: Trial) => number): number => ratio(trials, of, () => 1);
