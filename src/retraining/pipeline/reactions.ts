import { matrix } from '../../matrix';
import { versionName } from '../deployment/judgeVersion';
import { answerAlarm, concludeTrial, isLookDue } from './deployments';
import type { PipelineCore } from './pipelineParts';
import type { LabelledSample } from './pipelineState';
import { addToTrial, type AnsweredSample } from './trial';

/**
 * Shows samples whose labels are new to the watch and to the trial, in order, and does what they ask for as soon as they do: the models that
 * answer the next sample may be others.
 */
export async function react<M>(core: PipelineCore<M>, labelled: readonly LabelledSample[]): Promise<void> {
  let rest = labelled;
  while (rest.length > 0) {
    const answered = await answer(core, rest);
    const { used, alarm } = show(core, rest, answered);
    if (alarm) await answerAlarm(core, alarm);
    if (isLookDue(core)) await concludeTrial(core);
    rest = rest.slice(used);
  }
  // what the store refused a while ago
  core.state!.moment = core.state!.ring.count;
  if (isLookDue(core)) await concludeTrial(core);
}

async function answer<M>(
  { state, versions }: PipelineCore<M>,
  labelled: readonly LabelledSample[],
): Promise<readonly AnsweredSample[]> {
  const { trial, watch, champion, former, ring } = state!;
  const players = new Set([...(trial?.versions ?? []), ...(watch ? [champion, former] : [])]);
  players.delete(null);
  const values = new Float32Array(labelled.length * ring.columns);
  labelled.forEach(({ features }, i) => values.set(features, i * ring.columns));
  const inputs = matrix(values, labelled.length, ring.columns);
  const said = new Map<string, (number | null)[]>();
  for (const version of players) said.set(versionName(version!), await versions.answers(version!, inputs));
  return labelled.map(({ position, label }, i) => {
    const answers = Object.fromEntries([...said].map(([name, list]) => [name, list[i]]));
    return { position, label, answers };
  });
}

/** Until something is to be done. */
function show<M>(core: PipelineCore<M>, labelled: readonly LabelledSample[], answered: readonly AnsweredSample[]) {
  const { watch, champion, former, trial } = core.state!;
  for (const [i, sample] of answered.entries()) {
    const { answers, label, position } = sample;
    core.state!.moment = labelled[i].moment;
    if (Number.isNaN(label)) {
      if (isLookDue(core)) return { used: i + 1, alarm: undefined };
      continue;
    }
    if (trial) addToTrial(trial, sample);
    const status = watch?.add({
      ...{ label, deployed: answers[versionName(champion!)] },
      ...(former !== null && { former: answers[versionName(former)] }),
    });
    const alarm = status && status.action !== 'keep' ? { status, position } : undefined;
    if (alarm || isLookDue(core)) return { used: i + 1, alarm };
  }
  return { used: answered.length, alarm: undefined };
}
