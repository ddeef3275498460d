import { expectedCalibrationError } from '../../src/metrics/expectedCalibrationError';
import { logLoss } from '../../src/metrics/logLoss';
import { createRandom, type Random } from '../../src/random';
import { driftEvidence, logFactor } from '../../src/retraining/monitoring/driftEvidence';
import { evidenceColumns, SIZE_NAMES } from '../../src/retraining/monitoring/evidenceModel';
import { MEMBERS, type EnsembleMember } from '../../src/retraining/monitoring/memberEvidence';
import { mean } from '../../src/stats/moments';
import type { Cell, Promised, ValidationTable } from './cell';
import { drawStream, FITTED_DIMENSIONS, FITTED_KINDS, HELD_OUT_DIMENSIONS, HELD_OUT_KINDS, type Stream, type StreamLaw } from './driftedWindows'; // prettier-ignore
import { asSeenBy, INPUTS, type Fitted } from './fitEvidence';
import singleDetectors from './singleDetectors.json';

const STREAMS = 3000;
const BASE_RATES = [0.5, 0.1, 0.02] as const;
const single = singleDetectors as unknown as Readonly<Record<EnsembleMember, Fitted>>;

/** Streams without and with a drift, of which any base rate can be made. */
export interface StreamPool {
  readonly still: readonly Stream[];
  readonly drifting: readonly Stream[];
}

/** Streams on which all detectors answer; sizes of drifts in equal shares. */
export function drawPool(
  { still, drifting }: { still: number; drifting: number },
  law: StreamLaw,
  random: Random,
): StreamPool {
  const draw = (count: number, name: string, sizeOf: (i: number) => Parameters<typeof drawStream>[0]) => {
    const found: Stream[] = [];
    for (let i = 0; found.length < count; i++) found.push(...asSeenBy(MEMBERS, [drawStream(sizeOf(i), law, random.fork(`${name} ${i}`))])); // prettier-ignore
    return found;
  };
  return { still: draw(still, 'still', () => null), drifting: draw(drifting, 'drifting', (i) => SIZE_NAMES[i % 3]) };
}

/** How good a posterior is. */
export interface PosteriorFigures {
  /** In 15 bins of equal mass. */
  readonly calibrationError: number;
  /** What it would be on average if the posterior were right. */
  readonly byChance: number;
  /** Mean of −ln of the probability of what was so, in nats. */
  readonly logScore: number;
}

/** Of a log Bayes factor on `count` streams with a share of drifts, its base rate. */
export function posteriorFigures(
  { still, drifting }: StreamPool,
  { baseRate, count, random }: { readonly baseRate: number; readonly count: number; readonly random: Random },
  logBayesFactor: (stream: Stream) => number,
): PosteriorFigures {
  const drifts = Math.round(baseRate * count);
  const streams = [...still.slice(0, count - drifts), ...drifting.slice(0, drifts)];
  const probabilities = streams.map((stream) => 1 / (1 + Math.exp(-logBayesFactor(stream)) * (1 / baseRate - 1)));
  const truth = streams.map(({ drift }) => Number(drift !== null));
  const error = (labels: readonly number[]) => expectedCalibrationError(probabilities, labels, { scheme: 'equalMass' });
  const drawn = Array.from({ length: 20 }, () => error(probabilities.map((p) => Number(random.uniform() < p))));
  return { calibrationError: error(truth), byChance: mean(drawn), logScore: logLoss(probabilities, truth) };
}

/** By all detectors together. */
export const ensembleFactor = ({ evidence }: Stream): number => driftEvidence(evidence).logBayesFactor;

/** By one of them, fitted on the same streams in the same way. */
export function singleFactor(member: EnsembleMember): (stream: Stream) => number {
  return ({ evidence }) => {
    const columns = evidenceColumns(evidence, [member]);
    return Math.log(mean(SIZE_NAMES.map((size) => Math.exp(logFactor(single[member][size], columns)))));
  };
}

/** Streams of one kind, of which every base rate is made. */
interface Study {
  readonly name: string;
  readonly pool: () => StreamPool;
  readonly count: number;
  readonly baseRates: readonly number[];
  /** Whether the posterior is promised to be calibrated, and better than single detectors. */
  readonly promised: boolean;
  /** Detectors to compare it with, which were fitted with all drifts; default all. */
  readonly alone?: readonly EnsembleMember[];
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function drawnOnce(name: string, counts: Parameters<typeof drawPool>[0], law: Partial<StreamLaw>): () => StreamPool {
  const known = { kinds: FITTED_KINDS, dimensions: FITTED_DIMENSIONS };
  return once(() => drawPool(counts, { ...known, ...law }, createRandom(2).fork(name)));
}

const matched = drawnOnce('matched', { still: 2940, drifting: 1500 }, {});
const otherKinds = drawnOnce('kinds', { still: 0, drifting: 1500 }, { kinds: HELD_OUT_KINDS });
const otherDimensions = drawnOnce('dimensions', { still: 600, drifting: 600 }, { dimensions: HELD_OUT_DIMENSIONS });

function inputsOnly({ still, drifting }: StreamPool): StreamPool {
  return { still: asSeenBy(INPUTS, still), drifting: asSeenBy(INPUTS, drifting) };
}

const STUDIES: readonly Study[] = [
  { name: 'matched kinds and dimensions', pool: matched, count: STREAMS, baseRates: BASE_RATES, promised: true },
  { name: 'matched, inputs alone', pool: () => inputsOnly(matched()), count: 2200, baseRates: [0.5], promised: true, alone: [] }, // prettier-ignore
  { name: 'held-out kinds', pool: () => ({ ...matched(), drifting: otherKinds().drifting }), count: STREAMS, baseRates: BASE_RATES, promised: false }, // prettier-ignore
  { name: 'held-out dimensions', pool: otherDimensions, count: 1200, baseRates: [0.5], promised: false },
];

/** The posterior of the ensemble. */
export const posteriors: ValidationTable = {
  name: 'posterior',
  title: 'The posterior of a drift: calibration and log score',
  text: `Windows of simulated streams: 200 to 4,000 rows of reference and 50 to 2,000 of sample (log-uniform), correlated features of normal, lognormal, rounded and
binary laws, a linear classifier's predictions, labels for 10 to 100 % of the rows. Sizes of drifts are like shifts of the mean by 0.15 to 0.4, 0.4 to 1 or 1 to 2.5
standard deviations, in equal shares; half of the drifts begin within the sample, in its first 60 %. Fitted (on other streams) on ${FITTED_KINDS.join(', ')}, with
${FITTED_DIMENSIONS.join(', ')} features; held out: ${HELD_OUT_KINDS.join(', ')}; ${HELD_OUT_DIMENSIONS.join(', ')} features.

Each cell is one set of streams, a share of which drifts: its base rate. Figures stand where the other pages have shares. The calibration error is the expected one in 15 bins
of equal mass; beside it, what it comes to when labels are drawn from the posterior itself. The log score is the mean of −ln of what was given to the truth: less is better.
Single detectors were fitted on the same streams by the same steps.`,
  cells: STUDIES.flatMap((study) => study.baseRates.map((baseRate) => studyCell(study, baseRate))),
};

function figure(event: string): Promised {
  return { event, kind: 'nothing', probability: 0 };
}

function studyCell({ name, pool, count, promised, alone = MEMBERS }: Study, baseRate: number): Cell {
  const sure = (event: string): Promised => ({ event, kind: promised ? 'at least' : 'nothing', probability: promised ? 1 : 0 }); // prettier-ignore
  return {
    name: `${name}, base rate ${baseRate}, ${count} streams`,
    runs: 1,
    promises: [
      figure('calibration error'),
      figure('calibration error of a posterior that is right'),
      sure('calibration error ≤ 0.03'),
      figure('log score, nats'),
      ...alone.map((member) => figure(`log score of ${member} alone`)),
      ...(alone.length > 0 ? [sure('log score better than that of the best single detector')] : []),
    ],
    run: (random) => {
      const of = (factor: (stream: Stream) => number) => posteriorFigures(pool(), { baseRate, count, random }, factor);
      const { calibrationError, byChance, logScore } = of(ensembleFactor);
      const others = alone.map((member) => of(singleFactor(member)).logScore);
      const better = alone.length > 0 ? [logScore < Math.min(...others)] : [];
      return Promise.resolve({ hits: [calibrationError, byChance, calibrationError <= 0.03, logScore, ...others, ...better] }); // prettier-ignore
    },
  };
}
