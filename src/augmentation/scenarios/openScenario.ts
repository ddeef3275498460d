import { selectLabeled, type LabeledImages } from '../../data/labeledImages';
import type { DriftPoint } from '../../data/streams/driftPoint';
import { checkInteger } from '../../errors';
import type { Matrix } from '../../matrix';
import { predictedClasses } from '../../metrics/predictedClasses';
import type { Random } from '../../random';
import { labelFlip } from '../concept/labelFlip';
import { checkColor } from '../imageDrift';
import { imageDrifts } from '../imageDrifts';
import { shareOfOne } from '../population/stratumShares';
import { changeExtent, type ChangeExtent } from './changeExtent';
import { needsPredictions, observeLabels, type ObservedLabels } from './observeLabels';
import { populationDraw, type PopulationDraw } from './populationDraw';
import type { Scenario, ScenarioChange } from './scenario';
import { worstDrift, type ClassProbabilities } from './worstDrift';

/** Options of `openScenario`. */
export interface OpenScenarioOptions {
  readonly random: Random;
  /** Batches, at least 2; default 20. */
  readonly length?: number;
  /** Images of a batch; default 100. */
  readonly batch?: number;
  /** The model's class probabilities. Needed by scenarios with an adversary or labels that depend on its decisions. */
  readonly predict?: ClassProbabilities;
}

/** What comes at one time of a run. */
export interface ScenarioBatch extends ObservedLabels {
  readonly t: number;
  /** Images as they are seen, with the classes that they truly have now. */
  readonly data: LabeledImages;
  /** How far each change has come, in [0, 1], in the order of the scenario. */
  readonly extents: readonly number[];
  /** What the adversary took, if there is one at work. */
  readonly adversary?: string;
  /** What the model said, if there is one. */
  readonly probabilities?: Matrix;
}

/** A run of a scenario: iterate over it as often as you like, the batches are the same. */
export interface ScenarioRun extends AsyncIterable<ScenarioBatch> {
  readonly scenario: Scenario;
  readonly length: number;
  readonly batch: number;
  /** When each change truly happens, in batches, in the order of the scenario. */
  readonly truth: readonly (readonly DriftPoint[])[];
}

/**
 * A scenario over a set of images: batches that drift as it says, each with what becomes known of its labels and when. First who
 * comes (prevalence, groups) is drawn from `source`, then classes change their meaning, then images their looks. Within a gradual or recurring
 * change of looks a batch is wholly of the old or of the new kind. Compare batches with a reference that shares no image with `source`.
 * @throws {TypeError | RangeError} for an option out of range, a class or group that `source` does not have, colour drifts of gray
 * images, and if a model is needed and there is none.
 * @example
 * const run = openScenario(scenarios.scannerReplacement, images, { random: createRandom(1) });
 * for await (const { data, seen, arrives } of run) console.log(data.labels.length, arrives);
 */
export function openScenario(
  scenario: Scenario,
  source: LabeledImages,
  { random, length = 20, batch = 100, predict }: OpenScenarioOptions,
): ScenarioRun {
  checkInteger('length', length, 2);
  checkInteger('batch', batch, 1);
  scenario.changes.forEach((change, i) => checkChange(`changes[${i}] of ${scenario.name}`, change, source));
  checkLabels(scenario, source);
  const wants = needsPredictions(scenario.labels) || scenario.changes.some(({ kind }) => kind === 'adversary');
  if (wants && !predict) throw new TypeError(`invalid predict: expected a model for ${scenario.name}, got none`);
  const steps = scenario.changes.map((change) => ({ change, extent: changeExtent(change.when, length) }));
  return {
    ...{ scenario, length, batch, truth: steps.map(({ extent }) => extent.truth) },
    async *[Symbol.asyncIterator]() {
      const draw = populationDraw(source, random.fork('population'));
      for (let t = 0; t < length; t++) {
        const run: Run = { scenario, source, steps, draw, predict, length, batch, random: random.fork(`batch ${t}`) };
        yield await nextBatch(run, t);
      }
    },
  };
}

interface Step {
  readonly change: ScenarioChange;
  readonly extent: ChangeExtent;
}

interface Run extends Required<Omit<OpenScenarioOptions, 'predict'>> {
  readonly scenario: Scenario;
  readonly source: LabeledImages;
  readonly steps: readonly Step[];
  readonly draw: PopulationDraw;
  readonly predict?: ClassProbabilities;
}

async function nextBatch(run: Run, t: number): Promise<ScenarioBatch> {
  const { scenario, source, steps, length, batch, predict, random } = run;
  const extents = steps.map(({ extent }) => extent.at(t));
  let data = selectLabeled(source, run.draw(batch, ...weightsAt(run, extents)));
  let adversary: string | undefined;
  for (const [i, { change, extent }] of steps.entries()) {
    const own = random.fork(`change ${i}`);
    if (change.kind === 'labelFlip') data = flipped(data, change, extents[i], own);
    if (change.kind !== 'image' && change.kind !== 'adversary') continue;
    const now = extent.mixing === 'blend' ? extents[i] : Number(own.fork('mix').uniform() < extents[i]);
    const severity = now * change.severity;
    if (severity === 0) continue;
    if (change.kind === 'image') {
      data = { ...data, images: imageDrifts[change.drift].apply(data.images, severity, own) };
      continue;
    }
    const worst = await worstDrift(data.images, data.labels, change.drifts, severity, {
      predict: predict!,
      random: own,
    });
    data = { ...data, images: worst.images };
    adversary = worst.drift;
  }
  const probabilities = await predict?.(data.images);
  const predictions = probabilities && predictedClasses(probabilities).classes;
  const known = observeLabels(data.labels, scenario.labels ?? {}, { t, length, predictions, random });
  return { t, data, extents, ...known, ...(adversary && { adversary }), ...(probabilities && { probabilities }) };
}

/** How much more or less often than in the source each class and each group comes. */
function weightsAt({ source, steps }: Run, extents: readonly number[]): [number[], number[]] {
  const classes = source.classes.map(() => 1);
  const groups = (source.groups?.names ?? ['all']).map(() => 1);
  steps.forEach(({ change }, i) => {
    if (change.kind === 'prevalence') tilt(classes, 'class', source.labels, change.label, change.share, extents[i]);
    if (change.kind === 'demographic')
      tilt(groups, 'group', source.groups!.members, change.group, change.share, extents[i]);
  });
  return [classes, groups];
}

function tilt(weights: number[], what: string, strata: Uint8Array, one: number, target: number, extent: number): void {
  const shares = shareOfOne(what, strata, one, target);
  shares.forEach((share, k) => {
    const now = strata.reduce((sum, stratum) => sum + Number(stratum === k), 0) / strata.length;
    weights[k] *= now > 0 ? 1 - extent + (extent * share) / now : 1;
  });
}

function flipped(
  data: LabeledImages,
  { classes, share }: Extract<ScenarioChange, { kind: 'labelFlip' }>,
  extent: number,
  random: Random,
): LabeledImages {
  if (extent * share === 0) return data;
  return { ...data, ...(labelFlip({ classes, share }).apply(data, extent, random) as Pick<LabeledImages, 'labels'>) };
}

function checkChange(name: string, change: ScenarioChange, { images, classes, groups, labels }: LabeledImages): void {
  const drifts = change.kind === 'image' ? [change.drift] : change.kind === 'adversary' ? change.drifts : [];
  for (const drift of drifts) if (imageDrifts[drift].needsColor) checkColor(drift, images);
  if (change.kind === 'labelFlip')
    for (const label of change.classes) checkInteger(`class in ${name}`, label, 0, classes.length - 1);
  if (change.kind === 'prevalence') {
    checkInteger(`label in ${name}`, change.label, 0, classes.length - 1);
    checkThere(name, labels, change.label, change.share);
  }
  if (change.kind !== 'demographic') return;
  if (!groups) throw new RangeError(`invalid source: expected groups for ${name}, got none`);
  checkInteger(`group in ${name}`, change.group, 0, groups.names.length - 1);
  checkThere(name, groups.members, change.group, change.share);
}

/** @throws {RangeError} if those who should become more are not there at all, or all are. */
function checkThere(name: string, strata: Uint8Array, one: number, share: number): void {
  const rows = strata.reduce((sum, stratum) => sum + Number(stratum === one), 0);
  if ((share > 0 && rows === 0) || (share < 1 && rows === strata.length))
    throw new RangeError(`invalid source: expected images of both kinds for ${name}, got ${rows} of ${strata.length}`);
}

function checkLabels({ labels: { seen, treatment } = {}, name }: Scenario, { classes, labels }: LabeledImages): void {
  if (labels.length === 0) throw new RangeError(`invalid source: expected images for ${name}, got none`);
  const last = classes.length - 1;
  if (seen && 'predicted' in seen) checkInteger(`labels.seen.predicted of ${name}`, seen.predicted, 0, last);
  if (!treatment) return;
  checkInteger(`labels.treatment.label of ${name}`, treatment.label, 0, last);
  checkInteger(`labels.treatment.becomes of ${name}`, treatment.becomes, 0, last);
}
