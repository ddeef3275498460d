import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPredictor, type Model } from '../../nn/model';
import { modelBytes } from '../../nn/modelFiles';
import { row } from '../../matrix';
import type { Random } from '../../random';
import type { AliasChange } from '../../registry/modelRegistry';
import { openStore, type Store } from '../../registry/openStore';
import { createNoteKey } from '../../registry/signedNote';
import { signApproval } from '../../retraining/deployment/approval';
import { actOnWatch, type WatchAction } from '../../retraining/deployment/actOnWatch';
import { deployFirst } from '../../retraining/deployment/deployFirst';
import { DeploymentWatch } from '../../retraining/deployment/deploymentWatch';
import { judgeVersion } from '../../retraining/deployment/judgeVersion';
import { promote, type Deployment } from '../../retraining/deployment/promote';
import type { JudgingPlan } from '../../retraining/judging/judgingPlan';
import { replayVerdict, verdictHash } from '../../retraining/judging/replayVerdict';
import type { Verdict } from '../../retraining/judging/verdict';
import type { LabeledSamples } from '../../retraining/learning/learnable';

/** Options of {@link deploymentStory}. */
export interface DeploymentStoryOptions {
  readonly random: Random;
  readonly champion: Model;
  readonly challenger: Model;
  /** How challengers are judged, named before anyone looks. */
  readonly plan: JudgingPlan;
  /** Labelled samples of the present: one verdict on each, the last one decides. */
  readonly trials: readonly LabeledSamples[];
  /** What comes after the promotion, in order. */
  readonly afterwards: LabeledSamples;
}

/** What happened, from the first verdict to the rollback. */
export interface DeploymentStory {
  readonly verdicts: readonly Verdict[];
  /** Whether each verdict comes out the same when it is judged again from its record. */
  readonly replayed: boolean;
  /** Without a signature, and with one. */
  readonly unsigned: Deployment;
  readonly signed: Deployment;
  /** Evidence against the deployed version after each sample, up to the one at which the watch acted. */
  readonly evidence: readonly number[];
  readonly action: WatchAction;
  readonly history: readonly AliasChange[];
  /** Whether the store is whole at the end: database, files, decision log. */
  readonly whole: boolean;
  readonly decisions: readonly string[];
}

const MODEL = 'digits';
const DAY = 86_400_000;

/**
 * Judges a challenger on held-out samples, promotes it with a signed approval if it passes, watches it beside the former champion on what comes
 * afterwards, and does what the watch says. The store is a real one, in a temporary folder; days pass by the number of writes.
 * @example
 * const story = await deploymentStory({ random, champion, challenger, plan: judgingPlan(), trials: [few, many], afterwards });
 */
export async function deploymentStory(options: DeploymentStoryOptions): Promise<DeploymentStory> {
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-story-'));
  let days = 0;
  const store = openStore(join(folder, 'store.db'), {
    clock: () => DAY * days++,
    random: options.random.fork('store'),
  });
  try {
    return await tell(store, options);
  } finally {
    store.close();
    await rm(folder, { recursive: true });
  }
}

async function tell(store: Store, options: DeploymentStoryOptions): Promise<DeploymentStory> {
  const { champion, challenger, plan, trials, afterwards } = options;
  await register(store, champion);
  await register(store, challenger);
  await deployFirst(store, MODEL, 1, { because: 'the first one', approvalRule: 'automatic' });
  const judged = [];
  for (const samples of trials) {
    const answers = { v1: await classesOf(champion, samples), v2: await classesOf(challenger, samples) };
    judged.push(judgeVersion(store, MODEL, 2, { labels: samples.labels, answers }, plan));
  }
  const { verdict, position } = judged.at(-1)!;
  const unsigned = await promote(store, position);
  const { privateKey, verifierKey } = createNoteKey('release-board');
  const approval = signApproval(verdictHash(verdict), 'release-board', privateKey);
  const signed = await promote(store, position, { approval, approverKeys: [verifierKey] });
  const { evidence, action } = await watch(store, champion, challenger, afterwards);
  return {
    verdicts: judged.map((one) => one.verdict),
    replayed: judged.every((one) => replayVerdict(one.verdict).same),
    ...{ unsigned, signed, evidence, action },
    history: store.models.history(MODEL),
    whole: (await store.check()).ok,
    decisions: store.decisions.list().map(({ kind }) => kind),
  };
}

async function register(store: Store, model: Model): Promise<void> {
  const { sha256 } = await store.artifacts.put(modelBytes(model));
  store.models.register(MODEL, { artifacts: { 'model.safetensors': sha256 } });
}

async function watch(store: Store, former: Model, deployed: Model, samples: LabeledSamples) {
  const answers = { deployed: await classesOf(deployed, samples), former: await classesOf(former, samples) };
  const beside = new DeploymentWatch();
  const evidence: number[] = [];
  let status = beside.status();
  for (let i = 0; i < samples.inputs.rows && status.action === 'keep'; i++) {
    status = beside.add({ label: samples.labels[i], deployed: answers.deployed[i], former: answers.former[i] });
    evidence.push(status.eValue);
  }
  return { evidence, action: await actOnWatch(store, MODEL, status, { deployed: 2 }) };
}

async function classesOf(model: Model, { inputs }: LabeledSamples): Promise<number[]> {
  const predictor = await openPredictor(model);
  try {
    const logits = await predictor.predict(inputs);
    return Array.from({ length: logits.rows }, (_, i) => row(logits, i).indexOf(Math.max(...row(logits, i))));
  } finally {
    await predictor.release();
  }
}
