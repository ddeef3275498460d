import { majorityClass, noChange } from '../../metrics/naivePredictions';
import { prequentialAccuracy } from '../../metrics/prequentialAccuracy';
import type { Random } from '../../random';
import type { DriftPoint } from '../../data/streams/driftPoint';
import { loopScore, type LoopScore } from './loopScore';
import {
  loopCosts,
  preparePolicies,
  priced,
  priceless,
  type LoopContestant,
  type PreparedPolicies,
} from './loopPolicies';
import { realLoopStreams, syntheticLoopStreams, type LoopStream } from './loopStreams';
import { measureGains, type MeasuredGains } from './measureGains';
import { policyRows, type PolicyRow, type ScoredRun } from './policyRows';
import { prequentialLoop, WARM_UP, type LoopRun } from './prequentialLoop';

/** Options of {@link policyStudy}. */
export interface PolicyStudyOptions {
  readonly random: Random;
  /** Has the folder `tabular`; without it there are no real streams. */
  readonly dataFolder?: string;
  /** Runs of each synthetic stream, each with drifts of its own; default 10. */
  readonly runs?: number;
  /** What a full retraining costs, in wrong predictions; default 5, 25 and 125. */
  readonly prices?: readonly number[];
  /** Simulated streams on which gains are measured, default 160. */
  readonly tuning?: number;
  /** Simulated decisions with which each rule is tuned and each table learnt, default 200,000. */
  readonly decisions?: number;
  /** A label comes so many samples after its prediction, default 0. */
  readonly delay?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** One run to look at. */
export interface PolicyTimeline {
  readonly stream: string;
  readonly policy: string;
  readonly role: LoopContestant['role'];
  readonly length: number;
  readonly truth: readonly DriftPoint[];
  /** Where it retrained, as indices of samples. */
  readonly retrainings: readonly number[];
  /** Prequential accuracy in a window of 500 samples. */
  readonly curve: readonly { readonly x: number; readonly y: number }[];
}

/** How policies compare. */
export interface PolicyStudy {
  readonly runs: number;
  readonly prices: readonly number[];
  readonly delay: number;
  readonly rows: readonly PolicyRow[];
  /** The first run of each stream at the middle price. */
  readonly timelines: readonly PolicyTimeline[];
  readonly measured: MeasuredGains;
  /** What was tuned and learnt in simulation, for each price. */
  readonly prepared: readonly PreparedPolicies[];
  /** Why there are no real streams; null if there are. */
  readonly withoutReal: string | null;
}

/**
 * Compares policies of retraining, their straw men among them, on nine streams: five synthetic ones with known drift, four real ones. Gains,
 * thresholds and tables come from simulated streams and a simulated world, none of them from the nine.
 * @throws {DriftlabError} if a data set in the folder is missing or is not what it should be.
 * @example
 * const study = await policyStudy({ random: createRandom(1), runs: 2, dataFolder: process.env.DRIFTLAB_DATA });
 */
export async function policyStudy(options: PolicyStudyOptions): Promise<PolicyStudy> {
  const { random, dataFolder, runs = 10, prices = [5, 25, 125], tuning, decisions, delay = 0, onProgress } = options;
  const measured = measureGains({ random: random.fork('gains'), streams: tuning });
  const prepared = prices.map((price) =>
    preparePolicies(price, { random: random.fork('policies'), measured, decisions }),
  );
  const real = await realLoopStreams(dataFolder);
  const total = 2 + runs;
  onProgress?.(1, total);
  const streams = real.kind === 'streams' ? real.streams : [];
  const scored = streams.flatMap((stream) => runAll(stream, prepared, { random: random.fork('real'), delay }));
  onProgress?.(2, total);
  for (let run = 0; run < runs; run++) {
    const own = random.fork(`run ${run}`);
    for (const stream of syntheticLoopStreams(own)) scored.push(...runAll(stream, prepared, { random: own, delay }));
    onProgress?.(3 + run, total);
  }
  return {
    ...{ runs, prices, delay, measured, prepared },
    rows: policyRows(scored, prices),
    timelines: timelinesOf(scored, prices[Math.floor(prices.length / 2)]),
    withoutReal: real.kind === 'none' ? real.because : null,
  };
}

function runAll(
  stream: LoopStream,
  prepared: readonly PreparedPolicies[],
  { random, delay }: { readonly random: Random; readonly delay: number },
): ScoredRun[] {
  const contest = (price: number | null) => (contestant: LoopContestant) => {
    const { name, role, policy, monitor } = contestant;
    const costs = loopCosts(price ?? 1);
    // trainings at one place draw the same numbers, whoever decides
    const run = prequentialLoop(stream.samples, { random, policy, monitor: monitor(), costs, delay });
    return { stream, price, policy: name, role, run, score: loopScore(stream, run) };
  };
  return [
    ...naiveRuns(stream),
    ...priceless().map(contest(null)),
    ...prepared.flatMap((one) => priced(one).map(contest(one.price))),
  ];
}

function naiveRuns(stream: LoopStream): ScoredRun[] {
  const labels = stream.samples.map(({ label }) => label);
  const naive = { 'no-change': noChange(labels), 'majority class': majorityClass(labels) };
  return Object.entries(naive).map(([policy, predictions]) => {
    const errors = Uint8Array.from(labels, (label, i) => Number(label !== predictions[i]));
    const run: LoopRun = { predictions, errors, retrainings: [] };
    const score: LoopScore = { ...loopScore(stream, run), evaluation: null };
    return { stream, price: null, policy, role: 'naive prediction', run, score };
  });
}

const WINDOW = 500;

function timelinesOf(scored: readonly ScoredRun[], price: number): PolicyTimeline[] {
  const seen = new Set<string>();
  return scored.flatMap(({ stream, policy, role, run, ...one }) => {
    const name = `${stream.name}/${policy}`;
    if (role === 'naive prediction' || (one.price ?? price) !== price || seen.has(name)) return [];
    seen.add(name);
    const { length } = stream.samples;
    const retrainings = run.retrainings.map(({ at }) => at);
    return [
      { stream: stream.name, policy, role, length, truth: stream.truth, retrainings, curve: curveOf(run.errors) },
    ];
  });
}

/** A hundred points: the window is wide. */
function curveOf(errors: Uint8Array): PolicyTimeline['curve'] {
  const accuracy = prequentialAccuracy(errors.subarray(WARM_UP).map((error) => 1 - error), { window: WINDOW }); // prettier-ignore
  const step = Math.ceil((accuracy.length - WINDOW) / 100);
  const places = Array.from({ length: Math.floor((accuracy.length - WINDOW) / step) + 1 }, (_, i) => WINDOW - 1 + i * step); // prettier-ignore
  return places.map((i) => ({ x: WARM_UP + i, y: accuracy[i] }));
}
