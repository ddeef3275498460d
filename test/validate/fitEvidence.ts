import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { writeFileAtomic } from '../../src/data/files';
import { fromRows } from '../../src/matrix';
import { createRandom } from '../../src/random';
import { answered, evidenceColumns, SIZE_NAMES, STEPS, type DriftSize, type EvidenceModel } from '../../src/retraining/monitoring/evidenceModel'; // prettier-ignore
import { MEMBERS, type EnsembleMember } from '../../src/retraining/monitoring/memberEvidence';
import { logisticRegression } from '../../src/stats/logisticRegression';
import { drawStream, FITTED_DIMENSIONS, FITTED_KINDS, RANGE, type Stream } from './driftedWindows';

/**
 * Fits the Bayes factor of the ensemble and, by the same steps, those of single detectors: writes src/retraining/monitoring/fittedEvidence.ts and
 * singleDetectors.json. Some four minutes: `node -r ts-node/register/transpile-only test/validate/fitEvidence.ts`.
 */

const SEED = 1;
const NULL_STREAMS = 3000;
const EACH_SIZE = 1800;
// against 1 of ½‖w‖², per stream
const COST = 10;

/** The detectors that look at inputs. */
export const INPUTS: readonly EnsembleMember[] = ['ks', 'psi', 'js', 'mmd', 'adwin'];

/** Which series there are beside the inputs. */
const SETS: readonly (readonly EnsembleMember[])[] = [
  INPUTS,
  [...INPUTS, 'predictions'],
  [...INPUTS, 'errors'],
  MEMBERS,
];

export type Fitted = Readonly<Record<DriftSize, readonly number[]>>;

/** The streams on which all these detectors answer, as if the others were missing, and whose drifts they can see. */
export function asSeenBy(members: readonly EnsembleMember[], streams: readonly Stream[]): Stream[] {
  return streams
    .filter(({ drift }) => members.includes('errors') || !drift?.kind.startsWith('concept'))
    .map((stream) => ({ ...stream, evidence: only(members, stream) }))
    .filter(({ evidence }) => answered(evidence) === members.join(' '));
}

function only(members: readonly EnsembleMember[], { evidence }: Stream): Stream['evidence'] {
  const kept = evidence.members.filter(({ member }) => members.includes(member));
  return { ...evidence, members: kept };
}

/** Log Bayes factors for each size of drift, by some of the detectors. */
export function fitSizes(streams: readonly Stream[], asked: readonly EnsembleMember[]): Fitted {
  const fit = (size: DriftSize) => fitMonotone(streams.filter(({ drift }) => drift === null || drift.range === size), asked); // prettier-ignore
  return { small: fit('small'), moderate: fit('moderate'), large: fit('large') };
}

/** Intercept and slopes, without the odds of the simulation; slopes of p values that would be negative are left out, the lowest ones first. */
function fitMonotone(streams: readonly Stream[], asked: readonly EnsembleMember[]): number[] {
  const rows = streams.map(({ evidence }) => evidenceColumns(evidence, asked));
  const labels = streams.map(({ drift }) => Number(drift !== null));
  const free = rows[0].length - asked.length * STEPS;
  const drifts = labels.reduce((sum, label) => sum + label, 0);
  let kept = [...rows[0].keys()];
  for (;;) {
    const model = logisticRegression(fromRows(rows.map((row) => kept.map((k) => row[k]))), labels, { cost: COST });
    const slopes = kept.map((column, k) => ({ column, slope: model.coefficients[k] }));
    const wrong = slopes.filter(({ column, slope }) => column >= free && slope < 0).sort((a, b) => a.slope - b.slope);
    if (wrong.length === 0) {
      const all = rows[0].map((_, column) => slopes.find((one) => one.column === column)?.slope ?? 0);
      return [model.intercept - Math.log(drifts / (rows.length - drifts)), ...all].map((value) => Number(value.toPrecision(4))); // prettier-ignore
    }
    const left = wrong.slice(0, Math.ceil(wrong.length / 2)).map(({ column }) => column);
    kept = kept.filter((column) => !left.includes(column));
  }
}

/** The streams of the fit. */
function drawFit(): Stream[] {
  const random = createRandom(SEED).fork('fit');
  const law = { kinds: FITTED_KINDS, dimensions: FITTED_DIMENSIONS };
  const ranges = [...new Array<null>(NULL_STREAMS).fill(null), ...SIZE_NAMES.flatMap((size) => new Array<DriftSize>(EACH_SIZE).fill(size))]; // prettier-ignore
  return ranges.map((range, i) => drawStream(range, law, random.fork(i)));
}

async function main(): Promise<void> {
  const streams = drawFit();
  const coefficients = Object.fromEntries(SETS.map((set) => [set.join(' '), fitSizes(asSeenBy(set, streams), set)]));
  const model: EvidenceModel = {
    ...{ seed: SEED, nullStreams: NULL_STREAMS, kinds: FITTED_KINDS },
    range: { ...RANGE, features: [FITTED_DIMENSIONS[0], FITTED_DIMENSIONS[FITTED_DIMENSIONS.length - 1]] },
    coefficients,
  };
  const path = join(__dirname, '../../src/retraining/monitoring/fittedEvidence.ts');
  const text = `import type { EvidenceModel } from './evidenceModel';\n\n/** Made by test/validate/fitEvidence.ts. */\nexport const fittedEvidence: EvidenceModel = ${JSON.stringify(model)};\n`;
  await writeFileAtomic(path, text);
  execFileSync(join(__dirname, '../../node_modules/.bin/prettier'), ['--write', path]);
  const all = asSeenBy(MEMBERS, streams);
  const single = Object.fromEntries(MEMBERS.map((member) => [member, fitSizes(all, [member])]));
  await writeFileAtomic(join(__dirname, 'singleDetectors.json'), `${JSON.stringify(single)}\n`);
}

if (require.main === module) void main();
