import { DriftlabError } from '../../errors';
import { selectRows } from '../../matrix';
import { permutation, type Random } from '../../random';
import type { Retraining } from '../deciding/decision';
import { approvedVersions, recordedVerdicts, versionName } from '../deployment/judgeVersion';
import { spendAlpha } from '../judging/alphaSpending';
import { looksEvery } from '../judging/judgingPlan';
import { priorPower } from '../judging/priorPower';
import type { LabeledSamples } from '../learning/learnable';
import { recordOnce } from './decideCycle';
import { learnChallenger } from './learnChallenger';
import { asJson, type DecidedCycle, type HeldOut, type ReadyChallenger } from './pipelineEvents';
import { classesOf } from './modelVersions';
import type { PipelineCore } from './pipelineParts';
import type { PipelineState } from './pipelineState';
import type { SampleRing, SampleWindow } from './sampleRing';

/** A trial that gets no labels is decided after so many times the samples that it wants. */
const PATIENCE = 10;

/** What the card of a version of a pipeline has. */
interface ChallengerCard {
  readonly cycle: string;
  readonly cure: string;
  readonly because: string;
  /** It has learnt from samples before this position, but for those that were held out. */
  readonly learntTo: number;
  readonly held: readonly number[];
}

/**
 * Carries out a decision: learns a challenger from the labelled samples of the present but for the held-out part, and registers it under
 * the id of the cycle, unless that was done before. In shadow mode the held-out part screens it; else it decides.
 */
export async function readyChallenger<M>(core: PipelineCore<M>, cycle: DecidedCycle): Promise<ReadyChallenger> {
  const found = registered(core, cycle.id) ?? (await learnVersion(core, cycle));
  const { id } = cycle;
  if ('none' in found) {
    recordOnce(core.store, 'no-challenger', { id, model: core.name, because: found.none });
    return { ...NO_CHALLENGER, id, because: found.none };
  }
  const { version, card } = found;
  const { cure, because, learntTo } = card;
  const versions = [...approvedVersions(core.store, core.name), version];
  const held = core.config.enableShadowMode ? null : await answerHeldOut(core, card.held, versions);
  const wanted = held ? held.positions.length : trialSize(core);
  return { ...{ id, version, cure, because, learntTo, versions, wanted, held }, patience: PATIENCE * wanted };
}

const NO_CHALLENGER = { version: null, cure: 'none', learntTo: 0, versions: [], wanted: 0, patience: 0, held: null };

interface Registered {
  readonly version: number;
  readonly card: ChallengerCard;
}

function registered<M>({ store, name }: PipelineCore<M>, id: string): Registered | undefined {
  const found = store.models.list(name).find(({ card }) => card.cycle === id);
  return found && { version: found.version, card: found.card as unknown as ChallengerCard };
}

async function learnVersion<M>(
  core: PipelineCore<M>,
  cycle: DecidedCycle,
): Promise<Registered | { readonly none: string }> {
  const { store, name, versions, config } = core;
  const state = core.state!;
  const { champion } = state;
  if (champion === null) return { none: 'no version is deployed any more' };
  const random = core.random.fork(cycle.id);
  const learntTo = state.ring.count;
  const { learn, held } = splitPositions(state, cycle.learnFrom, config.validationSplit, random.fork('split'));
  const [samples, validation] = [learn, held].map((positions) => labelled(state.ring.window(positions)));
  const { training } = core;
  // none where everybody was judged on before
  const isScreened = config.enableShadowMode && held.length > 0;
  const parts = { ...core, training: { ...training, ...(isScreened && { validation }) } };
  const model = await versions.open(champion);
  const sources = { samples, ...sourcesOfThePast(state) };
  const cured = await learnChallenger(model, cycle.action as Retraining, sources, parts, random).catch(unlearnable);
  if ('none' in cured) return cured;
  const { learned, choice, notes } = cured;
  if (!learned) return { none: `no cure is better than the champion: ${choice.because}` };
  const worse = isScreened ? await screen(core, champion, learned.model, validation) : undefined;
  if (worse !== undefined) return { none: worse };
  const because = `${choice.cure}: ${choice.because}`;
  const card: ChallengerCard = { cycle: cycle.id, cure: choice.cure, because, learntTo, held };
  const artifacts = await versions.put(learned.model);
  return store.transaction(
    () =>
      registered(core, cycle.id) ?? {
        version: store.models.register(name, {
          artifacts,
          parents: [{ model: name, version: champion }],
          dataset: `${samples.labels.length} labelled samples before ${learntTo}`,
          card: asJson({ ...card, choice, notes, report: learned.report }),
        }).version,
        card,
      },
  );
}

/** Samples from which nothing can be learnt, of one class only, say, give no challenger; any other error is one. */
function unlearnable(error: unknown): { readonly none: string } {
  if (error instanceof DriftlabError && error.code === 'DRIFTLAB_INVALID_DATA') return { none: error.message };
  throw error;
}

function sourcesOfThePast({ reference, replay }: PipelineState) {
  const rows = [...reference.labels.keys()].filter((i) => !Number.isNaN(reference.labels[i]));
  const past = replay.size > 0 ? replay.samples() : undefined;
  return { reference: labelled(reference, rows), referenceInputs: reference.inputs, past };
}

function labelled({ inputs, labels }: SampleWindow, rows?: readonly number[]): LabeledSamples {
  return rows ? { inputs: selectRows(inputs, rows), labels: rows.map((i) => labels[i]) } : { inputs, labels };
}

/** Labelled positions from `from` on in two parts; samples of one person stay together, and what was judged on before is not held out again. */
export function splitPositions(
  { ring }: { readonly ring: SampleRing },
  from: number,
  share: number,
  random: Random,
): { readonly learn: readonly number[]; readonly held: readonly number[] } {
  const positions = ring.held({ from, labelled: true });
  const units = new Map<string, number[]>();
  for (const position of positions) {
    const { subject } = ring.at(position)!;
    const key = subject === null ? `at ${position}` : `of ${subject}`;
    units.set(key, [...(units.get(key) ?? []), position]);
  }
  const fresh = [...units.values()].filter((unit) => !unit.some((position) => ring.wasJudged(position)));
  const held = new Set<number>();
  for (const i of permutation(fresh.length, random)) {
    if (held.size >= share * positions.length) break;
    fresh[i].forEach((position) => held.add(position));
  }
  return { learn: positions.filter((one) => !held.has(one)), held: positions.filter((one) => held.has(one)) };
}

/** Why a challenger is not tried in shadow: it loses the margin on samples that it has not seen. */
async function screen<M>(
  { learner, versions, judging }: PipelineCore<M>,
  champion: number,
  model: M,
  { inputs, labels }: LabeledSamples,
): Promise<string | undefined> {
  const said = [await versions.classes(champion, inputs), classesOf(await learner.predict(model, inputs))];
  const [before, after] = said.map((answers) => answers.filter((answer, i) => answer === labels[i]).length);
  const loss = (before - after) / labels.length;
  return loss > judging.margin
    ? `not tried in shadow: right on ${after} of ${labels.length} held-out samples, the champion on ${before}`
    : undefined;
}

async function answerHeldOut<M>(
  { state, versions }: PipelineCore<M>,
  positions: readonly number[],
  contestants: readonly number[],
): Promise<HeldOut> {
  const { ring } = state!;
  const here = positions.filter((position) => ring.at(position) !== undefined);
  const { inputs, labels } = ring.window(here);
  const answers: Record<string, readonly (number | null)[]> = {};
  for (const version of contestants) answers[versionName(version)] = await versions.answers(version, inputs);
  return { positions: here, labels: [...labels], answers };
}

/** Labelled samples that give the plan its power at the alpha that the next trial may spend. */
function trialSize<M>({ store, name, judging, trialSamples }: PipelineCore<M>): number {
  if (trialSamples !== undefined) return trialSamples;
  const trial =
    1 + recordedVerdicts(store, name).reduce((most, { verdict }) => Math.max(most, verdict.charge.trial), 0);
  const { needs } = priorPower(judging, judging.floor, { alpha: spendAlpha(judging.alpha, { trial, use: 1 }) });
  // six of ten trials of bets are decided by then: the others get as long again
  return Math.max(judging.floor, (looksEvery(judging) ? 2 : 1) * (needs ?? 0));
}
