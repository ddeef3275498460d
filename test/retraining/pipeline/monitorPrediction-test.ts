import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../../src/random';
import type { MonitoredSample } from '../../../src/retraining/pipeline/pipelineEvents';
import { lab, send, world, type Lab } from './lab';

const one = { id: 'a', features: [0.1, 0.2, 0.3], prediction: 1, time: 5 };

async function journalLines({ folder }: Lab): Promise<string[]> {
  const inside = join(folder, 'store.db-pipeline');
  const names = (await readdir(inside)).filter((name) => name.startsWith('journal'));
  const texts = await Promise.all(names.map((name) => readFile(join(inside, name), 'utf8')));
  return texts.join('').split('\n').slice(0, -1);
}

describe('monitorPrediction', () => {
  let scratch: Lab;
  beforeEach(async () => (scratch = await lab()));
  afterEach(() => scratch.remove());

  it('is on the disk when it resolves, and not before', async () => {
    const pipeline = await scratch.reopen({}, { commit: { milliseconds: 60_000 } });
    const waiting = pipeline.monitorPrediction(one);
    expect(await journalLines(scratch)).deep.equal([]);
    await pipeline.flush();
    expect(await waiting).deep.equal({ outcome: 'kept', cycleDue: false });
    expect(await journalLines(scratch)).deep.equal(['["s","a",5,1,null,null,0.1,0.2,0.3]']);
  });

  it('takes labels late, out of order and twice, and counts those of ids that it does not know', async () => {
    const { pipeline } = scratch;
    const samples = ['a', 'b', 'c'].map((id) => pipeline.monitorPrediction({ ...one, id }));
    await Promise.all(samples);
    const labels = ['c', 'a', 'a', 'nobody'].map((id) => pipeline.labelArrived({ id, label: 1 }));
    const outcomes = (await Promise.all(labels)).map(({ outcome }) => outcome);
    expect(outcomes).deep.equal(['labelled', 'labelled', 'duplicate', 'unknown']);
    const again = await pipeline.monitorPrediction({ ...one, id: 'b', label: 0 });
    expect([again.outcome, (await pipeline.monitorPrediction({ ...one, id: 'b' })).outcome]).deep.equal(['labelled', 'duplicate']); // prettier-ignore
    const { counts } = pipeline.getPipelineStatus();
    expect(counts).include({ samples: 3, duplicateSamples: 1, labels: 3, duplicateLabels: 1, unknownLabels: 1 });
  });

  it('forgets the oldest: their labels are unknown then', async () => {
    const pipeline = await scratch.reopen({}, { bufferSize: 300 });
    await pipeline.setReferenceData(world(300, createRandom(4), { columns: 4 }));
    const features = [1, 2, 3, 4];
    await Promise.all(
      Array.from({ length: 350 }, (_, i) => pipeline.monitorPrediction({ ...one, features, id: `${i}` })),
    );
    const labels = await Promise.all(['49', '50'].map((id) => pipeline.labelArrived({ id, label: 0 })));
    expect(labels.map(({ outcome }) => outcome)).deep.equal(['unknown', 'labelled']);
    expect(pipeline.getPipelineStatus().buffer).deep.equal({ size: 300, capacity: 300 });
  });

  it('says when a cycle has a window to look at', async () => {
    const { pipeline } = scratch;
    await send(pipeline, 299, { seed: 1 });
    expect((await pipeline.monitorPrediction(one)).cycleDue).equal(true);
    await pipeline.executeFullRetrainingCycle();
    expect((await pipeline.monitorPrediction({ ...one, id: 'b' })).cycleDue).equal(false);
  });

  it('refuses what is not a sample, and names it', async () => {
    const { pipeline } = scratch;
    const wrong: [Partial<Record<keyof MonitoredSample, unknown>>, string][] = [
      [{ id: '' }, 'invalid id: expected a string of 1 to 500 characters, got ""'],
      [{ id: 7 }, 'invalid id: expected a string of 1 to 500 characters, got 7'],
      [{ features: [1, 2] }, 'invalid features: expected 3 numbers, got 2'],
      [{ features: [1, NaN, 2] }, 'invalid features[1]: expected a finite 32-bit float, got NaN'],
      [{ features: [1, 2, 1e39] }, 'invalid features[2]: expected a finite 32-bit float, got 1e+39'],
      [{ prediction: 2 }, 'invalid prediction: expected an integer in [0, 1], got 2'],
      [{ label: -1 }, 'invalid label: expected an integer in [0, 1], got -1'],
      [{ time: Infinity }, 'invalid time: expected a number in [-Infinity, Infinity], got Infinity'],
      [{ subject: '' }, 'invalid subject: expected a string of 1 to 500 characters, got ""'],
    ];
    for (const [part, message] of wrong) {
      const error = await pipeline.monitorPrediction({ ...one, ...part } as MonitoredSample).catch((e: unknown) => e);
      expect((error as Error).message).equal(message);
    }
    expect(pipeline.getPipelineStatus().counts.samples).equal(0);
  });

  it('is not taken before there is a reference', async () => {
    const other = await lab({}, {}, { reference: false });
    const error = await other.pipeline.monitorPrediction(one).catch((e: unknown) => e);
    expect((error as Error).message).include('expected one before samples come, got none. Call setReferenceData');
    expect(other.pipeline.getPipelineStatus().phase).equal('noReference');
    await other.remove();
  });
});

describe('eraseSubject', () => {
  it('takes a person out of buffer, replay, reference and files, and says so in the log', async () => {
    const scratch = await lab();
    const { pipeline } = scratch;
    await pipeline.setReferenceData({ ...world(100, createRandom(3)), subjects: new Array(100).fill('Ada').fill('Bob', 3) }); // prettier-ignore
    await send(pipeline, 100, { seed: 9 });
    await pipeline.monitorPrediction({ ...one, subject: 'Ada', label: 1 });
    pipeline.store.decisions.append({ kind: 'note', content: { about: 'Ada' }, subjects: ['Ada'] });
    expect(await pipeline.eraseSubject('Ada', { because: 'request of 3 May' })).deep.equal({ buffer: 1, replay: 3, reference: 3 }); // prettier-ignore
    expect(await pipeline.eraseSubject('Ada', { because: 'again' })).deep.equal({ buffer: 0, replay: 0, reference: 0 });
    const inside = join(scratch.folder, 'store.db-pipeline');
    for (const name of await readdir(inside)) expect(await readFile(join(inside, name), 'utf8')).not.include('Ada');
    const [first] = pipeline.store.decisions.list({ kind: 'erasure' });
    expect((first.content as { because: string }).because)
      .include('request of 3 May')
      .and.include('samples: 1 of the buffer, 3 of replay, 3 of the reference')
      .and.not.include('Ada');
    expect(pipeline.store.decisions.list({ kind: 'note' })[0].content).equal(undefined);
    expect(pipeline.getPipelineStatus()).deep.include({ reference: 97, buffer: { size: 100, capacity: 3000 } });
    await scratch.remove();
  });
});
