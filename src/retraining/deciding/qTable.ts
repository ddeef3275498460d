import { checkInteger, checkNumber } from '../../errors';
import { ACTIONS, daysSinceRetraining, type DriftEstimate, type Past } from './decision';

/** Where the buckets of a state begin, ascending. */
export interface StateEdges {
  /** A severity at an edge is above it. */
  readonly severity: readonly number[];
  /** A confidence at an edge is below it, as in the rule. */
  readonly confidence: readonly number[];
  /** Days since the last retraining; at an edge is below it. Before the first retraining: the last bucket. */
  readonly days: readonly number[];
}

/** 5 × 3 × 5 states. */
export const STATE_EDGES: StateEdges = {
  severity: [0.15, 0.3, 0.5, 0.7],
  confidence: [0.5, 0.7],
  days: [7, 14, 28, 56],
};

/** How a table was learnt. */
export interface QTraining {
  readonly decisions: number;
  readonly discount: number;
  readonly exploration: number;
  readonly reward: string;
  readonly costWeight: number;
}

/** What was learnt: for each state and action the expected discounted reward. Survives JSON. */
export interface QTable {
  readonly format: 'driftlab q-table';
  readonly version: 1;
  readonly edges: StateEdges;
  /** Four for each state, in the order of ACTIONS; of severity, confidence and days the last counts fastest. */
  readonly values: readonly number[];
  /** How often each value was learnt from. */
  readonly visits: readonly number[];
  readonly training: QTraining;
}

/** Number of states. */
export function stateCount({ severity, confidence, days }: StateEdges): number {
  return (severity.length + 1) * (confidence.length + 1) * (days.length + 1);
}

/** The bucket of each part of a state, from 0. */
export function stateBuckets(
  estimate: DriftEstimate,
  past: Past,
  edges: StateEdges,
): readonly [number, number, number] {
  const since = daysSinceRetraining(past) ?? Infinity;
  return [
    edges.severity.filter((edge) => estimate.severity >= edge).length,
    edges.confidence.filter((edge) => estimate.confidence > edge).length,
    edges.days.filter((edge) => since > edge).length,
  ];
}

/** The number of a state. */
export function stateOf(estimate: DriftEstimate, past: Past, edges: StateEdges): number {
  const [severity, confidence, days] = stateBuckets(estimate, past, edges);
  return (severity * (edges.confidence.length + 1) + confidence) * (edges.days.length + 1) + days;
}

/**
 * @throws {TypeError | RangeError} unless edges ascend, values are finite, and visits are counts, four for each state.
 */
export function checkQTable(table: QTable): QTable {
  checkEdges(table.edges);
  const length = stateCount(table.edges) * ACTIONS.length;
  for (const name of ['values', 'visits'] as const) {
    if (!Array.isArray(table[name])) throw new TypeError(`invalid ${name}: expected a list of numbers`);
    checkInteger(`${name}.length`, table[name].length, length, length);
  }
  table.values.forEach((value, i) => checkNumber(`values[${i}]`, value));
  table.visits.forEach((count, i) => checkInteger(`visits[${i}]`, count, 0));
  return table;
}

/** @throws {TypeError | RangeError} unless the edges of each part are finite and ascend. */
export function checkEdges(edges: StateEdges): StateEdges {
  for (const name of ['severity', 'confidence', 'days'] as const) {
    if (!Array.isArray(edges?.[name])) throw new TypeError(`invalid edges.${name}: expected a list of numbers`);
    edges[name].forEach((edge, i, all) => {
      if (checkNumber(`edges.${name}[${i}]`, edge) <= all[i - 1])
        throw new RangeError(`invalid edges.${name}[${i}]: expected more than ${all[i - 1]}, got ${edge}`);
    });
  }
  return edges;
}
