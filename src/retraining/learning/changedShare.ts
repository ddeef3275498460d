import type { Learner } from './learner';

/** The share of a model's parameters that differ between two versions; null if the learner does not show them. */
export function changedShare<M>(learner: Learner<M>, before: M, after: M): number | null {
  if (!learner.parameters) return null;
  const old = learner.parameters(before);
  let [count, changed] = [0, 0];
  for (const [name, values] of Object.entries(learner.parameters(after))) {
    count += values.length;
    for (let i = 0; i < values.length; i++) changed += Number(old[name]?.[i] !== values[i]);
  }
  return changed / count;
}
