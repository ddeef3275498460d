import { pointVerdict } from '../../../src/retraining/judging/pointVerdict';

interface GateInput {
  readonly p_value: number;
  readonly improvement: number;
  readonly critical_drops: number[];
  readonly n: number;
}

/** An operation of the family profiles. */
export function promotion_gate({ p_value, improvement, critical_drops, n }: GateInput): unknown {
  const evidence = { pValue: p_value, improvement, criticalDrops: critical_drops, samples: n };
  return { decision: pointVerdict(evidence) };
}
