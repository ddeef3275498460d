import { expect } from 'chai';
import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Adwin } from '../../../src/detectors/streaming/adwin';
import { Cusum } from '../../../src/detectors/streaming/cusum';
import { Ddm } from '../../../src/detectors/streaming/ddm';
import { Eddm } from '../../../src/detectors/streaming/eddm';
import { Ewma } from '../../../src/detectors/streaming/ewma';
import { HddmA } from '../../../src/detectors/streaming/hddmA';
import { HddmW } from '../../../src/detectors/streaming/hddmW';
import { Kswin } from '../../../src/detectors/streaming/kswin';
import { PageHinkley } from '../../../src/detectors/streaming/pageHinkley';
import type { StreamDetector, StreamStatus } from '../../../src/detectors/streaming/streamDetector';
import { restoreDetector, streamDetectors } from '../../../src/detectors/streaming/streamDetectors';
import { createRandom } from '../../../src/random';
import { resolveInput } from '../../goldenRunner/generated';

interface Member {
  readonly label: string;
  readonly create: () => StreamDetector;
  /** What values it takes. */
  readonly takes: 'errors' | 'shares' | 'numbers';
}

const member = (takes: Member['takes'], create: () => StreamDetector): Member => {
  const { detector, options } = create().toJSON();
  return { label: `${detector} ${JSON.stringify(options)}`, create, takes };
};

/** Every detector at its defaults and with the options that change its way. */
const members: readonly Member[] = [
  member('numbers', () => new Adwin()),
  member(
    'numbers',
    () => new Adwin({ clock: 1, resetOnDrift: true, maxBuckets: 2, minWindowLength: 1, gracePeriod: 0 }),
  ),
  member('shares', () => new Adwin({ clock: 7, maxBuckets: 1, range: [0, 1] })),
  member('numbers', () => new Cusum({ threshold: 4, warmUp: 20 })),
  member('numbers', () => new Cusum({ mode: 'down', reference: { mean: 0.5, standardDeviation: 1 } })),
  member('errors', () => new Ddm()),
  member('errors', () => new Eddm()),
  member('numbers', () => new Ewma({ limit: 2.5, warmUp: 20 })),
  member('numbers', () => new Ewma({ lambda: 0.3, limit: 3, reference: { mean: 0, standardDeviation: 0.5 } })),
  member('shares', () => new HddmA({ twoSided: true, driftConfidence: 0.01, warningConfidence: 0.05 })),
  member('shares', () => new HddmA()),
  member('shares', () => new HddmW({ twoSided: true })),
  member('shares', () => new HddmW({ ewmaInit: 'river', lambda: 0.2 })),
  member('numbers', () => new Kswin()),
  member('numbers', () => new Kswin({ rule: 'paper', resetOnDrift: false, alpha: 0.01, seed: 3 })),
  member('numbers', () => new Kswin({ windowSize: 20, statSize: 10, alpha: 0.05 })),
  member('numbers', () => new PageHinkley({ threshold: 10 })),
  member('numbers', () => new PageHinkley({ alpha: 1, mode: 'up', threshold: 5 })),
];

const golden = JSON.parse(readFileSync(join(__dirname, '../../golden/streaming.json'), 'utf8')) as {
  cases: { case: string; input: { stream?: unknown } }[];
};

/** The streams of the golden file by name, of no more than 2,500 values around their middle. */
function goldenStreams(): Map<string, readonly number[]> {
  const streams = new Map<string, readonly number[]>();
  for (const { case: label, input } of golden.cases) {
    const name = label.split('/')[1];
    if (streams.has(name) || input.stream === undefined) continue;
    const values = resolveInput(input.stream) as number[];
    const start = Math.max(0, (values.length >> 1) - 1250);
    streams.set(name, values.slice(start, start + 2500));
  }
  return streams;
}

const streams = [...goldenStreams().values()];

function streamsFor(takes: Member['takes']): readonly (readonly number[])[] {
  if (takes === 'numbers') return streams;
  const inside = (value: number): boolean =>
    takes === 'errors' ? value === 0 || value === 1 : value >= 0 && value <= 1;
  return streams.filter((values) => values.every(inside));
}

const follow = (detector: StreamDetector, values: readonly number[]): StreamStatus[] =>
  values.map((value) => detector.update(value));

/** A state of the detector after some values, as JSON that may be changed. */
function savedState({ create }: Member): Record<string, Record<string, unknown>> {
  const detector = create();
  for (let i = 0; i < 150; i++) detector.update(i % 5 === 0 ? 1 : 0);
  return JSON.parse(JSON.stringify(detector)) as Record<string, Record<string, unknown>>;
}

describe('stream detectors', () => {
  it('are all in the list, under their names', () => {
    expect(new Set(members.map(({ create }) => create().name))).deep.equal(new Set(Object.keys(streamDetectors)));
    for (const [name, Detector] of Object.entries(streamDetectors)) expect(new Detector().name).equal(name);
  });

  it('import nothing but each other, errors, randomness and statistics', () => {
    const folder = join(__dirname, '../../../src/detectors/streaming');
    const targets = readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, target]) => target),
    );
    expect(targets.length).greaterThan(9);
    for (const target of targets) expect(target).match(/^(\.\/\w+|\.\.\/\.\.\/(errors|random|stats\/\w+))$/);
  });

  for (const one of members)
    describe(one.label, () => {
      it('continues bit for bit when restored from JSON at any point of a golden stream', () => {
        const choices = streamsFor(one.takes);
        const alarms = new Set<StreamStatus>();
        const property = (values: readonly number[], share: number): void => {
          const cut = Math.floor(share * values.length);
          const whole = one.create();
          const statuses = follow(whole, values.slice(0, cut));
          const restored = restoreDetector(JSON.stringify(whole));
          expect(restored.status).equal(statuses.at(-1) ?? 'stable');
          const rest = follow(whole, values.slice(cut));
          expect(follow(restored, values.slice(cut))).deep.equal(rest);
          expect(JSON.stringify(restored)).equal(JSON.stringify(whole));
          for (const status of [...statuses, ...rest]) alarms.add(status);
        };
        const cut = fc.double({ min: 0, max: 1, noNaN: true });
        fc.assert(fc.property(fc.constantFrom(...choices), cut, property), { numRuns: 12, seed: 1 });
        expect(alarms).include('drift');
      });

      it('never alarms on equal values', () => {
        const values = {
          errors: [0, 1],
          shares: [0, 1, 0.1, 1 / 3],
          numbers: [0, 0.1, -7.3, 1e-300, 1e17 / 3, -1e100],
        };
        for (const value of values[one.takes]) {
          const detector = one.create();
          // a known reference makes other values a drift
          const { reference } = detector.toJSON().options as { reference?: { mean: number } };
          const statuses = follow(detector, new Array<number>(3000).fill(reference?.mean ?? value));
          expect(new Set(statuses)).deep.equal(new Set(['stable']));
        }
      });

      it('refuses values that it cannot take, and stays as it was', () => {
        const detector = restoreDetector(savedState(one));
        const before = JSON.stringify(detector);
        const outside = { errors: [0.5, 2, -1], shares: [-0.01, 1.01], numbers: [1.1e100, -1.1e100] };
        for (const value of [NaN, Infinity, -Infinity, ...outside[one.takes]])
          expect(() => detector.update(value), String(value)).throw(RangeError, /^invalid value: .*got/);
        for (const value of ['1', null, undefined, true, 1n, {}])
          expect(() => detector.update(value as number)).throw(TypeError, /^invalid value: /);
        expect(JSON.stringify(detector)).equal(before);
      });

      it('refuses JSON that is not its state, and names the field', () => {
        for (const [change, message] of corruptions) {
          const json = savedState(one);
          change(json);
          expect(() => restoreDetector(json), message.source).throw(Error, message);
        }
        for (const field of ['options', 'state'] as const)
          for (const key of Object.keys(savedState(one)[field])) {
            for (const value of ['x', NaN, -1e300, {}, [[]]]) {
              const json = savedState(one);
              json[field][key] = value;
              expect(() => restoreDetector(json), `${key} ${JSON.stringify(value)}`).throw(
                Error,
                new RegExp(`^invalid .*${key}`),
              );
            }
            if (key === 'range' || key === 'reference') continue; // they may be left out
            const json = savedState(one);
            delete json[field][key];
            expect(() => restoreDetector(json), `no ${key}`).throw(Error, /^invalid .*(expected|got)/);
          }
      });

      it('keeps a state of bounded size', () => {
        const random = createRandom(1);
        const detector = one.create();
        const sizes = [3000, 30_000].map((count) => {
          for (let i = 0; i < count; i++)
            detector.update(one.takes === 'numbers' ? random.normal() : random.integer(2));
          return JSON.stringify(detector).length;
        });
        expect(sizes[1]).lessThan(sizes[0] + 800);
      });
    });

  it('refuses text that is no JSON, and other things', () => {
    for (const json of ['', '{"detector":"Adwin"', 'Adwin'])
      expect(() => restoreDetector(json)).throw(RangeError, /^invalid json: expected the JSON of a detector, got/);
    for (const json of [null, undefined, 7, [], '[]', 'null'])
      expect(() => Adwin.fromJSON(json)).throw(TypeError, /^invalid json: expected a record/);
    expect(() => Ddm.fromJSON(JSON.stringify(new Adwin()))).throw(
      RangeError,
      'invalid json.detector: expected one of Ddm, got "Adwin"',
    );
  });
});

type Saved = Record<string, unknown>;

const corruptions: readonly (readonly [(json: Saved) => void, RegExp])[] = [
  [(json) => (json.version = 2), /^invalid json\.version: expected 1, got 2$/],
  [(json) => (json.version = '1'), /^invalid json\.version: expected 1, got "1"$/],
  [(json) => (json.detector = 'Oracle'), /^invalid json\.detector: expected one of Adwin, .*got "Oracle"/],
  [(json) => (json.status = 'fine'), /^invalid json\.status: expected one of stable, warning, drift/],
  [(json) => delete json.status, /^invalid json: expected a field status/],
  [(json) => (json.extra = 1), /^invalid json: expected no field "extra"/],
  [(json) => (json.state = []), /^invalid json\.state: expected a record/],
  [(json) => ((json.state as Saved).extra = 1), /^invalid json\.state: expected no field "extra"/],
  [(json) => (json.options = null), /^invalid json\.options: expected a record/],
  [(json) => ((json.options as Saved).extra = 1), /^invalid json\.options: expected no field "extra"/],
];
