import type { Architecture } from '../../src/nn/modelSpec';

/** What an architecture reaches on a real set; its weights are not kept. */
export interface RealRecord {
  readonly dataset: string;
  readonly architecture: Architecture;
  readonly samples: { readonly train: number; readonly validation: number; readonly test: number };
  readonly majority: number;
  readonly seeds: readonly number[];
  readonly accuracies: readonly number[];
  readonly accuracy: number;
  readonly aucs: readonly number[];
  readonly auc: number;
  readonly published?: { readonly accuracy: number; readonly auc: number };
  /** Wall time of each training, one thread. */
  readonly seconds: readonly number[];
}
