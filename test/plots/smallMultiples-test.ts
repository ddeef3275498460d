import { expect } from 'chai';
import { smallMultiples } from '../../src/plots/smallMultiples';

const line = (name: string, ...ys: number[]) => ({ name, points: ys.map((y, i) => ({ x: i / 2, y })) });
const panels = [
  { name: 'typos', series: [line('accuracy', 0.9, 0.5, 0.2), line('alarms', 0, 0.6, 1)] },
  { name: 'casing', series: [line('accuracy', 0.9, 0.9, 0.9), line('alarms', 0, 0, 0)] },
];
const options = { title: 'Drifts', xLabel: 'severity', yLabel: 'share', panels };

describe('smallMultiples', () => {
  it('draws every line in every panel, and names both', async () => {
    const { svg } = await smallMultiples(options);
    for (const name of ['typos', 'casing', 'accuracy', 'alarms', 'severity', 'share']) expect(svg).include(`${name}<`);
    expect(svg.match(/stroke-width="2"/g)!.length).least(4);
    expect(await smallMultiples(options)).deep.equal(await smallMultiples(options));
  });

  it('makes room for more rows', async () => {
    const one = await smallMultiples(options);
    const two = await smallMultiples({ ...options, columns: 1 });
    expect(two.height - one.height).equal(150);
  });

  it('refuses panels that cannot be compared', async () => {
    const wrong = async (given: typeof panels) => smallMultiples({ ...options, panels: given }).catch((e: Error) => e.message); // prettier-ignore
    expect(await wrong([])).equal('invalid panels: expected at least one, got none');
    expect(await wrong([panels[0], { name: 'x', series: [line('accuracy', 1)] }])).equal(
      'invalid panels: expected the series accuracy, alarms in each, got accuracy',
    );
    expect(await wrong([{ name: 'x', series: [line('accuracy', Number.NaN)] }])).equal(
      'invalid panels: expected finite numbers in x, got (0, NaN)',
    );
  });
});
