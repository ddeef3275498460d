import type { Claim } from '../claims';
import type { TrainingStudy } from './trainingStudy';
import { percent } from '../percent';

/**
 * What training a network claims, with what came out.
 * @example
 * await writeClaims('out/claims.json', trainingClaims(study));
 */
export function trainingClaims({ cnn, linear, calibration, test }: TrainingStudy): Claim[] {
  const { before, after } = calibration;
  const gain = cnn.accuracy.estimate - linear.accuracy.estimate;
  return [
    {
      id: 'cnn-accuracy',
      claim: 'Twelve passes over 2,500 images teach a small network to read synthetic digits',
      expected: '95 % interval of its accuracy on fresh images above 90 %',
      measured: `${percent(cnn.accuracy.estimate)} [${percent(cnn.accuracy.low)}, ${percent(cnn.accuracy.high)}]`,
      holds: cnn.accuracy.low > 0.9,
    },
    {
      id: 'cnn-beats-linear',
      claim: 'Convolutions see what weights on single pixels cannot',
      expected: '95 % interval of its accuracy above that of logistic regression',
      measured: `${points(gain)} more than ${percent(linear.accuracy.estimate)}`,
      holds: cnn.accuracy.low > linear.accuracy.high,
    },
    {
      id: 'temperature-helps',
      claim: 'One number, the temperature, does not make calibration worse and never changes a prediction',
      expected: 'calibration error less chance not larger than before, within its interval',
      measured: `${points(before.error.debiased.estimate)} before, ${points(after.error.debiased.estimate)} after (${test.labels.length} images)`,
      holds: after.error.debiased.estimate <= before.error.debiased.high,
    },
    {
      id: 'calibrated-after',
      claim: 'After temperature scaling what is left of the calibration error is small',
      expected: 'interval of the debiased calibration error reaches below 2 points',
      measured: `${points(after.error.debiased.estimate)} [${points(after.error.debiased.low)}, ${points(after.error.debiased.high)}]`,
      holds: after.error.debiased.low < 0.02,
    },
  ];
}
const points = (share: number): string => `${(100 * share).toFixed(1)} points`;
