import { checkNumber } from '../errors';

/** How the learning rate changes over training; a plain record. */
export type Schedule =
  | { readonly kind: 'constant' }
  /** Rises in equal steps over the share `warmup` of all steps (default 0), then falls to 0 along half a cosine (Loshchilov & Hutter 2017). */
  | { readonly kind: 'cosine'; readonly warmup?: number }
  /** Times `factor` (default 0.1) whenever a further share of all steps in `at` is done. */
  | { readonly kind: 'steps'; readonly at: readonly number[]; readonly factor?: number };

/**
 * The factor of the learning rate at step `step` = 0, 1, … of `total`.
 * @example
 * scheduleFactor({ kind: 'cosine' }, 50, 100); // 0.5
 */
export function scheduleFactor(schedule: Schedule, step: number, total: number): number {
  if (schedule.kind === 'constant') return 1;
  const done = step / total;
  if (schedule.kind === 'steps') return (schedule.factor ?? 0.1) ** schedule.at.filter((share) => share <= done).length;
  const warmup = Math.round(checkNumber('warmup', schedule.warmup ?? 0, 0, 1) * total);
  if (step < warmup) return (step + 1) / (warmup + 1);
  return (1 + Math.cos((Math.PI * (step - warmup)) / (total - warmup))) / 2;
}
