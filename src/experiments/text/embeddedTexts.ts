import type { Draw } from '../../detectors/draws';
import { selectRows, type Matrix } from '../../matrix';
import { permutation, type Random } from '../../random';

/** Texts and a row of numbers for each. */
export interface EmbeddedTexts {
  readonly texts: readonly string[];
  readonly rows: Matrix;
}

/**
 * A reference out of `clean` and a sample out of `drifted`, which holds the same texts after the drift: no text is in both. So a
 * drift that changes nothing leaves the two exchangeable.
 */
export function drawApart(
  clean: EmbeddedTexts,
  drifted: EmbeddedTexts,
  size: number,
  random: Random,
): Draw<EmbeddedTexts> {
  const order = permutation(clean.texts.length, random);
  return {
    reference: select(clean, order.subarray(0, size)),
    sample: select(drifted, order.subarray(size, 2 * size)),
  };
}

function select({ texts, rows }: EmbeddedTexts, chosen: Uint32Array): EmbeddedTexts {
  return { texts: Array.from(chosen, (i) => texts[i]), rows: selectRows(rows, chosen) };
}
