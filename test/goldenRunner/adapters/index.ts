import type { Adapters } from '../adapter';
import * as categorical from './categorical';
import * as descriptive from './descriptive';
import * as distributions from './distributions';
import * as divergences from './divergences';
import * as embedding from './embedding';
import * as feature_drift from './feature_drift';
import * as images from './images';
import * as kernel from './kernel';
import * as losses from './losses';
import * as metrics from './metrics';
import * as model_comparison from './model_comparison';
import * as multiple_testing from './multiple_testing';
import * as policy from './policy';
import * as profiles from './profiles';
import * as promotionGate from './promotionGate';
import * as streaming from './streaming';
import * as text from './text';
import * as two_sample from './two_sample';

/** One file a family, one export an operation, both named as in the golden files. */
export const adapters: Adapters = {
  categorical,
  descriptive,
  distributions,
  divergences,
  embedding,
  feature_drift,
  images,
  kernel,
  losses,
  metrics,
  model_comparison,
  multiple_testing,
  profiles: { ...profiles, ...policy, ...promotionGate },
  streaming,
  text,
  two_sample,
};
