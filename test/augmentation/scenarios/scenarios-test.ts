import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openScenario, type ScenarioBatch } from '../../../src/augmentation/scenarios/openScenario';
import { parseScenario } from '../../../src/augmentation/scenarios/parseScenario';
import { scenarioNamed, scenarios } from '../../../src/augmentation/scenarios/scenarios';
import type { Scenario } from '../../../src/augmentation/scenarios/scenario';
import { scenarioJsonSchema } from '../../../src/augmentation/scenarios/scenarioJsonSchema';
import { medicalStandIn } from '../../../src/data/standins/medicalStandIn';
import type { Images } from '../../../src/images';
import { matrix } from '../../../src/matrix';
import { createRandom } from '../../../src/random';

const color = medicalStandIn('dermamnist-synthetic', { random: createRandom(1), count: 400 });
const gray = medicalStandIn('breastmnist-synthetic', { random: createRandom(1), count: 200 });

/** Sure of class 1 for dark images, of class 0 for bright ones. */
function predict({ pixels, count }: Images) {
  const size = pixels.length / count;
  const values = Array.from({ length: count }, (_, i) => {
    const mean = pixels.subarray(i * size, (i + 1) * size).reduce((sum, level) => sum + level, 0) / size;
    return mean < 128 ? [0.1, 0.9, 0, 0, 0, 0, 0] : [0.9, 0.1, 0, 0, 0, 0, 0];
  });
  return Promise.resolve(matrix(Float64Array.from(values.flat()), count, 7));
}

async function batchesOf(scenario: Scenario, source = color, seed = 1): Promise<ScenarioBatch[]> {
  const batches: ScenarioBatch[] = [];
  for await (const one of openScenario(scenario, source, {
    random: createRandom(seed),
    length: 10,
    batch: 20,
    predict,
  }))
    batches.push(one);
  return batches;
}

const share = (values: ArrayLike<number>, one: number) =>
  Array.from(values).filter((value) => value === one).length / values.length;
const story = (changes: Scenario['changes'], labels?: Scenario['labels']): Scenario => ({
  ...scenarios.calm,
  expect: { accuracy: 'either', sees: [], silent: [], why: 'a test' },
  changes,
  ...(labels && { labels }),
});

describe('scenarios', () => {
  for (const [name, scenario] of Object.entries(scenarios))
    it(`${name} is valid, runs to the end and gives the same batches again`, async () => {
      expect(scenario.name).equal(name);
      expect(parseScenario(JSON.stringify(scenario))).deep.equal(scenario);
      const batches = await batchesOf(scenario);
      expect(batches).length(10);
      expect(batches.map(({ data }) => data.images.count)).deep.equal(new Array(10).fill(20));
      expect(await batchesOf(scenario)).deep.equal(batches);
    });

  it('are more than fifteen, and the error of an unknown name lists them', () => {
    expect(Object.keys(scenarios).length).least(15);
    expect(scenarioNamed('feedbackLoop')).equal(scenarios.feedbackLoop);
    expect(() => scenarioNamed('feedback')).throw(RangeError, /expected one of calm, .*, feedbackLoop, /);
  });

  it('leave images alone until the first change, and never the pool', async () => {
    const before = color.images.pixels.slice();
    const [drifted, calm] = await Promise.all(
      [scenarios.scannerReplacement, scenarios.calm].map((one) => batchesOf(one)),
    );
    expect(drifted.slice(0, 4).map(({ data }) => data)).deep.equal(calm.slice(0, 4).map(({ data }) => data));
    for (let t = 4; t < 10; t++) expect(drifted[t].data.images).not.deep.equal(calm[t].data.images);
    expect(color.images.pixels).deep.equal(before);
  });

  it('never show an image twice while there are others of its kind', async () => {
    const pictures = (await batchesOf(scenarios.calm)).flatMap(({ data: { images } }) =>
      Array.from({ length: 20 }, (_, i) => images.pixels.subarray(i * 2352, (i + 1) * 2352).join()),
    );
    expect(new Set(pictures).size).within(190, 200);
  });

  it('say when each change truly happens, in batches', () => {
    const run = openScenario(scenarios.equipmentAging, color, { random: createRandom(1), length: 50 });
    expect(run.truth[0]).deep.equal([{ kind: 'incremental', start: 10, end: 50, from: 0, to: 1 }]);
  });

  it('change the share of a class and of a group as told', async () => {
    const when = { schedule: 'sudden', at: 0.5 } as const;
    const batches = await batchesOf(
      story([
        { kind: 'prevalence', label: 1, share: 0.8, when },
        { kind: 'demographic', group: 1, share: 0.9, when },
      ]),
    );
    const late = batches.slice(5).flatMap(({ data }) => [...data.labels]);
    const groups = batches.slice(5).flatMap(({ data }) => [...data.groups!.members]);
    expect(share(late, 1)).within(0.68, 0.92);
    expect(share(groups, 1)).within(0.8, 0.99);
    expect(share(batches.slice(0, 5).flatMap(({ data }) => [...data.labels]), 1)).below(0.35); // prettier-ignore
  });

  it('turn the meaning of two classes round and leave images and other classes', async () => {
    const [flipped, calm] = await Promise.all(
      [scenarios.diseaseRedefined, scenarios.calm].map((one) => batchesOf(one)),
    );
    const turned = [1, 0, 2, 3, 4, 5, 6];
    expect(flipped[7].data.images).deep.equal(calm[7].data.images);
    expect(flipped[7].data.labels).deep.equal(calm[7].data.labels.map((label) => turned[label]));
  });

  it('tell late labels when they come', async () => {
    expect((await batchesOf(scenarios.lateLabels)).map(({ arrives }) => arrives)).deep.equal([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]); // prettier-ignore
  });

  it('show only the labels that the model chose, in a feedback loop', async () => {
    for (const { seen, probabilities } of await batchesOf(scenarios.feedbackLoop))
      seen.forEach((one, i) => expect(one).equal(Number(probabilities!.values[i * 7 + 1] > 0.5)));
  });

  it('record the treated as healthy, and only those that the model recognized', async () => {
    const scenario = story([], { treatment: { label: 1, becomes: 0, effect: 1, from: 0.5 } });
    for (const { t, data, recorded, probabilities } of await batchesOf(scenario))
      recorded.forEach((label, i) => {
        const reached = t >= 5 && data.labels[i] === 1 && probabilities!.values[i * 7 + 1] > 0.5;
        expect(label).equal(reached ? 0 : data.labels[i]);
      });
  });

  it('let the adversary take the drift that hurts the model most', async () => {
    const when = { schedule: 'sudden', at: 0.1 } as const;
    const alone = story([{ kind: 'prevalence', label: 0, share: 1, when }]);
    const dark = { kind: 'adversary', drifts: ['rotation', 'brightness'], severity: 1, when } as const;
    const batches = await batchesOf({ ...alone, changes: [...alone.changes, { ...dark, drifts: [...dark.drifts] }] });
    // the model takes dark images for class 1, and all are of class 0
    expect(batches.map(({ adversary }) => adversary)).deep.equal([
      undefined,
      ...new Array<string>(9).fill('brightness'),
    ]);
  });

  it('refuse what the images do not have', () => {
    const open = (scenario: Scenario, source = gray) =>
      openScenario(scenario, source, { random: createRandom(1), predict });
    const when = { schedule: 'sudden', at: 0.5 } as const;
    const anonymous = { ...gray, groups: undefined };
    expect(() => open(scenarios.reagentBatch)).throw(RangeError, 'colorTemperature acts on colour, gray has none');
    expect(() => open(story([{ kind: 'prevalence', label: 2, share: 0.5, when }]))).throw(
      RangeError,
      'invalid label in changes[0] of calm: expected an integer in [0, 1], got 2',
    );
    expect(() => open(scenarios.newPopulation, anonymous)).throw(
      RangeError,
      'expected groups for changes[0] of newPopulation',
    );
    expect(() => openScenario(scenarios.feedbackLoop, gray, { random: createRandom(1) })).throw(TypeError, 'expected a model for feedbackLoop'); // prettier-ignore
    expect(() => openScenario(scenarios.calm, gray, { random: createRandom(1), length: 1 })).throw(
      RangeError,
      'length',
    );
    expect(() => openScenario(scenarios.calm, gray, { random: createRandom(1), batch: 0 })).throw(RangeError, 'batch');
  });
});

describe('parseScenario', () => {
  const change = scenarios.protocolChange.changes[0];
  const withChange = (wrong: object) => ({ ...scenarios.protocolChange, changes: [{ ...change, ...wrong }] });
  const wrong: readonly (readonly [title: string, json: unknown, message: string])[] = [
    ['text that is no JSON', '{ "name": ', 'invalid scenario: expected JSON'],
    ['null', null, 'invalid scenario: expected object, got null'],
    ['a missing field', { ...scenarios.calm, title: undefined }, 'invalid scenario.title: expected string, got undefined'],
    ['a field of another name', { ...scenarios.calm, sevrity: 1 }, 'invalid scenario.sevrity: expected no fields but name, title'],
    ['an unknown drift', withChange({ drift: 'zom' }), 'invalid scenario.changes[0].drift: expected one of brightness, colorTemperature'],
    ['a severity above 1', withChange({ severity: 1.5 }), 'invalid scenario.changes[0].severity: expected number to be <=1, got 1.5'],
    ['a severity below 0', withChange({ severity: -0.1 }), 'invalid scenario.changes[0].severity: expected number to be >=0, got -0.1'],
    ['a severity of NaN', withChange({ severity: NaN }), 'invalid scenario.changes[0].severity: expected number, got NaN'],
    ['an unknown kind', withChange({ kind: 'imge' }), 'invalid scenario.changes[0].kind: expected one of image, prevalence, demographic, labelFlip, adversary, got "imge"'],
    ['an unknown schedule', withChange({ when: { schedule: 'soon' } }), 'invalid scenario.changes[0].when.schedule: expected one of sudden, gradual, incremental, recurring, seasonal, blip, got "soon"'],
    ['a place outside the run', withChange({ when: { schedule: 'sudden', at: 1 } }), 'invalid scenario.changes[0].when.at: expected number to be <1, got 1'],
    ['a wrong share of labels', { ...scenarios.calm, labels: { seen: { share: 2 } } }, 'invalid scenario.labels.seen.share: expected number to be <=1, got 2'],
    ['an unknown watcher', { ...scenarios.calm, expect: { ...scenarios.calm.expect, sees: ['me'] } }, 'invalid scenario.expect.sees[0]: expected one of psi, ks'],
  ]; // prettier-ignore
  for (const [title, json, message] of wrong)
    it(`names path, rule and value of ${title}`, () => {
      expect(() => parseScenario(json))
        .throw(message)
        .with.property('code', 'DRIFTLAB_INVALID_DATA');
    });

  it('follows the schema that editors get', () => {
    const committed = readFileSync(join(__dirname, '../../../docs/scenario.schema.json'), 'utf8');
    expect(JSON.parse(committed)).deep.equal(scenarioJsonSchema());
  });
});
