import type { Random } from '../../random';
import { checkText } from '../../stats/text/words';
import { atSeverity } from '../atSeverity';

/**
 * A corruption of texts with one dial: severity 0 gives the texts as they are, 1 is about the worst that still reads as text. No
 * character is cut in two, not even one of several code points; the input is never changed.
 */
export interface TextDrift {
  readonly name: string;
  /**
   * The drifted texts, as many as there were; the same seed gives the same texts, and a batch the same as its parts one after the
   * other with the same generator.
   * @throws {TypeError | RangeError} if severity is not a number in [0, 1]; {TypeError} if a text is no string.
   */
  apply(texts: readonly string[], severity: number, random: Random): string[];
}

/**
 * A {@link TextDrift} from a corruption of one text, for severities in (0, 1].
 * @example
 * const shouting = defineTextDrift('shouting', (text, severity, random) => (random.uniform() < severity ? `${text}!` : text));
 */
export function defineTextDrift(
  name: string,
  corrupt: (text: string, severity: number, random: Random) => string,
): TextDrift {
  return {
    name,
    apply(texts, severity, random) {
      texts.forEach((text, i) => checkText(`texts[${i}]`, text));
      const changed = () => texts.map((text) => corrupt(text, severity, random));
      return atSeverity(severity, () => [...texts], changed);
    },
  };
}
