import { join } from 'node:path';
import { textDrifts, type TextDriftName } from '../../src/augmentation/text/textDrifts';
import { sentences } from '../../src/data/sentences';
import { alarm } from '../../src/detectors/alarms';
import { drawApart, type EmbeddedTexts } from '../../src/experiments/text/embeddedTexts';
import { openTextModel } from '../../src/experiments/text/openTextModel';
import { sweepDetectors } from '../../src/experiments/text/sweepDetectors';
import { createRandom } from '../../src/random';
import type { Cell, Promised, ValidationTable } from './cell';

const POOL = 1000;
const SIZE = 100;
const CALM_RUNS = 500;
const RUNS = 40;
const SEVERITIES = [0.1, 0.2, 0.4, 0.6, 0.8, 1];
/** These take away what a text says; casing is nothing to a model that lowers all letters. */
const HARMFUL: readonly TextDriftName[] = ['foreignWords', 'outOfDomain', 'truncation', 'typos', 'vocabularyShift'];

const detectors = Object.values(sweepDetectors);
const small = join(__dirname, '../../models/bert/small');
const pools = new Map<string, Promise<EmbeddedTexts>>();

/** The same sentences under a drift; each pool is embedded once. */
function pool(drift: TextDriftName, severity: number): Promise<EmbeddedTexts> {
  const key = severity === 0 ? 'clean' : `${drift} ${severity}`;
  const found = pools.get(key) ?? embed(drift, severity);
  pools.set(key, found);
  return found;
}

async function embed(drift: TextDriftName, severity: number): Promise<EmbeddedTexts> {
  const clean = sentences(POOL, { random: createRandom(3) }).texts;
  const texts = textDrifts[drift].apply(clean, severity, createRandom(4));
  const model = await openTextModel({ minilm: '', small });
  const rows = await model.embedder.embed(texts);
  await model.release();
  return { texts, rows };
}

function cell(name: string, runs: number, drift: TextDriftName, severity: number): Cell {
  return {
    name,
    runs,
    promises: Object.keys(sweepDetectors).map((detector) => promised(detector, drift, severity)),
    run: async (random) => {
      const draw = drawApart(await pool('casing', 0), await pool(drift, severity), SIZE, random);
      const hits: boolean[] = [];
      for (const detector of detectors) hits.push(await alarm(detector, draw, random));
      return { hits };
    },
  };
}

function promised(detector: string, drift: TextDriftName, severity: number): Promised {
  const event = `${detector} alarms`;
  if (severity === 0 || drift === 'casing') return { event, kind: 'at most', probability: 0.05 };
  if (severity === 1 && HARMFUL.includes(drift)) return { event, kind: 'at least', probability: 0.9 };
  return { event, kind: 'nothing', probability: 0 };
}

const cells = (drift: TextDriftName): Cell[] =>
  (drift === 'casing' ? [1] : SEVERITIES).map((severity) => cell(`${drift}, severity ${severity}`, RUNS, drift, severity)); // prettier-ignore

/** Alarms over the severity of every drift of texts. */
export const textDriftPower: ValidationTable = {
  name: 'text-drift',
  title: 'Drifts of texts, and who sees them from which severity on',
  text: `${SIZE} generated sentences against ${SIZE} others, which drift; embeddings of the small BERT. MMD and words: 199 splits; KS: every
dimension, corrected. The pairs of samples are drawn out of ${POOL} sentences. Only severity 0, casing and severity 1 promise something;
where the share reaches 0.9 a detector sees the drift nine times in ten.`,
  cells: [
    cell('no drift of texts', CALM_RUNS, 'casing', 0),
    ...(Object.keys(textDrifts) as TextDriftName[]).flatMap((drift) => cells(drift)),
  ],
};
