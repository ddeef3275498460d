import { join } from 'node:path';
import { show } from '../errors';
import { labeledTexts, type LabeledTexts, type TextRecord } from './labeledTexts';
import { unreadable } from './packedFile';
import { plainOrPacked } from './plainOrPacked';
import { readTextFile, type TextFileOptions } from './textFile';

/** One thing for each part that the makers divided the set into. */
interface Parts<T> {
  readonly train: T;
  readonly validation: T;
  readonly test: T;
}

/** CLINC150 as its makers divided it. */
export interface Clinc150 extends Parts<LabeledTexts> {
  /** Questions that no intent fits. */
  readonly outOfScope: Parts<readonly string[]>;
  /** Names of the domains. */
  readonly domains: readonly string[];
  /** An index into `domains` for each class. */
  readonly domainOf: Int32Array;
}

/**
 * CLINC150 (Larson et al. 2019; CC BY 3.0): questions to an assistant, 150 intents in 10 domains (train 15,000, validation 3,000,
 * test 4,500), and questions out of its scope (100, 100, 1,000). `folder` has clinc150_full.json and clinc150_domains.json, plain
 * or packed (.gz).
 * @throws {DriftlabError} DRIFTLAB_IO or DRIFTLAB_INVALID_DATA, with the file and where in it.
 * @example
 * const { train, test, outOfScope, domains, domainOf } = await readClinc150('text');
 * domains[domainOf[test.labels[0]]]; // 'utility'
 */
export async function readClinc150(folder: string, options: TextFileOptions = {}): Promise<Clinc150> {
  const [questions, intents] = await Promise.all(
    ['full', 'domains'].map((name) => readJsonLists(join(folder, `clinc150_${name}.json`), options)),
  );
  const domains = [...intents.lists.keys()];
  const domainOf = new Map(domains.flatMap((domain, i) => intentsOf(intents, domain).map((intent) => [intent, i])));
  const classes = [...domainOf.keys()].sort();
  const inScope = (key: string) => labeledTexts('clinc150', recordsOf(questions, key), classes);
  const outside = (key: string) => recordsOf(questions, `oos_${key}`).map(({ text }) => text);
  return {
    ...eachPart(inScope),
    outOfScope: eachPart(outside),
    domains,
    domainOf: Int32Array.from(classes, (intent) => domainOf.get(intent)!),
  };
}

interface JsonLists {
  readonly path: string;
  readonly lists: ReadonlyMap<string, unknown>;
}

async function readJsonLists(plain: string, options: TextFileOptions): Promise<JsonLists> {
  const path = await plainOrPacked(plain);
  const text = await readTextFile(path, options);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, `it is no JSON: ${(cause as Error).message}`, cause);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw unreadable(path, `expected an object of lists, got ${show(parsed)}`);
  return { path, lists: new Map(Object.entries(parsed)) };
}

function listOf({ path, lists }: JsonLists, key: string): unknown[] {
  const list = lists.get(key);
  if (!Array.isArray(list)) throw unreadable(path, `expected a list ${key}, got ${show(list)}`);
  return list;
}

function intentsOf(file: JsonLists, domain: string): string[] {
  const intents = listOf(file, domain);
  const wrong = intents.findIndex((intent) => typeof intent !== 'string');
  if (wrong < 0) return intents as string[];
  throw unreadable(file.path, `expected an intent in ${domain}[${wrong}], got ${show(intents[wrong])}`);
}

function recordsOf(file: JsonLists, key: string): TextRecord[] {
  return listOf(file, key).map((entry, i) => {
    const place = `${file.path}, ${key}[${i}]`;
    const [text, label] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof text !== 'string' || typeof label !== 'string')
      throw unreadable(file.path, `expected a text and its intent in ${key}[${i}], got ${show(JSON.stringify(entry))}`);
    return { text, label, place };
  });
}

function eachPart<T>(read: (key: string) => T): Parts<T> {
  return { train: read('train'), validation: read('val'), test: read('test') };
}
