import type { Matrix } from '../matrix';
import type { Precision } from './graph';

/** The precision that a computation on these matrices deserves: float64 if all of them have it. */
export function precisionOf(...sources: readonly Matrix[]): Precision {
  return sources.every(({ values }) => values instanceof Float64Array) ? 'float64' : 'float32';
}
