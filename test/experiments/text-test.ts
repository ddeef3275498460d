import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outOfScopeSentences, sentences, topicNames } from '../../src/data/sentences';
import { hashedText } from '../../src/detectors/hashedText';
import { drawApart } from '../../src/experiments/text/embeddedTexts';
import { openTextModel, type TextModel } from '../../src/experiments/text/openTextModel';
import { realArrivals } from '../../src/experiments/text/realArrivals';
import { strangeAmongMostDrifted, textArrivals, type TextArrivals } from '../../src/experiments/text/textArrivals';
import { textDriftClaims } from '../../src/experiments/text/textDriftClaims';
import { arrivalFigures, sweepFigure } from '../../src/experiments/text/textDriftFigures';
import { writeTextDrift } from '../../src/experiments/text/textDriftFiles';
import { severityAtPower, textDriftSweep, type TextDriftSweep } from '../../src/experiments/text/textDriftSweep';
import { createRandom } from '../../src/random';

const embedder = { name: 'hashed words', embed: (texts: readonly string[]) => Promise.resolve(hashedText(texts)) };
// an embedder without a head of its own, as all-MiniLM-L6-v2 is
const model = { name: 'hashed words', bert: { config: {} }, embedder, because: null } as unknown as TextModel;
const drifts = ['casing', 'outOfDomain', 'symbols'] as const;
const options = { drifts, severities: [0.4, 1], texts: 100, size: 40, runs: 3, nullRuns: 4 };

describe('textDriftSweep', () => {
  let sweep: TextDriftSweep;
  before(async () => (sweep = await textDriftSweep(model, { random: createRandom(1), ...options })));

  it('is the same for the same seed', async () => {
    expect(await textDriftSweep(model, { random: createRandom(1), ...options })).deep.equal(sweep);
  });

  it('has a point for every drift and severity, and one for none', () => {
    expect(sweep.points.map(({ drift, severity }) => `${drift} ${severity}`)).deep.equal(
      drifts.flatMap((drift) => [`${drift} 0.4`, `${drift} 1`]),
    );
    expect(sweep.calm).include({ severity: 0, moved: 0 });
    for (const { runs } of Object.values(sweep.calm.alarms)) expect(runs).equal(4);
    for (const { alarms } of sweep.points) expect(alarms.MMD.runs).equal(3);
  });

  it('finds that texts from elsewhere have no topic, and are seen', () => {
    const { accuracy, alarms, moved } = sweep.points[3];
    expect(sweep.calm.accuracy).above(0.6);
    // chance of eight topics
    expect(accuracy).below(0.3);
    expect(moved).above(0);
    expect(alarms.words.estimate).equal(1);
    expect(alarms.MMD.estimate).above(0.5);
  });

  it('leaves all as it is where a drift changes nothing that is read', () => {
    const [, casing] = sweep.points;
    expect([casing.accuracy, casing.confidence, casing.moved]).deep.equal([
      sweep.calm.accuracy,
      sweep.calm.confidence,
      0,
    ]);
  });

  it('says the severity from which a detector sees a drift for good', () => {
    const at = (severity: number, estimate: number) =>
      ({ drift: 'typos', severity, alarms: { MMD: { estimate } } }) as TextDriftSweep['points'][number];
    const curve = (...rates: number[]) =>
      ({ calm: at(0, 0), points: rates.map((rate, i) => at((i + 1) / 2, rate)) }) as unknown as TextDriftSweep;
    expect(severityAtPower(curve(0.8, 1), 'typos', 'MMD')).closeTo(0.75, 1e-12);
    expect(severityAtPower(curve(1, 1), 'typos', 'MMD', 0.5)).closeTo(0.25, 1e-12);
    expect(severityAtPower(curve(1, 0.5), 'typos', 'MMD')).equal(null);
    expect(severityAtPower(curve(0.9, 0.9), 'typos', 'MMD')).closeTo(0.5, 1e-12);
  });

  it('never draws a text into both samples', () => {
    const clean = { texts: ['a', 'b', 'c', 'd', 'e'], rows: hashedText(['a', 'b', 'c', 'd', 'e']) };
    const drifted = { texts: ['A', 'B', 'C', 'D', 'E'], rows: clean.rows };
    const { reference, sample } = drawApart(clean, drifted, 2, createRandom(1));
    const all = [...reference.texts, ...sample.texts.map((text) => text.toLowerCase())];
    expect(new Set(all).size).equal(4);
    expect(reference.texts.join('')).match(/^[a-e]{2}$/);
    expect(sample.texts.join('')).match(/^[A-E]{2}$/);
    expect(reference.rows.values).deep.equal(hashedText(reference.texts).values);
  });

  describe('with arrivals', () => {
    let arrivals: TextArrivals;
    const labelled = (count: number, seed: number) => {
      const { texts, topics } = sentences(count, { random: createRandom(seed) });
      return { name: 'sentences', texts, labels: topics, classes: topicNames };
    };
    const sailing = outOfScopeSentences(60, createRandom(3));
    const study = { embedder, train: labelled(600, 1), fresh: labelled(400, 2), strange: sailing, perClass: 40, reference: 100, batch: 100, permutations: 199 }; // prettier-ignore
    before(async () => {
      arrivals = await textArrivals({ ...study, random: createRandom(1), shares: [0, 0.1, 0.4] });
    });

    it('mixes strange texts in by the share, each once', () => {
      expect(arrivals.batches.map(({ strange }) => strange.reduce((sum, one) => sum + one, 0))).deep.equal([0, 10, 40]);
      const own = arrivals.batches.flatMap(({ texts, strange }) => texts.filter((_, i) => strange[i] === 1));
      for (const text of own) expect(sailing).include(text);
      expect(arrivals).include({ classes: 8, trainedOn: 320, reference: 100 });
    });

    it('gives no right answer to a strange text', () => {
      const [calm, , last] = arrivals.batches;
      expect(calm.accuracy).above(0.4);
      expect(calm.told).equal(null);
      expect(last.accuracy).within(0.1, 0.6);
      expect(last.told).within(0, 1);
    });

    it('is quiet before, alarms after, and points to the strange texts', () => {
      const [calm, , last] = arrivals.batches;
      expect(calm.report.drift).equal(false);
      expect(last.report.drift).equal(true);
      const [found, of] = strangeAmongMostDrifted(last);
      expect(found / of).above(0.4);
    });

    it('asks for enough texts', async () => {
      const wrong = textArrivals({ ...study, random: createRandom(1), shares: [1, 1] });
      expect(await wrong.catch((error: Error) => error.message)).equal(
        'invalid strange texts: expected at least 100, got 60',
      );
    });

    it('is claimed, drawn and written without a text', async () => {
      const real = { kind: 'real', clinc: arrivals, banking: arrivals } as const;
      const ids = textDriftClaims(sweep, real).map(({ id }) => id);
      expect(new Set(ids).size).equal(ids.length);
      const figures = { sweep: await sweepFigure(sweep), clinc: (await arrivalFigures(real))!.clinc.tests };
      expect(figures.sweep.alt).include('What each drift does');
      const folder = mkdtempSync(join(tmpdir(), 'driftlab-texts-'));
      try {
        await writeTextDrift({ sweep, real, figures }, folder);
        const written = readFileSync(join(folder, 'arrivals.json'), 'utf8');
        expect((JSON.parse(written) as { clinc: { batches: unknown[] } }).clinc.batches).length(3);
        for (const { texts } of arrivals.batches) expect(written).not.include(texts[0]);
        expect(readFileSync(join(folder, 'figures/sweep.svg'), 'utf8')).equal(figures.sweep.svg);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });

  it('makes no claim about real texts that are not there', async () => {
    const ask = (dataFolder?: string) => realArrivals({ embedder, random: createRandom(1), dataFolder });
    expect(await ask()).deep.equal({ kind: 'none', because: 'no data folder was named' });
    const none = await ask(tmpdir());
    expect(none).deep.equal({ kind: 'none', because: 'the data folder has no text/clinc150_full.json' });
    expect(textDriftClaims(sweep, none).map(({ id }) => id)).not.include('text-clinc-seen');
    expect(await arrivalFigures(none)).equal(undefined);
  });
});

describe('openTextModel', () => {
  it('takes the small BERT, and says why, where all-MiniLM-L6-v2 is not', async () => {
    const folder = join(__dirname, '../fixtures/bert/models/head');
    const model = await openTextModel({ minilm: 'nowhere', small: folder });
    expect(model.because).match(/all-MiniLM-L6-v2 is not here/);
    expect((await model.embedder.embed(['My card was stolen'])).rows).equal(1);
    await model.release();
    const other = await openTextModel({ minilm: folder, small: 'nowhere' });
    expect([other.name, other.because]).deep.equal(['all-MiniLM-L6-v2', null]);
    await other.release();
  });
});
