import { sentences } from '../../src/data/sentences';
import { textDrift } from '../../src/detectors/textDrift';
import { textReport } from '../../src/detectors/textReport';
import type { Random } from '../../src/random';
import { levelCell, type Cell, type ValidationTable } from './cell';
import { SIZES } from './samples';

const RUNS = 2000;

type PValue = (reference: readonly string[], sample: readonly string[], random: Random) => Promise<number>;

/** What a table says that has one p value for two samples of texts. */
const subjects: Readonly<Record<string, PValue>> = {
  textReport: async (reference, sample, random) =>
    (await textReport(reference, sample, { random, permutations: 499 })).pValue,
  'textDrift, words': async (reference, sample, random) =>
    (await textDrift(reference, { random, permutations: 499 }).compare(sample)).pValue,
};

function cells(name: string): Cell[] {
  return SIZES.map(([n, m]) =>
    levelCell(`${name}, ${n} against ${m} sentences`, RUNS, async (random) => {
      const fresh = (count: number) => sentences(count, { random }).texts;
      return subjects[name](fresh(n), fresh(m), random);
    }),
  );
}

/** Detectors of texts at severity 0: fresh sentences against fresh ones. */
export const levelTexts: ValidationTable = {
  name: 'level-texts',
  title: 'Level of the detectors of texts',
  text: 'Fresh generated sentences against fresh ones, 499 splits; the report embeds by hashing and decides over five tests.',
  cells: Object.keys(subjects).flatMap(cells),
};
