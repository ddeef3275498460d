import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { elementCount } from '../../src/compute/tensor';
import { sha256Of } from '../../src/data/sha256Of';
import { digits } from '../../src/data/digits/digits';
import { writeFileAtomic } from '../../src/data/files';
import type { LabeledImages } from '../../src/data/labeledImages';
import { accuracy } from '../../src/metrics/accuracy';
import { confusionMatrix } from '../../src/metrics/confusionMatrix';
import { expectedCalibrationError } from '../../src/metrics/expectedCalibrationError';
import { predictedClasses } from '../../src/metrics/predictedClasses';
import type { Fitted } from '../../src/nn/fit';
import { fitInWorker } from '../../src/nn/fitInWorker';
import { saveModel } from '../../src/nn/modelFiles';
import type { ModelSpec } from '../../src/nn/modelSpec';
import { probabilityRows } from '../../src/nn/softmax';
import { createRandom } from '../../src/random';
import { digitsPage, type DigitsCard } from './digitsCard';
import { logitsOf, rounded, roundedRecord, samplesOf } from './judge';
import { workPath } from './makeModel';
import { INPUTS } from './recipes';

const place = join(__dirname, '../digits');
const SPEC: ModelSpec = { architecture: 'simpleCnn', input: [1, 28, 28], outputs: 10, channels: [16, 32, 64], normalize: true, head: 'mean' }; // prettier-ignore
const TRAINING = { images: 8000, dataSeed: 1, seed: 1, epochs: 12, batch: 64, learningRate: 0.004 };
const VALIDATION = { images: 1000, dataSeed: 2 };
const TEST = { images: 4000, dataSeed: 3 };
/** Another CPU adds in another order, and training carries that on: accuracy may differ by this much. */
const TOLERANCE = 0.02;

/**
 * Makes the model of digits again and compares it with the one that is there: byte for byte, or on another CPU by its accuracy.
 * @throws if it is clearly another model, unless `write` lets it take the place of the old one.
 */
export async function makeDigits({ write = false }: { readonly write?: boolean } = {}): Promise<void> {
  await mkdir(workPath, { recursive: true });
  const path = join(workPath, 'digits.safetensors');
  const fitted = await train();
  await saveModel(path, fitted.model);
  const bytes = await readFile(path);
  const card = await describe(fitted, bytes);
  const before = await readCard();
  if (!write && before?.sha256 === card.sha256) return say('the same bytes');
  const change = before && Math.abs(card.test.accuracy - before.test.accuracy);
  if (!write && change !== undefined && change <= TOLERANCE) return say(`as good on this machine, accuracy ${card.test.accuracy}; left as it is`); // prettier-ignore
  if (!write && before) throw new Error(`models/digits is not what was committed: accuracy ${card.test.accuracy}, was ${before.test.accuracy}`); // prettier-ignore
  await writeFileAtomic(join(place, 'model.safetensors'), bytes);
  await writeFileAtomic(join(place, 'card.json'), `${JSON.stringify(card, undefined, 1)}\n`);
  await writeFileAtomic(join(place, 'README.md'), digitsPage(card));
  say(`written, ${bytes.length} bytes, accuracy ${card.test.accuracy}`);
}

function train(): Promise<Fitted> {
  return fitInWorker(SPEC, samplesOf(generate(TRAINING)), {
    ...TRAINING,
    schedule: { kind: 'cosine', warmup: 0.1 },
    threads: 1,
    validation: samplesOf(generate(VALIDATION)),
    onEpoch: ({ epoch, loss }) => say(`epoch ${epoch} of ${TRAINING.epochs}, loss ${loss.toFixed(3)}`),
  });
}

async function describe({ model, history, epoch }: Fitted, bytes: Uint8Array): Promise<DigitsCard> {
  const test = generate(TEST);
  const { classes, confidences } = predictedClasses(probabilityRows(await logitsOf(model, test)));
  const right = Uint8Array.from(test.labels, (label, i) => Number(classes[i] === label));
  return {
    name: 'digits',
    task: 'synthetic handwritten digits',
    warning: 'trained on synthetic pictures: no hand wrote them',
    licence: 'Apache-2.0',
    classes: test.classes,
    spec: SPEC,
    inputs: INPUTS,
    parameters: Object.values(model.weights).reduce((sum, { shape }) => sum + elementCount(shape), 0),
    training: {
      ...{ ...TRAINING, epoch },
      history: roundedRecord(history),
    },
    test: {
      ...TEST,
      accuracy: accuracy(classes, test.labels),
      calibrationError: rounded(expectedCalibrationError(confidences, right)),
      confusion: confusionMatrix(classes, test.labels, { classes: test.classes.map((_, k) => k) }).counts,
    },
    bytes: bytes.length,
    sha256: sha256Of(bytes),
  };
}

function generate({ images, dataSeed }: { readonly images: number; readonly dataSeed: number }): LabeledImages {
  return digits(images, { random: createRandom(dataSeed) });
}

async function readCard(): Promise<DigitsCard | undefined> {
  const text = await readFile(join(place, 'card.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as DigitsCard);
}

function say(what: string): void {
  console.log(`models/digits: ${what}`);
}
