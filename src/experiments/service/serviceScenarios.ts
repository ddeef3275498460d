import { checkInteger } from '../../errors';
import type { DriftClient } from '../../server/client';

/** What the service is asked; everything has a default. */
export interface ServiceScenariosOptions {
  /** Images or texts in each sample; default 100. */
  readonly count?: number;
  /** Questions without drift for each model; default 20. */
  readonly calmSeeds?: number;
  /** Questions for each severity of a ladder; default 4. */
  readonly ladderSeeds?: number;
  /** Default eight of them, from 0 to 1. */
  readonly severities?: readonly number[];
  /** Called after each question with the number of those done, of all there are. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One answer of the service. */
export interface ServiceAnswer {
  readonly seed: number;
  readonly drift: boolean;
  readonly pValue: number;
  /** Maximum mean discrepancy, in [0, √2]. */
  readonly effect: number;
  /** The lower end of its interval: above 0 if chance alone does not explain it. */
  readonly effectLow: number;
}

/** Answers about one drift, at each severity. */
export interface SeverityLadder {
  readonly model: string;
  readonly drift: string;
  readonly steps: readonly { readonly severity: number; readonly answers: readonly ServiceAnswer[] }[];
}

/** What the service said when its models were unloaded in between. */
export interface CleanupAndReload {
  readonly before: readonly string[];
  readonly unloaded: readonly string[];
  readonly after: readonly string[];
  /** Whether the same question got the same answer, to the last digit, before and after. */
  readonly same: boolean;
}

/** What the scenarios of the service showed. Plain data. */
export interface ServiceScenarios {
  readonly count: number;
  readonly alpha: number;
  /** Answers without drift, by model; reference and sample are new for each. */
  readonly calm: Readonly<Record<string, readonly ServiceAnswer[]>>;
  readonly ladders: readonly SeverityLadder[];
  readonly reload: CleanupAndReload;
}

const ALPHA = 0.05;
const SEVERITIES = [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1];
const LADDERS = [
  { model: 'cnn', drift: 'gaussianNoise' },
  { model: 'bert', drift: 'typos' },
  { model: 'bert', drift: 'vocabularyShift' },
] as const;
const MODELS = ['cnn', 'bert'] as const;
/** Of ladders, so that they share no sample with calm questions. */
const LADDER_SEED = 1000;

/**
 * Asks a running service, over HTTP: without drift, over the severity of noise in images and of typos and new words in texts, and before
 * and after its models were unloaded.
 * @throws {ServiceError} if the service refuses, {RangeError} for numbers of questions below 1.
 * @example
 * const scenarios = await serviceScenarios(createClient('http://127.0.0.1:8000'));
 */
export async function serviceScenarios(
  client: DriftClient,
  { count = 100, calmSeeds = 20, ladderSeeds = 4, severities = SEVERITIES, onProgress }: ServiceScenariosOptions = {},
): Promise<ServiceScenarios> {
  checkInteger('calmSeeds', calmSeeds, 1);
  checkInteger('ladderSeeds', ladderSeeds, 1);
  const total = MODELS.length * calmSeeds + LADDERS.length * severities.length * ladderSeeds;
  let done = 0;
  const askAll = async (model: string, drift: string | undefined, severity: number, seeds: readonly number[]) => {
    const answers: ServiceAnswer[] = [];
    for (const seed of seeds) {
      const { drift: found, pValue, effect } = await client.detectDrift(model, { severity, drift, count, seed, alpha: ALPHA }); // prettier-ignore
      answers.push({ seed, drift: found, pValue, effect: effect?.value ?? 0, effectLow: effect?.low ?? 0 });
      onProgress?.(++done, total);
    }
    return answers;
  };
  const calm: Record<string, readonly ServiceAnswer[]> = {};
  for (const model of MODELS) calm[model] = await askAll(model, undefined, 0, integers(calmSeeds, 0));
  const ladders: SeverityLadder[] = [];
  for (const { model, drift } of LADDERS) {
    const steps = [];
    for (const severity of severities)
      steps.push({ severity, answers: await askAll(model, drift, severity, integers(ladderSeeds, LADDER_SEED)) });
    ladders.push({ model, drift, steps });
  }
  return { count, alpha: ALPHA, calm, ladders, reload: await cleanupAndReload(client) };
}

async function cleanupAndReload(client: DriftClient): Promise<CleanupAndReload> {
  const ask = async (): Promise<string> => {
    const answers = [];
    for (const model of MODELS) answers.push(await client.detectDrift(model, { severity: 0.3, count: 50, seed: 7 }));
    return JSON.stringify(answers);
  };
  const loaded = async (): Promise<string[]> =>
    (await client.models()).models.filter((model) => model.loaded).map(({ name }) => name);
  const first = await ask();
  const before = await loaded();
  const { unloaded } = await client.cleanup();
  const after = await loaded();
  return { before, unloaded, after, same: (await ask()) === first };
}

const integers = (count: number, start: number): number[] => Array.from({ length: count }, (_, i) => start + i);
