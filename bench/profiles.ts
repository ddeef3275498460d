import { matrix, type Matrix } from '../src/matrix';
import { profileReport } from '../src/plots/profileReport';
import { compareProfiles } from '../src/profile/compareProfiles';
import type { DatasetProfile } from '../src/profile/datasetProfile';
import { createProfiler } from '../src/profile/profiler';
import { createRandom } from '../src/random';
import { bench } from './harness/bench';

const COLUMNS = 50;
const DRIFTED = 10;

/** Normal columns; the first ten of the current data move by a standard deviation. */
function rows(count: number, shift: number, seed: number): Matrix {
  const random = createRandom(seed);
  const value = (_: unknown, i: number) => random.normal() + (i % COLUMNS < DRIFTED ? shift : 0);
  return matrix(Float64Array.from({ length: count * COLUMNS }, value), count, COLUMNS);
}

function profileOf(batch: Matrix, like?: DatasetProfile): DatasetProfile {
  const profiler = createProfiler({ modality: 'tabular' }, { like });
  profiler.add(batch);
  return profiler.profile();
}

/** Is a drift report an order faster than the one people use, and its page small? */
export const benches = [
  bench({
    name: 'drift report of 50 columns, 100,000 against 20,000 rows, both profiled',
    inputs: () => ({ reference: rows(100_000, 0, 1), current: rows(20_000, 1, 2) }),
    setUp: ({ reference, current }) => Promise.resolve({ reference, current }),
    run: ({ reference, current }) => {
      const like = profileOf(reference);
      const comparison = compareProfiles(like, profileOf(current, like));
      const page = profileReport(comparison);
      if (page.length > 2 ** 20) throw new Error(`the page has ${page.length} characters`);
      return Promise.resolve(() => ({ drifted: comparison.parts.map(({ status }) => Number(status !== 'ok')) }));
    },
    rounds: 2,
    repeats: 1,
    peers: [{ name: 'Evidently, DataDriftPreset', script: 'report_evidently', mark: 0.1 }],
  }),
];
