import type { z } from 'zod';
import type { detectReply, predictReply } from './schemas';

/**
 * What the service is asked, as plain records that pass between processes. Images are files, as they came; `seed` decides about all
 * that is random.
 */

/** Production data made up by the model's own generator, with a drift in them. */
export interface Simulation {
  readonly count: number;
  readonly seed: number;
  /** In [0, 1]; 0 is no drift. */
  readonly severity: number;
  /** One of the model's `drifts`. */
  readonly drift: string;
}

/** A sample that the client sends: encoded images, or texts. */
export type SentSample = readonly Uint8Array[] | readonly string[];

export interface PredictRequest {
  readonly model: string;
  readonly input: { readonly sample: SentSample } | { readonly simulate: Simulation };
}

/** What a model makes of one image or text. */
export type Prediction = z.infer<typeof predictReply>['predictions'][number];

/** Embeddings of a reference sample. */
export interface Embeddings {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export interface DetectRequest {
  readonly model: string;
  /** Two samples, a sample against embeddings that are kept, or simulated data. */
  readonly input:
    | { readonly reference: SentSample; readonly current: SentSample }
    | { readonly embeddings: Embeddings; readonly current: SentSample }
    | { readonly simulate: Simulation };
  readonly alpha: number;
  readonly permutations: number;
  readonly seed: number;
}

/** Whether a sample has drifted, and what speaks for it. */
export type Detection = z.infer<typeof detectReply>;

/** The work behind the routes: in this process, or in one of its own. */
export interface DriftService {
  /** Names of the models that are in memory. */
  loaded(): readonly string[];
  predict(request: PredictRequest): Promise<Prediction[]>;
  embed(model: string, sample: SentSample): Promise<Embeddings>;
  detect(request: DetectRequest): Promise<Detection>;
  /** Names of the models that were in memory and are not any more. */
  unload(): Promise<string[]>;
  /** Finishes what it took, then frees everything. */
  close(): Promise<void>;
}
