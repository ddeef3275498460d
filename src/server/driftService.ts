import { ksDrift } from '../detectors/ksDrift';
import { mmdDrift } from '../detectors/mmdDrift';
import type { DriftResult, FeatureResult } from '../detectors/driftResult';
import { row, type Matrix } from '../matrix';
import { createRandom } from '../random';
import { decodeImages } from './decodeImages';
import { limitsWith, type Limits } from './limits';
import { openModels, type OpenModels } from './openModels';
import type {
  DetectRequest,
  Detection,
  DriftService,
  Prediction,
  PredictRequest,
  SentSample,
  Simulation,
} from './requests';
import type { Labelled, Sample, ServedModel } from './servedModel';
import { ServiceError } from './serviceError';

const STRONGEST = 10;

/**
 * The service in this thread, over the models that it is given.
 * @throws {RangeError} if two models have one name, or a limit is none.
 * @example
 * const service = driftService([digitsModel()]);
 * const simulate = { count: 100, seed: 1, severity: 0.5, drift: 'gaussianNoise' };
 * const { drift } = await service.detect({ model: 'cnn', input: { simulate }, alpha: 0.05, permutations: 199, seed: 1 });
 */
export function driftService(models: readonly ServedModel[], limits: Partial<Limits> = {}): DriftService {
  const open = openModels(models);
  const own = limitsWith(limits);
  return {
    loaded: () => open.loaded(),
    predict: (request) => predict(open, request, own),
    embed: async (name, sent) => {
      const model = open.find(name);
      const embeddings = await embed(open, name, await read(model, sent, own, model.takes));
      return { ...embeddings, values: Float32Array.from(embeddings.values) };
    },
    detect: (request) => detect(open, request, own),
    unload: () => open.unload(),
    close: async () => {
      await open.unload();
    },
  };
}

async function predict(open: OpenModels, { model, input }: PredictRequest, limits: Limits): Promise<Prediction[]> {
  const served = open.find(model);
  const { classes, takes } = served;
  const loaded = await open.load(model);
  if ('sample' in input)
    return predictions(await loaded.predict(await read(served, input.sample, limits, takes)), classes);
  const { sample, labels } = simulate(served, input.simulate);
  return predictions(await loaded.predict(sample), classes).map((one, i) => ({ ...one, truth: classes[labels[i]] }));
}

function predictions(probabilities: Matrix, classes: readonly string[]): Prediction[] {
  return Array.from({ length: probabilities.rows }, (_, i) => {
    const own = Array.from(row(probabilities, i));
    const best = own.indexOf(Math.max(...own));
    return { label: classes[best], confidence: own[best], probabilities: own };
  });
}

async function detect(open: OpenModels, request: DetectRequest, limits: Limits): Promise<Detection> {
  const { model, alpha, permutations, seed } = request;
  checkPermutations(permutations, alpha);
  const { reference, sample, simulated } = await embedBoth(open, request, limits);
  const random = createRandom(seed).fork('tests');
  const ks = await tested(() => ksDrift(reference, { alpha, random: random.fork('ks') }).compare(sample));
  const mmd = await tested(() => mmdDrift(reference, { alpha, permutations, random: random.fork('mmd') }).compare(sample)); // prettier-ignore
  const pValue = Math.min(1, 2 * Math.min(ks.pValue, mmd.pValue));
  return {
    ...{ model, drift: pValue <= alpha, alpha, pValue },
    tests: {
      ks: {
        pValue: ks.pValue,
        dimensions: ks.features.length,
        drifted: ks.features.filter(({ drift }) => drift).length,
        strongest: strongest(ks.features),
      },
      mmd: { pValue: mmd.pValue, permutations },
    },
    ...effectOf(mmd),
    mostUnusual: mmd.mostDrifted.slice(0, STRONGEST),
    ...{ sizes: mmd.sizes, seed },
    ...(simulated && { simulated }),
    notes: [...new Set([...ks.notes, ...mmd.notes])],
  };
}

/** Of both p values the smaller one counts twice: half of alpha must be within reach. */
function checkPermutations(permutations: number, alpha: number): void {
  const least = Math.ceil(2 / alpha - 1 - 1e-9);
  if (permutations < least)
    throw new ServiceError(
      'INVALID_INPUT',
      `permutations: at alpha ${alpha} at least ${least} are needed, got ${permutations}`,
      'permutations',
    );
}

/** What a test refuses in a sample is for the client to know. */
async function tested(compare: () => Promise<DriftResult>): Promise<DriftResult> {
  try {
    return await compare();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const field = error.message.includes('reference') ? 'reference' : 'current';
    throw new ServiceError('INVALID_INPUT', error.message, field);
  }
}

function effectOf({ effect }: DriftResult): Pick<Detection, 'effect'> {
  if (!effect) return {};
  const { name, value, interval } = effect;
  return { effect: { name, value, ...(interval && { low: interval.low, high: interval.high }) } };
}

interface Embedded {
  readonly reference: Matrix;
  readonly sample: Matrix;
  readonly simulated?: Detection['simulated'];
}

async function embedBoth(open: OpenModels, { model, input }: DetectRequest, limits: Limits): Promise<Embedded> {
  const served = open.find(model);
  if ('simulate' in input) {
    const { count, seed, severity, drift } = input.simulate;
    const reference = served.simulate(count, createRandom(seed).fork('reference')).sample;
    const { sample } = simulate(served, input.simulate);
    return {
      reference: await embed(open, model, reference),
      sample: await embed(open, model, sample),
      simulated: { drift, severity },
    };
  }
  const sample = await embed(open, model, await read(served, input.current, limits, 'current'));
  if ('embeddings' in input) return { reference: input.embeddings, sample };
  return { reference: await embed(open, model, await read(served, input.reference, limits, 'reference')), sample };
}

async function embed(open: OpenModels, model: string, sample: Sample): Promise<Matrix> {
  return (await open.load(model)).embed(sample);
}

function simulate(served: ServedModel, { count, seed, severity, drift }: Simulation): Labelled<Sample> {
  const random = createRandom(seed).fork('current');
  const { sample, labels } = served.simulate(count, random);
  // which of both a model takes, its own generator knows
  return { sample: served.drift(sample as never, drift, severity, random.fork('drift')), labels };
}

async function read(served: ServedModel, sent: SentSample, limits: Limits, field: string): Promise<Sample> {
  if (served.takes === 'texts') return sent as readonly string[];
  return decodeImages(sent as readonly Uint8Array[], served.imageShape, limits, field);
}

function strongest(features: readonly FeatureResult[]): Detection['tests']['ks']['strongest'] {
  return features
    .map(({ statistic, pValue, adjustedPValue }, dimension) => ({
      dimension,
      distance: statistic,
      pValue,
      adjustedPValue,
    })) // prettier-ignore
    .sort((a, b) => b.distance - a.distance || a.dimension - b.dimension)
    .slice(0, STRONGEST);
}
