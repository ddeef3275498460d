import { ksDrift } from '../detectors/ksDrift';
import { mmdDrift } from '../detectors/mmdDrift';
import type { FeatureResult } from '../detectors/driftResult';
import type { Matrix } from '../matrix';
import { createRandom } from '../random';
import { decodeImages } from './decodeImages';
import { defaultLimits, type Limits } from './limits';
import { openModels, type OpenModels } from './openModels';
import type {
  DetectRequest,
  Detection,
  DriftService,
  Embeddings,
  Prediction,
  PredictRequest,
  SentSample,
  Simulation,
} from './requests';
import type { Sample, ServedModel } from './servedModel';

const STRONGEST = 10;

/**
 * The service in this thread, over the models that it is given.
 * @example
 * const service = driftService([digitsModel]);
 * await service.detect({ model: 'cnn', input: { simulate: { count: 100, seed: 1, severity: 0.5, drift: 'noise' } }, alpha: 0.05, permutations: 199, seed: 1 });
 */
export function driftService(models: readonly ServedModel[], limits: Limits = defaultLimits): DriftService {
  const open = openModels(models);
  return {
    models: () => Promise.resolve(open.describe()),
    predict: (request) => predict(open, request, limits),
    embed: async (name, sent) => {
      const sample = await read(open.find(name), sent, limits, 'sample');
      return asFloat32((await open.run(name, sample)).embeddings);
    },
    detect: (request) => detect(open, request, limits),
    unload: () => open.unload(),
    close: async () => {
      await open.unload();
    },
  };
}

async function predict(open: OpenModels, { model, input }: PredictRequest, limits: Limits): Promise<Prediction[]> {
  const served = open.find(model);
  if ('sample' in input) {
    const { probabilities } = await open.run(model, await read(served, input.sample, limits, served.takes));
    return predictions(probabilities, served.classes);
  }
  const { sample, labels } = simulate(served, input.simulate);
  const { probabilities } = await open.run(model, sample);
  return predictions(probabilities, served.classes).map((one, i) => ({ ...one, truth: served.classes[labels[i]] }));
}

function predictions({ values, rows, columns }: Matrix, classes: readonly string[]): Prediction[] {
  return Array.from({ length: rows }, (_, i) => {
    const probabilities = Array.from(values.subarray(i * columns, (i + 1) * columns));
    const best = probabilities.indexOf(Math.max(...probabilities));
    return { label: classes[best], confidence: probabilities[best], probabilities };
  });
}

async function detect(open: OpenModels, request: DetectRequest, limits: Limits): Promise<Detection> {
  const { alpha, permutations, seed } = request;
  const { reference, sample, simulated } = await embedBoth(open, request, limits);
  const random = createRandom(seed).fork('tests');
  const ks = await ksDrift(asTable(reference), { alpha, random }).compare(asTable(sample));
  const mmd = await mmdDrift(reference, { alpha, permutations, random }).compare(sample);
  const pValue = Math.min(1, 2 * Math.min(ks.pValue, mmd.pValue));
  return {
    model: request.model,
    drift: pValue <= alpha,
    alpha,
    pValue,
    tests: {
      ks: {
        pValue: ks.pValue,
        dimensions: ks.features.length,
        drifted: ks.features.filter(({ drift }) => drift).length,
        strongest: strongest(ks.features),
      },
      mmd: { pValue: mmd.pValue, permutations },
    },
    effect: {
      name: mmd.effect!.name,
      value: mmd.effect!.value,
      low: mmd.effect!.interval?.low,
      high: mmd.effect!.interval?.high,
    },
    mostUnusual: mmd.mostDrifted.slice(0, STRONGEST),
    sizes: mmd.sizes,
    seed,
    ...(simulated && { simulated }),
    notes: [...new Set([...ks.notes, ...mmd.notes])],
  };
}

interface Embedded {
  readonly reference: Matrix;
  readonly sample: Matrix;
  readonly simulated?: Detection['simulated'];
}

async function embedBoth(open: OpenModels, { model, input }: DetectRequest, limits: Limits): Promise<Embedded> {
  const served = open.find(model);
  const embed = async (sample: Sample): Promise<Matrix> => (await open.run(model, sample)).embeddings;
  if ('simulate' in input) {
    const { count, seed, severity, drift } = input.simulate;
    const reference = served.simulate(count, createRandom(seed).fork('reference')).sample;
    const { sample } = simulate(served, input.simulate);
    return { reference: await embed(reference), sample: await embed(sample), simulated: { drift, severity } };
  }
  const sample = await embed(await read(served, input.current, limits, 'current'));
  if ('embeddings' in input) return { reference: input.embeddings, sample };
  return { reference: await embed(await read(served, input.reference, limits, 'reference')), sample };
}

function simulate(
  served: ServedModel,
  { count, seed, severity, drift }: Simulation,
): { sample: Sample; labels: ArrayLike<number> } {
  const random = createRandom(seed).fork('current');
  const { sample, labels } = served.simulate(count, random);
  // which of both a model takes, its own generator knows
  return { sample: served.drift(sample as never, drift, severity, random.fork('drift')), labels };
}

function read(served: ServedModel, sent: SentSample, limits: Limits, field: string): Promise<Sample> {
  if (served.takes === 'texts') return Promise.resolve(sent as readonly string[]);
  return decodeImages(sent as readonly Uint8Array[], served.imageShape!, limits, field);
}

function strongest(features: readonly FeatureResult[]): Detection['tests']['ks']['strongest'] {
  return features
    .map(({ statistic, pValue, adjustedPValue }, dimension) => ({
      dimension,
      distance: statistic,
      pValue,
      adjustedPValue,
    }))
    .sort((a, b) => b.distance - a.distance || a.dimension - b.dimension)
    .slice(0, STRONGEST);
}

/** A column for each dimension. */
function asTable({ values, rows, columns }: Matrix): Record<string, Float64Array> {
  const column = (j: number): Float64Array => Float64Array.from({ length: rows }, (_, i) => values[i * columns + j]);
  return Object.fromEntries(Array.from({ length: columns }, (_, j) => [`${j}`, column(j)]));
}

function asFloat32({ values, rows, columns }: Matrix): Embeddings {
  return { values: Float32Array.from(values), rows, columns };
}
