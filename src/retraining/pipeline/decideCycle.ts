import type { Decision } from '../deciding/decision';
import { RULE } from '../deciding/rulePolicy';
import { trainingWindow } from '../deciding/trainingWindow';
import type { Store } from '../../registry/openStore';
import type { JsonObject } from '../../registry/canonicalJson';
import type { DriftAssessment } from './driftMonitor';
import { explainDrift, type DriftExplanation } from './explainDrift';
import { asJson, type DecidedCycle } from './pipelineEvents';
import type { PipelineCore } from './pipelineParts';
import type { PipelineState } from './pipelineState';

const DAY = 86_400_000;
/** Some may have been erased. */
const LEAST_REFERENCE = 20;

/** What was found and decided. */
export interface CycleDecision {
  readonly decided: DecidedCycle;
  readonly assessment: DriftAssessment;
  /** Of what was detected, or looks severe; null otherwise, and where there are too few rows for the columns. */
  readonly explanation: DriftExplanation | null;
  readonly decision: Decision;
}

/** Why there is no window to look at now; undefined if there is one. */
export function notDue<M>({ config, state }: PipelineCore<M>): string | undefined {
  const { rows = 0 } = state?.reference.inputs ?? {};
  if (!state || rows < LEAST_REFERENCE)
    return `the reference has ${rows} of ${LEAST_REFERENCE} samples: call setReferenceData`;
  const { champion, trial, ring, windowFrom } = state;
  if (champion === null) return 'no version is deployed';
  if (trial?.awaiting) return `version ${trial.version} waits for a signature`;
  if (trial)
    return `version ${trial.version} is being judged: ${trial.positions.length} of ${trial.wanted} labelled samples`;
  return tooFew(ring.count - windowFrom, config.driftDetectionWindow);
}

function tooFew(fresh: number, window: number): string | undefined {
  return fresh < window ? `${fresh} samples since the last window, ${window} make the next one` : undefined;
}

/**
 * Compares the newest window with the reference, explains, decides, and writes the decision into the store's log under the id of the cycle:
 * if it is there already, that one counts. Or says why there is nothing to decide.
 */
export async function decideCycle<M>(core: PipelineCore<M>): Promise<CycleDecision | string> {
  const { config, name, monitor, decider, random } = core;
  const waiting = notDue(core);
  if (waiting !== undefined) return waiting;
  const state = core.state!;
  const { ring, reference, retrainings, deployedFrom } = state;
  const { driftDetectionWindow: size } = config;
  const positions = ring.held({ from: state.windowFrom }).slice(-size);
  // some may have been erased
  if (positions.length < size) return tooFew(positions.length, size)!;
  const id = `${name} cycle ${state.cycles + 1}`;
  const sample = ring.window(positions);
  const assessment = await monitor(reference, sample, random.fork(id));
  const worth = assessment.drift || assessment.severity >= RULE.INCREMENTAL.severity;
  const explanation = worth
    ? explainDrift(reference, sample, ring, Math.max(deployedFrom, ring.count - 2 * size))
    : null;
  const learning = learningWindow(state, explanation, config.minSamplesForRetrain);
  const past = { day: Math.max(core.clock() / DAY, ...retrainings.map((one) => one.day)), retrainings };
  const decision = decider.decide({ ...assessment, samples: learning.samples }, past);
  const decided = decidedCycle(core, id, assessment, decision, learning.from);
  return {
    decided: recordDecision(core, decided, assessment, explanation, decision),
    assessment,
    explanation,
    decision,
  };
}

function decidedCycle<M>(
  { budget, state }: PipelineCore<M>,
  id: string,
  { drift, severity, confidence }: DriftAssessment,
  { action, review, because, day }: Decision,
  learnFrom: number,
): DecidedCycle {
  const cost = action === 'NO_RETRAIN' ? 0 : (budget?.costs[action] ?? 0);
  return { id, day, action, cost, review, drift, severity, confidence, because, until: state!.ring.count, learnFrom };
}

function recordDecision<M>(
  { store, name, state }: PipelineCore<M>,
  decided: DecidedCycle,
  assessment: DriftAssessment,
  explanation: DriftExplanation | null,
  { policy, numbers }: Decision,
): DecidedCycle {
  const content = asJson({ ...decided, model: name, policy, numbers, assessment, explanation });
  // the log is in the order of time: what is older than the decision before cannot be this one
  const from = state!.lastDecision ? Math.floor(state!.lastDecision.day * DAY) - 1000 : 0;
  const counts = recordOnce(store, 'retraining-decision', content, from) as unknown as DecidedCycle;
  const fields = Object.keys(decided) as (keyof DecidedCycle)[];
  return Object.fromEntries(fields.map((field) => [field, counts[field]])) as unknown as DecidedCycle;
}

/** Appends a decision with an id unless one of its kind, since a time, has it already; gives the content that counts. */
export function recordOnce(store: Store, kind: string, content: JsonObject, from = 0): JsonObject {
  return store.transaction(() => {
    const known = store.decisions
      .list({ kind, from })
      .map((one) => one.content as JsonObject | undefined)
      .find((one) => one?.id === content.id);
    if (!known) store.decisions.append({ kind, content });
    return known ?? content;
  });
}

/** From where on labelled samples are of the present and unknown to the champion, and how many there are. */
function learningWindow(
  { ring, learntTo }: PipelineState,
  explanation: DriftExplanation | null,
  least: number,
): { readonly from: number; readonly samples: number } {
  const positions = ring.held({ from: learntTo, labelled: true });
  const change = explanation?.change ?? null;
  const index = (position: number) => positions.filter((one) => one < position).length;
  const window = trainingWindow(positions.length, {
    least,
    change: change && { estimate: index(change.estimate), low: index(change.low), high: index(change.high) },
  });
  if (window.outcome === 'wait') return { from: ring.count, samples: least - window.missing };
  return { from: positions[window.from], samples: window.to - window.from };
}
