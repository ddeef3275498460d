import { expect } from 'chai';
import { alarmTimeline } from '../../src/plots/alarmTimeline';
import type { Figure } from '../../src/plots/figure';
import { heatTable } from '../../src/plots/heatTable';
import { labeledScatter } from '../../src/plots/labeledScatter';

async function message(draw: () => Promise<Figure>): Promise<string> {
  try {
    await draw();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

const table = { title: 't', rows: ['a', 'b'], columns: ['c'] };
const axes = { title: 't', xLabel: 'x', yLabel: 'y' };
const rows = [{ name: 'a', alarms: [5] }];

const WRONG: readonly (readonly [() => Promise<Figure>, string])[] = [
  [() => heatTable({ ...table, values: [[1]] }), 'invalid values: expected 2 rows of 1 values'],
  [() => heatTable({ ...table, values: [[1], [NaN]] }), 'invalid values: expected finite numbers or null, got NaN'],
  [() => heatTable({ ...table, rows: [], values: [] }), 'invalid rows: expected one or more different names, got []'],
  [() => heatTable({ ...table, columns: ['c', 'c'], values: [] }), 'invalid columns'],
  [() => alarmTimeline({ title: 't', length: 9, rows: [] }), 'invalid rows: expected one or more'],
  [() => alarmTimeline({ title: 't', length: 4, rows }), 'invalid rows: expected indices in [0, 4], got 5'],
  [
    () => alarmTimeline({ title: 't', length: 9, rows, changes: [{ start: -1, end: 3 }] }),
    'invalid rows: expected indices in [0, 9], got -1',
  ],
  [() => labeledScatter({ ...axes, points: [] }), 'invalid points: expected at least one, got none'],
  [() => labeledScatter({ ...axes, points: [{ name: 'a', x: -1, y: 0 }] }), 'invalid points: expected finite numbers'],
];

describe('the figures of comparisons', () => {
  for (const [draw, expected] of WRONG)
    it(`refuse: ${expected}`, async () => expect(await message(draw)).include(expected));

  it('write a gap for what is unknown, and values as they are told to', async () => {
    const format = (value: number, row: number, column: number) => `${value}/${row}/${column}`;
    const { svg } = await heatTable({ ...table, values: [[null], [0.5]], format });
    expect(svg).include('>–<').include('>0.5/1/0<');
  });

  it('draw as many ticks as can be told apart', async () => {
    const ticks = async (alarms: number[]) => {
      const { svg } = await alarmTimeline({ title: 't', length: 100_000, rows: [{ name: 'a', alarms }] });
      return svg.match(/<line /g)?.length ?? 0;
    };
    const all = await ticks(Array.from({ length: 100_000 }, (_, i) => i));
    expect(all - (await ticks([]))).within(500, 1500);
    expect((await ticks([10, 90_000])) - (await ticks([]))).equal(2);
  });

  it('place no name over another', async () => {
    const points = Array.from({ length: 6 }, (_, i) => ({ name: `detector ${i}`, x: 1, y: 100 + i }));
    const { svg } = await labeledScatter({ ...axes, points: [...points, { name: 'far', x: 9, y: 300 }] });
    const places = [...svg.matchAll(/<g[^>]*transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*><text[^>]*transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*>detector/g)]; // prettier-ignore
    const anchors = places.map(([, dx, dy, x, y]) => `${Math.round(Number(x) + Number(dx))},${Math.round(Number(y) + Number(dy))}`); // prettier-ignore
    expect(anchors).length(6);
    expect(new Set(anchors).size).equal(6);
  });
});
