import { cpus } from 'node:os';
import { join } from 'node:path';
import { imageDrifts, type ImageDriftName } from '../../src/augmentation/imageDrifts';
import { writeFileAtomic } from '../../src/data/files';
import { openMedicalModel, type MedicalModel } from '../../src/experiments/medical/medicalModel';
import { predictedClasses } from '../../src/metrics/predictedClasses';
import { createRandom } from '../../src/random';
import { ranks } from '../../src/stats/ranks';

/** Whether harm grows with severity: rank correlation of severity and accuracy lost, for each image drift and model of the zoo. */
export interface HarmRow {
  readonly model: string;
  readonly drift: ImageDriftName;
  /** Spearman's; null where no severity changes the accuracy. */
  readonly spearman: number | null;
  /** Accuracy at each severity. */
  readonly accuracy: readonly number[];
}

const SEVERITIES = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
const WANTED = 0.95;
const MODELS = ['dermamnist-synthetic-simpleCnn', 'tissuemnist-synthetic-simpleCnn'];
const IMAGES = 500;
const SEED = 1;

/** The rows of one model: the same images at every severity. */
export async function harmRows({ card, pool, predict }: MedicalModel): Promise<HarmRow[]> {
  const random = createRandom(SEED);
  const names = Object.keys(imageDrifts) as ImageDriftName[];
  const rows: HarmRow[] = [];
  for (const drift of names.filter((name) => pool.images.channels === 3 || !imageDrifts[name].needsColor)) {
    const accuracy: number[] = [];
    for (const severity of SEVERITIES) {
      const probabilities = await predict(imageDrifts[drift].apply(pool.images, severity, random.fork(drift)));
      const { classes } = predictedClasses(probabilities);
      accuracy.push(pool.labels.reduce((sum, label, i) => sum + Number(classes[i] === label), 0) / pool.labels.length);
    }
    rows.push({ model: card.name, drift, spearman: spearman(SEVERITIES, accuracy.map((one) => -one)), accuracy }); // prettier-ignore
  }
  return rows;
}

/** Pearson's correlation of ranks, equal values sharing theirs; null if one is constant. */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  const [a, b] = [x, y].map((values) => {
    const own = ranks(values);
    return own.map((rank) => rank - (own.length + 1) / 2);
  });
  const dot = (one: Float64Array, other: Float64Array) => one.reduce((sum, value, i) => sum + value * other[i], 0);
  const size = Math.sqrt(dot(a, a) * dot(b, b));
  return size === 0 ? null : dot(a, b) / size;
}

function page(rows: readonly HarmRow[]): string {
  const wanting = rows.filter((row) => (row.spearman ?? 0) < WANTED);
  const lines = rows.map(({ model, drift, spearman: value, accuracy }) => {
    const shown = accuracy.map((one) => one.toFixed(3)).join(' ');
    return `| ${model} | ${drift} | ${value === null ? '–' : value.toFixed(3)} | ${shown} |`;
  });
  return `# Harm grows with severity

Spearman's rank correlation of severity (${SEVERITIES.join(', ')}) and accuracy lost, for each image drift on models of the
zoo, ${IMAGES} new images each, the same at every severity. Wanted: at least ${WANTED}; ${rows.length - wanting.length} of ${rows.length} reach it.
Below it: ${wanting.map(({ drift, model }) => `${drift} (${model})`).join(', ') || 'none'}. With ${IMAGES} images accuracy moves in steps of
${1 / IMAGES}: where a drift costs little, or everything already at a low severity, ranks are chance. The stand-ins are drawn at any angle and in many
tints: rotation costs what its black corners cost, at the first step, and stain next to nothing. JPEG and posterize cost nothing up to
half of their severity, and noise leaves only chance beyond it.

| model | drift | Spearman | accuracy |
| --- | --- | ---: | --- |
${lines.join('\n')}
`;
}

async function main(folder: string): Promise<void> {
  const rows: HarmRow[] = [];
  for (const name of MODELS) {
    const model = await openMedicalModel({ random: createRandom(SEED).fork(name), name, reference: 1, pool: IMAGES });
    rows.push(...(await harmRows(model)));
    await model.release();
  }
  const machine = `${cpus().length} × ${cpus()[0].model}`;
  const about = { seed: SEED, images: IMAGES, severities: SEVERITIES, machine, node: process.version };
  await writeFileAtomic(join(folder, 'severity.json'), `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  await writeFileAtomic(join(folder, 'severity.md'), page(rows));
}

if (require.main === module) void main(join(__dirname, '../../docs/validation'));
