import type { DriftResult, Effect, FeatureResult } from '../driftResult';
import { alertFor, endsOf, type DriftAlert } from './driftAlert';
import { correctedAs, type AlertContext, type MetricFinding, type ResultFinding } from './driftFinding';
import { causeOfColumn, type Cause } from './recommendation';
import { severityOfEffect, type Severity } from './severity';

/** One alert for each cause among the drifted columns; one in all where a detector does not look at columns. */
export function resultAlerts({ of, result }: ResultFinding, adjusted: number, context: AlertContext): DriftAlert[] {
  const about = (feature: FeatureResult): Cause => causeOf(of) ?? causeOfColumn(feature, context.causes);
  const drifted = driftedFeatures(result, adjusted, context.alpha);
  const evidence =
    drifted.length === 0
      ? [{ cause: causeOf(of) ?? 'inputs', effect: effectOf(result, result.detector), pValue: adjusted, columns: [] }]
      : [...groupBy(drifted, about)].map(([cause, features]) => ({ cause, ...evidenceOf(features) }));
  return evidence.map(({ cause, effect, pValue, columns }) => {
    const severity = severityByCost(severityOfEffect(effect), context);
    const name = columns.length === 0 ? effect.name : `${effect.name} of ${columns[0]}`;
    const interval = effect.interval && { interval: endsOf(effect.interval) };
    const finding = { name, value: effect.value, ...interval, pValue, sizes: result.sizes };
    return alertFor(`${of}/${result.detector}/${cause}`, cause, severity, finding, columns);
  });
}

/** What a finding points to whatever its columns are. */
function causeOf(of: ResultFinding['of']): Cause | undefined {
  return ({ inputs: undefined, labels: 'labelPrior', predictions: 'predictions' } as const)[of];
}

/** Those that stay significant when all findings are counted, the most certain first. */
function driftedFeatures({ features, pValue }: DriftResult, adjusted: number, alpha: number): FeatureResult[] {
  return features
    .map((one) => ({ ...one, adjustedPValue: correctedAs(one.adjustedPValue, adjusted, pValue) }))
    .filter(({ drift, adjustedPValue }) => drift && adjustedPValue <= alpha)
    .sort((a, b) => a.adjustedPValue - b.adjustedPValue);
}

/** The most certain column stands for all. */
function evidenceOf(features: readonly FeatureResult[]): { effect: Effect; pValue: number; columns: string[] } {
  const [first] = features;
  return {
    effect: effectOf(first, first.test),
    pValue: first.adjustedPValue,
    columns: features.map(({ name }) => name),
  };
}

function effectOf({ effect, statistic }: Pick<DriftResult, 'effect' | 'statistic'>, source: string): Effect {
  return effect ?? { name: `statistic of ${source}`, value: statistic };
}

/** A drift whose cost is known is judged by that, too. */
function severityByCost(severity: Severity, { findings, significant, losses }: AlertContext): Severity {
  const known = findings.filter((one): one is MetricFinding => one.of === 'metric' && one.group === undefined);
  const harmful = known.some((one) => significant.includes(one) && -one.change.change.estimate >= losses[0]);
  if (harmful) return severity === 'info' ? 'warning' : severity;
  const harmless = known.length > 0 && known.every(({ change }) => -change.change.low < losses[0]);
  return harmless ? 'info' : severity;
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
