import type { AlarmSource } from '../../metrics/streamAlarms';
import type { LabeledSample } from '../../data/streams/streamSource';
import type { OnlineClassifier } from './gaussianNaiveBayes';

/** What a learner predicted of a stream, and when its detector alarmed. */
export interface PrequentialRun {
  readonly predictions: Int32Array;
  /** 1 where the prediction was wrong. */
  readonly errors: Uint8Array;
  readonly alarms: readonly number[];
}

/**
 * Tests then trains on each sample (Gama et al. 2013): predict, tell the detector whether that was an error, forget everything
 * when it says 'drift', learn.
 * @example
 * const { errors } = prequentialRun(samples, gaussianNaiveBayes({ classes: 2, features: 8 }), new Ddm());
 */
export function prequentialRun(
  samples: readonly LabeledSample[],
  learner: OnlineClassifier,
  detector: AlarmSource,
): PrequentialRun {
  const predictions = new Int32Array(samples.length);
  const errors = new Uint8Array(samples.length);
  const alarms: number[] = [];
  samples.forEach(({ features, label }, i) => {
    predictions[i] = learner.predict(features);
    errors[i] = predictions[i] === label ? 0 : 1;
    if (detector.update(errors[i]) === 'drift') {
      alarms.push(i);
      learner.reset();
    }
    learner.learn(features, label);
  });
  return { predictions, errors, alarms };
}
