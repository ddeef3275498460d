import { scratchStore } from '../../registry/scratchStore';
import type { Store } from '../../../src/registry/openStore';
import { deployFirst } from '../../../src/retraining/deployment/deployFirst';
import { judgeVersion, type RecordedVerdict } from '../../../src/retraining/deployment/judgeVersion';
import { judgingPlan, type JudgingPlan } from '../../../src/retraining/judging/judgingPlan';
import { contest } from '../judging/contest';

export const MODEL = 'reviews';
export const AUTOMATIC = { approval: 'automatic', resamples: 0 } as const;

/** A store whose model has version 1 as champion and some versions that wait. */
export async function line({ versions = 3 } = {}): Promise<Awaited<ReturnType<typeof scratchStore>>> {
  const scratch = await scratchStore();
  for (let i = 1; i <= versions; i++) {
    const { sha256 } = await scratch.store.artifacts.put(`weights of version ${i}`);
    const parents = i === 1 ? [] : [{ model: MODEL, version: i - 1 }];
    scratch.store.models.register(MODEL, { artifacts: { 'model.json': sha256 }, parents, card: { use: 'tests' } });
  }
  await deployFirst(scratch.store, MODEL, 1, { because: 'the first one', approvalRule: 'automatic' });
  return scratch;
}

/** A verdict on version 2 against version 1. */
export function verdictOn2(
  store: Store,
  won = 220,
  lost = 100,
  plan: Partial<JudgingPlan> = AUTOMATIC,
): RecordedVerdict {
  return judgeVersion(store, MODEL, 2, contest(3000, won, lost), judgingPlan(plan));
}
