import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contrast } from '../augmentation/contrast';
import { gaussianBlur } from '../augmentation/gaussianBlur';
import { generateCarpet } from '../data/carpet';
import type { ClassImages } from '../data/classImages';
import { readAbout } from '../data/files';
import { type MvtecClass, openMvtec, readMvtec } from '../data/mvtec';
import { writeDriftedDataset } from '../data/mvtecWriter';
import type { MmdResult } from '../detectors/mmd';
import type { MemoryBankOptions } from '../embedding/memoryBank';
import type { PatchEmbedder } from '../embedding/patchEmbedder';
import { checkNumber } from '../errors';
import type { Images } from '../images';
import { createRandom } from '../random';
import { type AnomalyRun, runAnomalyDetector } from './anomalyRun';
import { type Baseline, baselines } from './baselines';
import { type ContaminationRow, contaminationSweep } from './contamination';
import { type DriftStudy, driftStudy, measureDrift } from './driftStudy';
import { type EmbeddedClass, embedClass, embedInBatches } from './embeddedClass';

/** Options of {@link dataDrift}. */
export interface DataDriftOptions {
  /** Turns images into patch features, and what bank suits them. */
  readonly embedder: PatchEmbedder;
  readonly bank: MemoryBankOptions;
  /** Dataset in the MVTec AD layout. Default `data`. */
  readonly dataRoot?: string;
  /** Generate a carpet in `dataRoot` unless the user's own lies there. Default: only if `dataRoot` is not given. */
  readonly generate?: boolean;
  /** Default `carpet`. */
  readonly className?: string;
  /** Gets the drifted datasets. Default `results/data_drift`. */
  readonly outRoot?: string;
  /** Colour contrast of the drift, a factor ≥ 0; 1 is none. Default 0.6. */
  readonly factor?: number;
  /** Side in pixels at which images are read. Default 256. */
  readonly imageSize?: number;
  /** Promised false-alarm rate, in (0, 1). Default 0.05. */
  readonly alpha?: number;
  /** With it the promise is about this very calibration set; see `conformalThreshold`. */
  readonly confidence?: number;
  /** Seed of everything random. Default 0. */
  readonly seed?: number;
  /** Makes a progress bar for each long step. */
  readonly progress?: (label: string, total: number) => { readonly update: (done: number) => void };
  /** Milliseconds, for the timings; without it there are none. */
  readonly clock?: () => number;
}

/** What {@link dataDrift} found. */
export interface DataDrift extends DriftStudy {
  readonly settings: {
    readonly className: string;
    readonly embedder: string;
    readonly factor: number;
    readonly seed: number;
  };
  readonly dataset: MvtecClass;
  readonly clean: ClassImages;
  readonly drifted: ClassImages;
  /** Is there drift between held-out normals and incoming good images? */
  readonly drift: { readonly clean: MmdResult; readonly before: MmdResult };
  /** The rebuilt detector under a second drift, a blur, for which it was not rebuilt. */
  readonly otherDrift: AnomalyRun;
  readonly contamination: readonly ContaminationRow[];
  /** Image AUROC of simpler scores on the clean test. */
  readonly baselines: readonly Baseline[];
  /** Seconds of each step, in order. */
  readonly timings: Readonly<Record<string, number>>;
}

/** Standard deviation of the blur for which the bank was not rebuilt, in pixels of a 256-pixel image. */
export const OTHER_DRIFT_SIGMA = 1;
const CONTAMINATION = [0, 0.1, 0.2];

/**
 * The data-drift demo: a detector of anomalies meets images of lower contrast, first with its old memory bank, then with one rebuilt from
 * drifted normals. Drifted datasets are written under `outRoot`, in the layout of the original.
 * @throws {DriftlabError} if the dataset cannot be read or `outRoot` cannot be written; {RangeError} for options out of range.
 * @example
 * const { runs } = await dataDrift({ embedder, bank: embedder.bank });
 * runs.before.metrics.falseAlarmRate;
 */
export async function dataDrift(options: DataDriftOptions): Promise<DataDrift> {
  const { embedder, bank, className = 'carpet', outRoot = 'results/data_drift', factor = 0.6 } = options;
  const { imageSize: size = 256, alpha, confidence, seed = 0 } = options;
  checkNumber('factor', factor, 0);
  const random = createRandom(seed);
  const steps = new Steps(options);
  const apply = (images: Images): Images => contrast(images, factor);

  const dataset = await steps.run('open dataset', (onProgress) => openClass(options, onProgress));
  const writeDrifted = (part: 'train' | 'test') =>
    steps.run(`write drifted ${part} set`, (onProgress) =>
      writeDriftedDataset(dataset, part, join(outRoot, `drifted_${part}`), apply, {
        about: { contrast: factor, size, seed },
        size,
        onProgress,
      }),
    );
  await writeDrifted('test');
  await writeDrifted('train');
  const { clean, drifted } = await steps.run('read images', () => readBoth(dataset, outRoot, size));
  const embed = (name: string, images: ClassImages): Promise<EmbeddedClass> =>
    steps.run(`embed ${name} images`, (onProgress) => embedClass(images, embedder, onProgress));
  const [embedded, embeddedDrifted] = [await embed('clean', clean), await embed('drifted', drifted)];

  const detector = { bank, alpha, confidence };
  const study = await steps.run('clean, before, after', () => driftStudy(embedded, embeddedDrifted, detector));
  const drift = await steps.run('measure the drift', async () => ({
    clean: await measureDrift(embedded.calibration, embedded.test, random.fork('mmd')),
    before: await measureDrift(embedded.calibration, embeddedDrifted.test, random.fork('mmd')),
  }));
  const otherDrift = await steps.run('another drift', async (onProgress) => {
    const blurred = gaussianBlur(drifted.test, (OTHER_DRIFT_SIGMA * size) / 256);
    const embedding = await embedInBatches(blurred, embedder, onProgress);
    // without masks: its heat maps are not shown
    return runAnomalyDetector(study.detectors.rebuilt, { labels: embeddedDrifted.test.labels, embedding });
  });
  const contamination = await steps.run('contaminated banks', () =>
    contaminationSweep(embeddedDrifted, { ...detector, shares: CONTAMINATION, random: random.fork('contamination') }),
  );
  return {
    settings: { className, embedder: embedder.name, factor, seed },
    ...{ dataset, clean, drifted, ...study, drift, otherDrift, contamination },
    baselines: await steps.run('baselines', () => baselines(clean, ['Gabor bank', 'mean colour'])),
    timings: steps.seconds,
  };
}

type OnProgress = (done: number, total: number) => void;

/** Runs steps one after the other, with a progress bar and the seconds of each. */
class Steps {
  readonly seconds: Record<string, number> = {};
  constructor(private readonly options: Pick<DataDriftOptions, 'progress' | 'clock'>) {}

  async run<T>(name: string, work: (onProgress: OnProgress) => T | Promise<T>): Promise<T> {
    const { progress, clock } = this.options;
    const start = clock?.();
    let bar: { update: (done: number) => void } | undefined;
    const result = await work((done, total) => (bar ??= progress?.(name, total))?.update(done));
    if (clock && start !== undefined) this.seconds[name] = (clock() - start) / 1000;
    return result;
  }
}

/** The user's own class, or a generated carpet where there is none. */
async function openClass(
  { dataRoot, generate = dataRoot === undefined, className = 'carpet', seed = 0 }: DataDriftOptions,
  onProgress: OnProgress,
): Promise<MvtecClass> {
  const root = dataRoot ?? 'data';
  if (generate && className === 'carpet' && !(await isUsers(join(root, className))))
    await generateCarpet({ root, className, seed, onProgress });
  return openMvtec(root, className, { seed });
}

async function readBoth(
  dataset: MvtecClass,
  outRoot: string,
  size: number,
): Promise<{ clean: ClassImages; drifted: ClassImages }> {
  const open = (part: 'train' | 'test') =>
    openMvtec(join(outRoot, `drifted_${part}`), dataset.className, { parts: [part] });
  const [train, test] = [await open('train'), await open('test')];
  return {
    clean: await readMvtec(dataset, { size }),
    drifted: await readMvtec({ ...train, test: test.test }, { size }),
  };
}

/** A folder that was not made here is the user's own. */
async function isUsers(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readAbout(folder)) === undefined;
}
