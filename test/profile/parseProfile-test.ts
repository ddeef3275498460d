import { expect } from 'chai';
import { DriftlabError } from '../../src/errors';
import { computeDatasetProfile } from '../../src/profile/computeDatasetProfile';
import { migrate, parseProfile } from '../../src/profile/parseProfile';

const profile = computeDatasetProfile({ x: [1, 2, 3], ward: ['a', 'b', 'a'] }, { modality: 'tabular' }, { rare: 1 });
const images = { pixels: new Uint8Array(4), count: 1, height: 2, width: 2, channels: 1 };

/** The profile's JSON with one field changed. */
function changed(path: string, value: unknown): string {
  const copy = JSON.parse(JSON.stringify(profile)) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  const holder = names.reduce((at, name) => at[name] as Record<string, unknown>, copy);
  holder[last] = value;
  return JSON.stringify(copy);
}

describe('parseProfile', () => {
  it('reads what was written, of every modality', () => {
    const text = computeDatasetProfile(['a b'], { modality: 'text' });
    const vision = computeDatasetProfile(images, { modality: 'vision' });
    const output = computeDatasetProfile([1, 2], { modality: 'output' });
    for (const one of [profile, text, vision, output]) expect(parseProfile(JSON.stringify(one))).deep.equal(one);
  });

  const wrong: readonly [string, string, RegExp][] = [
    ['no JSON', '{"format": ', /no JSON/],
    ['another JSON', '{"a": 1}', /expected a profile made by driftlab/],
    ['a list', '[]', /expected a profile/],
    ['null', 'null', /expected a profile/],
    ['a newer version', changed('version', 99), /version 99; this driftlab reads versions up to 1/],
    ['a version that is no number', changed('version', '__proto__'), /version/],
    ['another modality', changed('task.modality', 'sound'), /profile\.task/],
    ['rows below 0', changed('rows', -1), /a count at profile\.rows, got -1/],
    ['parts that are no list', changed('parts', {}), /profile\.parts/],
    ['a part of no kind', changed('parts.0.kind', 'constructor'), /profile\.parts/],
    ['a mean that is no number', changed('parts.0.moments.mean', null), /parts\[0\]\.moments\.mean, got null/],
    ['a missing sketch', changed('parts.0.sketch', undefined), /parts\[0\]\.sketch, got undefined/],
    ['edges that do not ascend', changed('parts.0.histogram.edges', [2, 1]), /ascending.*edges/],
    ['fewer counts than bins', changed('parts.0.histogram.counts', [3]), /counts/],
    ['labels without counts', changed('parts.1.labels', ['a']), /pairs/],
    ['registers of other letters', changed('parts.1.distinct', '~'), /distinct/],
    ['two parts of a name', changed('parts.1.name', 'x'), /different names/],
  ];
  for (const [what, text, says] of wrong)
    it(`refuses ${what}`, () => {
      expect(() => parseProfile(text, 'old.json'))
        .throw(DriftlabError, says)
        .property('message')
        .match(/cannot read old\.json/);
    });

  it('takes older versions through every step to the newest', () => {
    const refuse = (rule: string): never => {
      throw new Error(rule);
    };
    const steps = {
      1: () => ({ rows: 1 }),
      2: ({ rows }: Readonly<Record<string, unknown>>) => ({ rows, sampled: rows }),
    };
    expect(migrate({ version: 1 }, refuse, { steps, to: 3 })).deep.equal({ version: 3, rows: 1, sampled: 1 });
    expect(() => migrate({ version: 0 }, refuse, { steps, to: 3 })).throw('version 0');
  });
});
