import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBanking77 } from '../../data/banking77';
import { readClinc150 } from '../../data/clinc150';
import { plainOrPacked } from '../../data/plainOrPacked';
import { readSmsSpam } from '../../data/smsSpam';
import type { TextEmbedder } from '../../embedding/textEmbedder';
import type { Random } from '../../random';
import { textArrivals, type TextArrivals } from './textArrivals';

/** Where the sets lie, and what turns texts into numbers. */
export interface RealArrivalsOptions {
  readonly embedder: TextEmbedder;
  readonly random: Random;
  /** Has a folder `text` with CLINC150, Banking77 and the SMS Spam Collection. */
  readonly dataFolder?: string;
}

/** What arrives at two assistants, or why it is not shown. */
export type RealArrivals =
  | { readonly kind: 'real'; readonly clinc: TextArrivals; readonly banking: TextArrivals }
  | { readonly kind: 'none'; readonly because: string };

const FILES = ['clinc150_full.json', 'clinc150_domains.json', 'banking77_train.csv', 'banking77_test.csv', 'sms_spam.tsv']; // prettier-ignore

/**
 * Questions out of scope that arrive at an assistant of 150 intents (CLINC150), and SMS messages that arrive at one of a bank
 * (Banking77). Nothing of it without the data sets.
 * @throws {DriftlabError} as the readers do.
 * @example
 * const real = await realArrivals({ embedder, random: createRandom(1), dataFolder: process.env.DRIFTLAB_DATA });
 */
export async function realArrivals({ embedder, random, dataFolder }: RealArrivalsOptions): Promise<RealArrivals> {
  if (dataFolder === undefined) return { kind: 'none', because: 'no data folder was named' };
  const folder = join(dataFolder, 'text');
  const missing = FILES.find((file) => !['', '.gz'].some((ending) => existsSync(join(folder, file + ending))));
  if (missing !== undefined) return { kind: 'none', because: `the data folder has no text/${missing}` };
  const { train, test, outOfScope } = await readClinc150(folder);
  const bank = await readBanking77(folder);
  const sms = await readSmsSpam(await plainOrPacked(join(folder, 'sms_spam.tsv')));
  return {
    kind: 'real',
    clinc: await textArrivals({ embedder, random: random.fork('clinc'), train, fresh: test, strange: outOfScope.test }),
    banking: await textArrivals({ embedder, random: random.fork('banking'), train: bank.train, fresh: bank.test, strange: sms.texts }), // prettier-ignore
  };
}
