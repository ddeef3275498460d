import type { Decision } from '../deciding/decision';
import { trainingWindow } from '../deciding/trainingWindow';
import type { Store } from '../../registry/openStore';
import type { JsonObject } from '../../registry/canonicalJson';
import type { DriftAssessment } from './assessDrift';
import { explainDrift, type DriftExplanation } from './explainDrift';
import { asJson, type DecidedCycle } from './pipelineEvents';
import type { PipelineCore } from './pipelineParts';
import type { PipelineState } from './pipelineState';

const DAY = 86_400_000;

/** What was found and decided. */
export interface CycleDecision {
  readonly decided: DecidedCycle;
  readonly assessment: DriftAssessment;
  readonly explanation: DriftExplanation | null;
  readonly decision: Decision;
}

/** Why no window can be looked at now; undefined if one can. */
export function notDue<M>({ config, state }: PipelineCore<M>): string | undefined {
  const { reference, champion, trial, ring, windowFrom } = state!;
  const { driftDetectionWindow } = config;
  if (reference.inputs.rows === 0) return 'there is no reference: setReferenceData';
  if (champion === null) return 'no version is deployed';
  if (trial)
    return `version ${trial.version} is being judged: ${trial.positions.length} of ${trial.wanted} labelled samples`;
  const fresh = ring.count - windowFrom;
  return fresh < driftDetectionWindow
    ? `${fresh} samples since the last window, ${driftDetectionWindow} make the next one`
    : undefined;
}

/**
 * Compares the newest window with the reference, explains, decides, and writes the decision into the store's log under the id of the cycle:
 * if it is there already, that one counts.
 */
export async function decideCycle<M>(core: PipelineCore<M>): Promise<CycleDecision> {
  const { config, store, name, monitor, decider, random } = core;
  const state = core.state!;
  const id = `${name} cycle ${state.cycles + 1}`;
  const { ring, reference } = state;
  const sample = ring.window(ring.held().slice(-config.driftDetectionWindow));
  const assessment = await monitor(reference, sample, random.fork(id));
  const from = ring.count - 2 * config.driftDetectionWindow;
  const explanation = explainDrift(reference, sample, ring, from);
  const learning = learningWindow(state, explanation, config.minSamplesForRetrain);
  const day = core.clock() / DAY;
  const past = { day: Math.max(day, ...state.retrainings.map((one) => one.day)), retrainings: state.retrainings };
  const decision = decider.decide({ ...assessment, samples: learning.samples }, past);
  const { action, review, because } = decision;
  const decided: DecidedCycle = {
    ...{ id, day: past.day, action, review, because },
    cost: action === 'NO_RETRAIN' ? 0 : (core.budget?.costs[action] ?? 0),
    ...{ drift: assessment.drift, severity: assessment.severity, confidence: assessment.confidence },
    ...{ until: ring.count, learnFrom: learning.from },
  };
  const content = asJson({ ...decided, model: name, assessment, explanation, numbers: decision.numbers, policy: decision.policy }); // prettier-ignore
  const recorded = recordOnce(store, 'retraining-decision', content) as unknown as DecidedCycle;
  return { decided: onlyDecided(recorded), assessment, explanation, decision };
}

/** Appends a decision with an id unless one of its kind has it already; gives the content that counts. */
export function recordOnce(store: Store, kind: string, content: JsonObject): JsonObject {
  return store.transaction(() => {
    const known = store.decisions
      .list({ kind })
      .map((one) => one.content as JsonObject | undefined)
      .find((one) => one?.id === content.id);
    if (!known) store.decisions.append({ kind, content });
    return known ?? content;
  });
}

function onlyDecided(content: DecidedCycle): DecidedCycle {
  const { id, day, action, cost, review, drift, severity, confidence, because, until, learnFrom } = content;
  return { id, day, action, cost, review, drift, severity, confidence, because, until, learnFrom };
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
