import type { Adapters } from '../adapter';
import * as distributions from './distributions';
import * as divergences from './divergences';
import * as embedding from './embedding';
import * as images from './images';
import * as kernel from './kernel';
import * as metrics from './metrics';
import * as model_comparison from './model_comparison';

/** One file a family, one export an operation, both named as in the golden files. */
export const adapters: Adapters = { distributions, divergences, embedding, images, kernel, metrics, model_comparison };
