import { cpus } from 'node:os';
import { join } from 'node:path';
import { imageDrifts, type ImageDriftName } from '../../src/augmentation/imageDrifts';
import { writeFileAtomic } from '../../src/data/files';
import { selectLabeled, type LabeledImages } from '../../src/data/labeledImages';
import { medicalStandIn, type MedicalStandInName } from '../../src/data/standins/medicalStandIn';
import type { Images } from '../../src/images';
import { evaluate } from '../../src/nn/evaluate';
import type { Model } from '../../src/nn/model';
import { imageRows } from '../../src/nn/samples';
import { loadModel } from '../../src/nn/zoo/loadModel';
import { createRandom } from '../../src/random';
import { adaptBatchNorm } from '../../src/retraining/learning/batchNormStatistics';

/**
 * The share of lost accuracy that batch-norm statistics of unlabelled images recover, by image drift. Writes
 * docs/validation/batch-norm.{json,md}; `node -r ts-node/register/transpile-only test/validate/batchNormRecovery.ts`.
 */
interface RecoveryRow {
  readonly model: string;
  readonly drift: string;
  readonly clean: number;
  readonly before: number;
  readonly after: number;
  /** (after − before) / (clean − before); null where less than five points were lost. */
  readonly recovered: number | null;
}

const MODELS = ['octmnist-synthetic-resnet18', 'dermamnist-synthetic-resnet18', 'bloodmnist-synthetic-efficientNet'];
const SEVERITY = 0.5;
const UNLABELLED = 256;
const TEST = 500;
const SEED = 1;
const LOST = 0.05;

async function rowsOf(name: string): Promise<readonly RecoveryRow[]> {
  const model = await loadModel(name);
  const random = createRandom(SEED).fork(name);
  const draw = (part: string, count: number) =>
    medicalStandIn(model.card.dataset as MedicalStandInName, { random: random.fork(part), count });
  const [seen, test] = [draw('unlabelled', UNLABELLED), draw('test', TEST)];
  const clean = await accuracy(model, test, test.images);
  const row = async (drift: string, unlabelled: Images, tested: Images): Promise<RecoveryRow> => {
    const inputs = imageRows(unlabelled, model.card.inputs);
    const before = await accuracy(model, test, tested);
    const adapted = { ...model, ...(await adaptBatchNorm(model, inputs, { seed: SEED, threads: 1 })) };
    const after = await accuracy(adapted, test, tested);
    const recovered = clean - before < LOST ? null : (after - before) / (clean - before);
    return { model: name, drift, clean, before, after, recovered };
  };
  const one = selectLabeled(seen, [...seen.labels.keys()].filter((i) => seen.labels[i] === seen.labels[0])); // prettier-ignore
  const rows = [
    await row('no drift', seen.images, test.images),
    await row('no drift, unlabelled images of one class', one.images, test.images),
  ];
  for (const drift of Object.keys(imageDrifts) as ImageDriftName[]) {
    if (imageDrifts[drift].needsColor && test.images.channels === 1) continue;
    const apply = (images: Images, part: string) => imageDrifts[drift].apply(images, SEVERITY, random.fork(drift + part)); // prettier-ignore
    rows.push(await row(drift, apply(seen.images, 'unlabelled'), apply(test.images, 'test')));
  }
  return rows;
}

async function accuracy(
  model: Model & { readonly card: { readonly inputs: { readonly mean: number; readonly deviation: number } } },
  { labels }: LabeledImages,
  tested: Images,
): Promise<number> {
  return (await evaluate(model, { inputs: imageRows(tested, model.card.inputs), labels }, { threads: 1 })).accuracy!;
}

function page(rows: readonly RecoveryRow[]): string {
  const lost = rows.flatMap(({ recovered }) => (recovered === null ? [] : [recovered])).sort((a, b) => a - b);
  const lines = rows.map(({ model, drift, clean, before, after, recovered }) =>
    `| ${model} | ${drift} | ${[clean, before, after].map((share) => share.toFixed(3)).join(' | ')} | ${recovered === null ? '–' : recovered.toFixed(2)} |`); // prettier-ignore
  return `# What new batch-norm statistics recover

Models of the zoo on stand-ins (synthetic, no medical meaning): accuracy on ${TEST} new images, clean, drifted at severity ${SEVERITY}, and drifted with
running statistics estimated anew on ${UNLABELLED} other drifted images without labels (\`adaptBatchNorm\`, the old statistics count as 16 images). "Recovered"
is the share of the lost accuracy, where ${100 * LOST} points or more were lost: ${lost.length} of ${rows.length} rows, median ${lost[Math.floor(lost.length / 2)].toFixed(2)},
${lost.filter((share) => share < 0).length} of them negative. The rows without a drift say what the cure costs a model that needs none, and what it does where the
unlabelled images are all of one class: their shares move the statistics, and the cure is the harm.

| model | drift | clean | before | after | recovered |
| --- | --- | ---: | ---: | ---: | ---: |
${lines.join('\n')}
`;
}

async function main(folder: string): Promise<void> {
  const rows: RecoveryRow[] = [];
  for (const name of MODELS) rows.push(...(await rowsOf(name)));
  const machine = `${cpus().length} × ${cpus()[0].model}`;
  const about = { seed: SEED, severity: SEVERITY, unlabelled: UNLABELLED, test: TEST, machine, node: process.version };
  await writeFileAtomic(join(folder, 'batch-norm.json'), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  await writeFileAtomic(join(folder, 'batch-norm.md'), page(rows));
}

if (require.main === module) void main(process.argv[2] ?? join(__dirname, '../../docs/validation'));
