import { Adwin } from '../src/detectors/streaming/adwin';
import { HddmW } from '../src/detectors/streaming/hddmW';
import { Kswin } from '../src/detectors/streaming/kswin';
import type { StreamDetector } from '../src/detectors/streaming/streamDetector';
import { matrix, type Matrix } from '../src/matrix';
import { createRandom } from '../src/random';
import { bench, type Bench } from './harness/bench';

/** A stream of one column, drawn one by one; its mean is larger in the second half. */
function stream(count: number, draw: (late: boolean, random: ReturnType<typeof createRandom>) => number): Matrix {
  const random = createRandom(1);
  return matrix(
    Float64Array.from({ length: count }, (_, i) => draw(i >= count / 2, random)),
    count,
    1,
  );
}

const numbers = (count: number): Matrix => stream(count, (late, random) => random.normal() + (late ? 1 : 0));
const errors = (count: number): Matrix =>
  stream(count, (late, random) => Number(random.uniform() < (late ? 0.4 : 0.2)));

interface Work {
  readonly values: Matrix;
  readonly create: () => StreamDetector;
  /** Which detector of the peer. */
  readonly kind: number;
  readonly options?: Readonly<Record<string, number>>;
  readonly mark: number;
  readonly rounds?: number;
  readonly repeats?: number;
}

function work(name: string, { values, create, kind, options = {}, mark, ...turns }: Work): Bench {
  return bench({
    name: `${name}, ${values.rows} values`,
    inputs: () => ({ values }),
    options: { kind, ...options },
    setUp: (inputs) => Promise.resolve(inputs.values.values),
    run: (state) => {
      const detector = create();
      const detections: number[] = [];
      for (let i = 0; i < state.length; i++) if (detector.update(state[i]) === 'drift') detections.push(i);
      return Promise.resolve(() => ({ detections }));
    },
    peers: [{ name: 'river', script: 'streaming_river', mark }],
    ...turns,
  });
}

// the peer takes seconds
const slow = { rounds: 4, repeats: 1 };

/** How long does a stream detector take for a value, beside river? Alarms are asserted equal. */
export const benches = [
  work('ADWIN', { values: numbers(20_000), create: () => new Adwin({ resetOnDrift: true }), kind: 0, mark: 0.2 }),
  work('HDDM-W', { values: errors(20_000), create: () => new HddmW({ ewmaInit: 'river' }), kind: 1, mark: 0.2 }),
  work('KSWIN of 60', {
    values: numbers(2000),
    create: () => new Kswin({ windowSize: 60, statSize: 30 }),
    kind: 2,
    options: { alpha: 0.005, windowSize: 60 },
    mark: 0.02,
    ...slow,
  }),
  // draws differ, so that alarms can be compared at a level only that leaves none
  work('KSWIN of 100', {
    values: numbers(2000),
    create: () => new Kswin({ alpha: 1e-15 }),
    kind: 2,
    options: { alpha: 1e-15, windowSize: 100 },
    mark: 0.02,
    ...slow,
  }),
];
