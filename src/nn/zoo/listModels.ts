import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ioError } from '../../data/files';
import { checkOneOf, DriftlabError } from '../../errors';
import { readBytes } from '../modelFiles';
import type { ZooCard } from './zooCard';
import { zooFolder } from './zooFolder';

/** Which models are wanted. */
export interface ZooFilter {
  /** E.g. `octmnist-synthetic`; default all. */
  readonly dataset?: string;
  /** E.g. `simpleCnn`; default all. */
  readonly architecture?: string;
  /** Where the zoo lies, if it is not the one that is installed. */
  readonly folder?: string;
}

const ENDING = '.json';

/**
 * The cards of the zoo, by name: small networks for the synthetic stand-ins of MedMNIST, without medical meaning.
 * @throws {RangeError} if there is no such data set or architecture, with those that are there; {DriftlabError}
 * DRIFTLAB_MISSING_PACKAGE if the package `driftlab-zoo` is not installed.
 * @example
 * const cards = await listModels({ dataset: 'octmnist-synthetic' });
 * cards.map(({ name, test }) => `${name} ${test.accuracy}`);
 */
export async function listModels({ dataset, architecture, folder }: ZooFilter = {}): Promise<readonly ZooCard[]> {
  const home = folder ?? zooFolder();
  const names = await modelNames(home);
  const cards = await Promise.all(names.map((name) => readCard(home, name)));
  const wanted = { dataset, architecture };
  return (['dataset', 'architecture'] as const).reduce(
    (left, key) => (wanted[key] === undefined ? left : chosen(left, cards, key, wanted[key])),
    cards,
  );
}

/** The names of all models in a zoo, sorted. */
export async function modelNames(folder: string): Promise<readonly string[]> {
  const path = join(folder, 'cards');
  const files = await readdir(path).catch((error: unknown) => {
    throw ioError('read', path, error);
  });
  return files
    .filter((file) => file.endsWith(ENDING) && !file.startsWith('.'))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

/** @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA if the card cannot be used. */
export async function readCard(folder: string, name: string): Promise<ZooCard> {
  const path = join(folder, 'cards', name + ENDING);
  const text = Buffer.from(await readBytes(path)).toString('utf8');
  try {
    return JSON.parse(text) as ZooCard;
  } catch (cause) {
    const message = `${path} is no card: ${(cause as Error).message}`;
    throw new DriftlabError('DRIFTLAB_INVALID_DATA', message, { cause });
  }
}

function chosen(
  from: readonly ZooCard[],
  all: readonly ZooCard[],
  key: 'dataset' | 'architecture',
  value: string,
): ZooCard[] {
  const known = [...new Set(all.map((card) => card[key]))];
  checkOneOf(key, value, known);
  return from.filter((card) => card[key] === value);
}
