import type { Random } from '../../random';
import { atSeverity } from '../atSeverity';

/** A change of the relation of features and label, P(y | x), with one dial; severity 0 gives the sample as it is. */
export interface ConceptDrift<Sample> {
  readonly name: string;
  /**
   * The sample under the new concept; the input is not changed.
   * @throws {TypeError | RangeError} if severity is not a number in [0, 1].
   */
  apply<Own extends Sample>(sample: Own, severity: number, random: Random): Own;
}

/** A {@link ConceptDrift} from a change of samples, for severities in (0, 1]. */
export function conceptDrift<Sample>(name: string, change: ConceptDrift<Sample>['apply']): ConceptDrift<Sample> {
  return {
    name,
    apply: (sample, severity, random) =>
      atSeverity(
        severity,
        () => sample,
        () => change(sample, severity, random),
      ),
  };
}
