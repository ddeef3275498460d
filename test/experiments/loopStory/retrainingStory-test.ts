import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { admissions } from '../../../src/experiments/loopStory/admissions';
import { changePointCoverage } from '../../../src/experiments/loopStory/changePointCoverage';
import { changePointFigure } from '../../../src/experiments/loopStory/changePointFigure';
import { policyOverview } from '../../../src/experiments/loopStory/policyOverview';
import { retrainingStory, type RetrainingStory } from '../../../src/experiments/loopStory/retrainingStory';
import { storyClaims } from '../../../src/experiments/loopStory/storyClaims';
import { storyDates, wardAt } from '../../../src/experiments/loopStory/storyDates';
import { storyDiary } from '../../../src/experiments/loopStory/storyDiary';
import {
  attributionFigure,
  posteriors,
  storyAccuracyFigure,
  storyPosteriorFigure,
} from '../../../src/experiments/loopStory/storyFigures';
import { writeStory } from '../../../src/experiments/loopStory/storyFiles';
import type { PolicyRow } from '../../../src/experiments/loop/policyRows';
import { row } from '../../../src/matrix';
import { createRandom } from '../../../src/random';

const meanOf = (column: number, ...[count, random, ward]: Parameters<typeof admissions>) => {
  const { inputs } = admissions(count, random, ward);
  return Array.from({ length: count }, (_, i) => row(inputs, i)[column]).reduce((sum, one) => sum + one, 0) / count;
};

describe('the ward of the story', () => {
  it('reads lactate with the assay, and has as many patients in need of care as before', () => {
    const draw = (assay: number) => admissions(2000, createRandom(1), { assay });
    expect(draw(-1.2).labels).deep.equal(draw(0).labels);
    expect(meanOf(2, 2000, createRandom(1), { assay: -1.2 })).within(-1.3, -1.1);
    expect(meanOf(3, 2000, createRandom(1), { assay: -1.2 })).within(-0.1, 0.1);
  });

  it('has fever in an outbreak, and heart rates that go with it', () => {
    expect(meanOf(0, 2000, createRandom(2), { outbreak: true })).within(0.9, 1.1);
    expect(meanOf(1, 2000, createRandom(2), { outbreak: true })).within(0.6, 0.8);
  });

  it('has dates that go with the week', () => {
    const dates = storyDates(400);
    expect(dates).include({ recalibration: 1720, outbreak: 3360, outbreakOver: 4520, length: 5600, batch: 20 });
    expect([1719, 1720, 3360, 4519, 4520].map((patient) => wardAt(dates, patient))).deep.equal([
      { assay: 0, outbreak: false },
      { assay: -1.2, outbreak: false },
      { assay: -1.2, outbreak: true },
      { assay: -1.2, outbreak: true },
      { assay: -1.2, outbreak: false },
    ]);
  });

  it('refuses weeks that are too short or cannot be divided', () => {
    expect(() => storyDates(199)).throw(RangeError, 'week');
    expect(() => storyDates(1010)).throw(RangeError, 'multiple of 20');
    expect(() => storyDates('400' as unknown as number)).throw(TypeError, 'week');
  });
});

describe('changePointCoverage', () => {
  it('finds that a 90 % interval holds the truth nine times in ten', () => {
    const { windows, held } = changePointCoverage(createRandom(3), { windows: 100, week: 400 });
    expect(windows).equal(100);
    expect(held).within(82, 98);
  });
});

describe('the story of a model in production', () => {
  let story: RetrainingStory;

  before(async function () {
    this.timeout(60_000);
    story = await retrainingStory({ random: createRandom(9), week: 400 });
  });

  it('ends with the rollback that saves the day', () => {
    const { changes, dates, right } = story;
    expect(changes.map(({ action, version }) => [action, version])).deep.equal([
      ['promotion', 2],
      ['promotion', 3],
      ['rollback', 2],
    ]);
    expect(changes[2].at).within(dates.outbreakOver + 1, dates.outbreakOver + 200);
    const count = (answers: Uint8Array) => answers.reduce((sum, one) => sum + one, 0);
    expect(count(right.pipeline)).above(count(right.withoutRollback) + 50);
    expect(count(right.pipeline)).above(count(right.never) + 150);
    expect(right.withoutRollback.subarray(0, changes[2].at)).deep.equal(right.pipeline.subarray(0, changes[2].at));
    expect(right.never.subarray(0, changes[0].at)).deep.equal(right.pipeline.subarray(0, changes[0].at));
    expect(story.status).include({ champion: 2, fault: null });
    expect(story.rolledBackBecause).include('the former champion wins');
  });

  it('cannot tell what moved before labels have come, and retrains after', () => {
    const { alarms, cycles, labelsSooner, dates } = story;
    const [first] = alarms;
    expect(alarms).lengthOf(2);
    expect(first.cycle.at - dates.week).below(dates.recalibration);
    expect(first.cycle.found!.explanation!.moved).include({ cause: 'cannotTell', labels: 0 });
    expect(first.cycle.decided!.because[0]).include('withheld: 0 labelled samples');
    expect(labelsSooner).equal(first.cycle.at);
    const next = cycles[cycles.indexOf(first.cycle) + 1];
    expect(next.found!.explanation!.moved!.cause).equal('inputsAndConcept');
    expect(next).include({ outcome: 'inShadow', version: 2 });
    expect(next.because).match(/^intercept:/);
  });

  it('attributes as the pipeline did, with names', () => {
    for (const { cycle, attribution } of story.alarms) {
      const [largest] = cycle.found!.explanation!.features;
      const share = attribution[Number(largest.feature.split(' ')[1])].share;
      expect(share).closeTo(largest.share, 1e-9);
    }
    expect(story.alarms.map(({ attribution }) => attribution.find(({ share }) => share > 0.5)!.feature)).deep.equal([
      'lactate',
      'temperature',
    ]);
  });

  it('is on record, and a forged word is found', () => {
    const { audit, continued, history } = story;
    expect(audit.report).include({ ok: true, vouched: audit.kinds.length });
    expect(audit.forged.problems.map(({ kind }) => kind)).deep.equal(['changed content']);
    expect([audit.whole, continued]).deep.equal([true, true]);
    expect(history.map(({ action }) => action)).deep.equal(['promotion', 'promotion', 'promotion', 'rollback']);
  });

  it('makes claims that can fail', () => {
    const coverage = { windows: 100, held: 91 };
    const failing = (change: Partial<RetrainingStory>, held = 91) =>
      storyClaims({ ...story, ...change }, { ...coverage, held }).flatMap(({ id, holds }) => (holds ? [] : [id]));
    const ids = failing({});
    expect(ids).not.include.members(['story-monitor', 'story-cause', 'story-attribution', 'story-record']);
    expect(failing({}, 100)).include('story-change-point');
    expect(failing({ continued: false })).include('story-record');
    expect(failing({ changes: story.changes.slice(0, 2) })).include('story-rollback');
    expect(failing({ alarms: [story.alarms[1], story.alarms[0]] })).include.members([
      'story-attribution',
      'story-cause',
    ]);
    expect(failing({ cycles: story.cycles.map((one) => ({ ...one, decided: { ...one.decided!, confidence: 0.6 } })) })).include('story-monitor'); // prettier-ignore
    expect(failing({ cycles: story.cycles.filter(({ version }) => version !== 2) })).include('story-cure');
  });

  it('is drawn, kept as a diary, and written the same each time', async () => {
    const figures = {
      accuracy: await storyAccuracyFigure(story),
      posterior: await storyPosteriorFigure(story),
      shares: await attributionFigure(story.alarms[1], 'Shares'),
      time: await changePointFigure(story.alarms[0], story.dates),
    };
    expect(figures.accuracy.svg).include('without the rollback').include('v3');
    expect(figures.time.svg).include('90 %: ');
    const points = posteriors(story.cycles);
    expect(points).lengthOf(story.cycles.length);
    expect(points.every(({ low, y, high }) => low! < y && y < high!)).equal(true);
    const diary = storyDiary(story.cycles);
    expect(diary.filter(({ since }) => String(since).endsWith('by lactate'))).lengthOf(1);
    const folder = await mkdtemp(join(tmpdir(), 'driftlab-story-test-'));
    try {
      await writeStory(story, { time: figures.time }, folder);
      const told = JSON.parse(await readFile(join(folder, 'story.json'), 'utf8')) as { readonly looks: unknown[] };
      expect(told.looks).lengthOf(story.cycles.length);
      expect(await readdir(join(folder, 'figures'))).include('time.svg');
      expect(await readFile(join(folder, 'story.json'), 'utf8')).not.match(/[0-9a-f]{64}/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('policyOverview', () => {
  it('puts a policy beside straw men, stream by stream', () => {
    const names = ['cost-aware', 'never', 'always', 'every 2000', 'no-change', 'majority class'];
    const rows = names.map((policy, i) => ({
      ...{ stream: 'a', price: 25, policy, accuracy: 0.9 - i / 10, kappaTemporal: i === 0 ? null : 0.5, cost: 30.4 },
      ...{ falsePromotions: 1, promotions: 3, evaluation: null, forgetting: 0.123 },
    })) as unknown as PolicyRow[];
    expect(policyOverview(rows, { price: 25, policy: 'cost-aware' })).deep.equal([
      {
        ...{ stream: 'a', 'cost-aware': '90.0', never: '80.0', always: '70.0', 'every 2000': '60.0' },
        ...{ 'no-change': '50.0', majority: '40.0', 'kappa-temporal': '–', cost: 30 },
        ...{ 'false promotions': '1.0 of 3.0', delay: '–', forgetting: '12.3' },
      },
    ]);
    expect(policyOverview(rows, { price: 5, policy: 'cost-aware' })).deep.equal([]);
  });
});
