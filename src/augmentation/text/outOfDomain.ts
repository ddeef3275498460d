import { outOfScopeSentences } from '../../data/sentences';
import { checkInteger } from '../../errors';
import type { Random } from '../../random';
import { defineTextDrift, type TextDrift } from './textDrift';

/**
 * Texts from elsewhere: each text is replaced with probability `severity` by one of `texts`, or of what `texts` draws.
 * @throws {RangeError} if `texts` is an empty list.
 * @example
 * const surprising = outOfDomainFrom(clinc150.outOfScope.test);
 */
export function outOfDomainFrom(texts: readonly string[] | ((random: Random) => string)): TextDrift {
  const draw = typeof texts === 'function' ? texts : (random: Random) => texts[random.integer(texts.length)];
  if (typeof texts !== 'function') checkInteger('length of texts', texts.length, 1);
  return defineTextDrift('outOfDomain', (text, severity, random) =>
    random.uniform() < severity ? draw(random) : text,
  );
}

/** Generated sentences about sailing: see `outOfScopeSentences`. */
export const outOfDomainDrift: TextDrift = outOfDomainFrom((random) => outOfScopeSentences(1, random)[0]);
