import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { images } from '../../src/images';
import { matrix } from '../../src/matrix';
import * as plots from '../../src/plots';

const ROOT = join(__dirname, '../..');

async function message(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'no error';
}

const scores = { good: [1, 2], defect: [3] };
const image = images(new Uint8Array(4), 1, 2, 2, 1);
const map = matrix(new Float32Array(4), 2, 2);
const row = { label: 'hole', image, maps: [map] };
const axes = { title: 't', xLabel: 'x', yLabel: 'y' };

const point = { confidence: 0.5, accuracy: 0.5, low: 0.4, high: 1.2 };

const WRONG: readonly (readonly [() => unknown, string])[] = [
  [
    () => plots.reliabilityPlot({ title: 't', series: [{ name: 'a', points: [] }] }),
    'RangeError: invalid series: expected points in "a", got none',
  ],
  [
    () => plots.reliabilityPlot({ title: 't', series: [{ name: 'a', points: [point] }] }),
    'RangeError: invalid series: expected numbers in [0, 1], got {"confidence":0.5,"accuracy":0.5,"low":0.4,"high":1.2}',
  ],
  [
    () => plots.pictureGrid({ title: 't', images: image, captions: [] }),
    'RangeError: invalid captions: expected 1, got 0',
  ],
  [
    () => plots.scoreHistogram({ title: 't', good: [], defect: [] }),
    'RangeError: invalid samples: expected at least one value, got none',
  ],
  [
    () => plots.scoreHistogram({ title: 't', ...scores, bins: [1, 0] }),
    'RangeError: invalid bins: expected increasing edges, got 0 at 1',
  ],
  [
    () => plots.comparisonPlot({ title: 't', runs: [] }),
    'RangeError: invalid runs: expected one or more with different names, got []',
  ],
  [
    () =>
      plots.comparisonPlot({
        title: 't',
        runs: [
          { name: 'a', ...scores },
          { name: 'a', ...scores },
        ],
      }),
    'RangeError: invalid runs: expected one or more with different names, got [a, a]',
  ],
  [() => plots.lineWithBand({ ...axes, series: [] }), 'RangeError: invalid series: expected at least one, got none'],
  [
    () => plots.lineWithBand({ ...axes, series: [{ name: 'a', points: [] }] }),
    'RangeError: invalid series: expected points in "a", got none',
  ],
  [
    () => plots.lineWithBand({ ...axes, series: [{ name: 'a', points: [{ x: 0, y: NaN }] }] }),
    'RangeError: invalid series: expected finite numbers in "a", got {"x":0,"y":null}',
  ],
  [
    () => plots.barsWithBaselines({ title: 't', valueLabel: 'v', rows: [] }),
    'RangeError: invalid rows: expected one or more with different names, got []',
  ],
  [
    () => plots.heatmapGallery({ title: 't', mapNames: [], rows: [] }),
    'RangeError: invalid rows: expected at least one, got none',
  ],
  [
    () => plots.heatmapGallery({ title: 't', mapNames: ['before', 'after'], rows: [row] }),
    'RangeError: invalid maps of "hole": expected 2 (before, after), got 1',
  ],
  [
    () =>
      plots.heatmapGallery({
        title: 't',
        mapNames: ['a'],
        rows: [{ ...row, truth: images(new Uint8Array(9), 1, 3, 3, 1) }],
      }),
    'RangeError: invalid truth of "hole": expected 2 × 2 × 1, got 3 × 3 × 1',
  ],
  [
    () =>
      plots.heatmapGallery({
        title: 't',
        mapNames: ['a'],
        rows: [{ ...row, image: images(new Uint8Array(8), 2, 2, 2, 1) }],
      }),
    'RangeError: invalid image of "hole": expected one, got 2',
  ],
  [
    () => plots.plotToSvg({ title: 't', plot: { title: 'two', marks: [] } }),
    'RangeError: invalid plot: title, subtitle, caption and legend belong beside it, not into it',
  ],
  [() => plots.figure('<svg></svg>'), 'RangeError: invalid svg: expected the attribute aria-label on its root'],
  [() => plots.progressBar('a', 0), 'RangeError: invalid total: expected an integer in [1, 9007199254740991], got 0'],
  [
    async () => plots.show(await plots.scoreHistogram({ title: 't', ...scores })),
    'DriftlabError: show() needs a notebook cell; saveFigure() writes a figure to files',
  ],
  [
    () => plots.showTable([{ a: 1 }]),
    'DriftlabError: showTable() needs a notebook cell; console.table() prints in a terminal',
  ],
];

describe('the figures and wrong input', () => {
  for (const [run, expected] of WRONG) it(`says ${expected}`, async () => expect(await message(run)).equal(expected));

  for (const name of ['@observablehq/plot', 'linkedom', 'dejavu-fonts-ttf'])
    it(`names what to install when ${name} is missing`, () => {
      const program = `
        const Module = require('node:module');
        const find = Module._resolveFilename;
        Module._resolveFilename = function (id, ...rest) {
          if (id.startsWith('${name}')) throw new Error('not there');
          return find.call(this, id, ...rest);
        };
        require('./src/plots').scoreHistogram({ title: 't', good: [1], defect: [2] }).catch((error) => console.log(error.code, error.message));`;
      const { stdout } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', program], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      expect(stdout).match(
        /^DRIFTLAB_MISSING_PACKAGE .* is not installed\. Run: npm install @observablehq\/plot linkedom dejavu-fonts-ttf\n$/,
      );
      expect(stdout).include(name);
    });
});
