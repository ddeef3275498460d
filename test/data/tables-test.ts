import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readArff } from '../../src/data/arff';
import { readCsv } from '../../src/data/csv';
import { readElectricity } from '../../src/data/electricity';
import { readInsects } from '../../src/data/insects';
import type { LabeledStream } from '../../src/data/streams/labeledStream';
import { readWeather } from '../../src/data/weather';
import { DriftlabError } from '../../src/errors';
import { majorityClass, noChange } from '../../src/metrics/naivePredictions';
import { skip } from '../skip';

let folder: string;
before(() => void (folder = mkdtempSync(join(tmpdir(), 'driftlab-tables-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function failure(promise: Promise<unknown>): Promise<DriftlabError> {
  try {
    await promise;
  } catch (error) {
    expect(error).instanceOf(DriftlabError);
    return error as DriftlabError;
  }
  throw new Error('expected an error');
}

async function expectInvalid(promise: Promise<unknown>, ...parts: readonly string[]): Promise<void> {
  const { code, message } = await failure(promise);
  expect(code).equal('DRIFTLAB_INVALID_DATA');
  for (const part of parts) expect(message).include(part);
}

describe('readCsv', () => {
  it('reads cells as they are written, with LF, CRLF, a byte-order mark or gzip', async () => {
    const expected = { columns: ['a', 'b'], rows: [['1', ''], ['x y', '2.0']], lines: [2, 3] }; // prettier-ignore
    for (const [name, content] of Object.entries({
      'a.csv': 'a,b\n1,\nx y,2.0\n',
      'b.csv': '\ufeffa,b\r\n1,\r\nx y,2.0',
      'c.csv.gz': gzipSync('a,b\n1,\nx y,2.0\n'),
    }))
      expect(await readCsv(file(name, content))).deep.include(expected);
  });

  it('reads quotes, doubled quotes, separators and line breaks in quotes', async () => {
    const { rows, lines } = await readCsv(file('q.csv', 'a,b\n"1,5","say ""x"""\n"two\nlines",\n\n,"e"'));
    expect(rows).deep.equal([['1,5', 'say "x"'], ['two\nlines', ''], ['', 'e']]); // prettier-ignore
    expect(lines).deep.equal([2, 3, 6]);
  });

  it('names file and line of what is wrong', async () => {
    await expectInvalid(readCsv(file('w.csv', 'a,b\n1,2\n1,2,3\n')), 'w.csv, line 3: expected 2 cells, got 3');
    await expectInvalid(readCsv(file('v.csv', 'a,b\n"1,2\n')), 'v.csv, line 2: expected a quote');
    await expectInvalid(readCsv(file('e.csv', '')), 'e.csv, line 1: expected a header');
    await expectInvalid(readCsv(file('h.csv', 'a,c\n'), { columns: ['a', 'b'] }), 'expected the header a,b, got a,c');
  });

  it('refuses files larger than the limit, also when packed', async () => {
    const text = `a\n${'1\n'.repeat(5000)}`;
    await expectInvalid(readCsv(file('l.csv', text), { maxBytes: 1024 }), 'l.csv: it is larger than');
    const bomb = file('l.csv.gz', gzipSync(text));
    await expectInvalid(readCsv(bomb, { maxBytes: 1024 }), 'l.csv.gz: it is larger than', 'Raise maxBytes');
    expect((await readCsv(bomb, { maxBytes: 10_002 })).rows).length(5000);
  });

  it('refuses damaged files and says when there is none', async () => {
    await expectInvalid(readCsv(file('d.csv.gz', 'no gzip')), 'd.csv.gz: it is no gzip file');
    await expectInvalid(readCsv(file('u.csv', Uint8Array.of(97, 10, 255))), 'u.csv: it is no UTF-8');
    expect(await failure(readCsv(join(folder, 'none.csv')))).include({ code: 'DRIFTLAB_IO' });
  });
});

describe('readArff', () => {
  it('reads attributes and rows, past comments and quotes', async () => {
    const text =
      "% made up\n@relation r\n@ATTRIBUTE 'a b' numeric\n@attribute class {UP,DOWN}\n\n@data\n1, 'UP'\n% no\n2,DOWN\n";
    expect(await readArff(file('a.arff', text))).deep.include({
      columns: ['a b', 'class'],
      rows: [['1', 'UP'], ['2', 'DOWN']], // prettier-ignore
      lines: [7, 9],
    });
  });

  it('names file and line of what is wrong', async () => {
    const head = '@relation r\n@attribute a numeric\n@data\n';
    await expectInvalid(readArff(file('x.arff', `${head}1,2\n`)), 'x.arff, line 4: expected 1 cells, got 2');
    await expectInvalid(readArff(file('y.arff', `${head}{0 1}\n`)), 'line 4: expected a dense row');
    await expectInvalid(readArff(file('z.arff', 'a,b\n')), 'expected @attribute lines and @data');
    await expectInvalid(
      readArff(file('t.arff', '@attribute a\n@data\n')),
      'line 1: expected @attribute, a name and a type',
    );
  });
});

describe('readElectricity', () => {
  const columns = ['date', 'day', 'period', 'nswprice', 'nswdemand', 'vicprice', 'vicdemand', 'transfer'];
  const csv = `${columns.join()},up\n0,2,0,0.05,0.4,0.003,0.4,0.4,1\n`;

  it('reads the CSV and the ARFF form alike', async () => {
    const arff = `@relation e\n${columns.map((name) => `@attribute ${name} numeric`).join('\n')}\n@attribute class {UP,DOWN}\n@data\n0,2,0,0.05,0.4,0.003,0.4,0.4,UP\n`;
    const [one, other] = [await readElectricity(file('e.csv', csv)), await readElectricity(file('e.arff', arff))];
    expect(one).deep.equal(other);
    expect(one.samples[0].label).equal(1);
  });

  it('names file and line of what is wrong', async () => {
    const with_ = (row: string) => readElectricity(file('e.csv', `${csv}${row}\n`));
    await expectInvalid(
      with_('0,2,0,x,0.4,0.003,0.4,0.4,1'),
      'e.csv, line 3: expected a number in column nswprice, got "x"',
    );
    await expectInvalid(with_('0,2,0,,0.4,0.003,0.4,0.4,1'), 'line 3: expected a number in column nswprice, got ""');
    await expectInvalid(with_('0,2,0,1,0.4,0.003,0.4,Infinity,1'), 'expected a number in column transfer');
    await expectInvalid(with_('0,2,0,1,0.4,0.003,0.4,0.4,2'), 'line 3: expected a label out of 0, DOWN, 1, UP, got 2');
    await expectInvalid(
      readElectricity(file('e.csv', csv.replace('day', 'days'))),
      'line 1: expected the columns date,day',
    );
    await expectInvalid(readElectricity(file('e.csv', csv.split('\n')[0])), 'expected rows, got none');
  });
});

describe('the real streams', () => {
  const root = process.env.DRIFTLAB_DATA;
  const table = (name: string) => join(root!, 'tabular', name);
  before(function () {
    if (!root) skip(this, 'DRIFTLAB_DATA names no folder with the data sets');
  });

  const accuracy = (stream: LabeledStream, predict: (labels: number[]) => ArrayLike<number>) => {
    const labels = stream.samples.map(({ label }) => label);
    const predictions = predict(labels);
    return labels.filter((label, i) => predictions[i] === label).length / labels.length;
  };
  const counts = ({ samples, classes }: LabeledStream) =>
    classes.map((_, label) => samples.filter((sample) => sample.label === label).length);

  it('Electricity has its rows and classes, and no-change is right in 85.3 %', async () => {
    const stream = await readElectricity(table('elec2.csv.gz'));
    expect(counts(stream)).deep.equal([26_075, 19_237]);
    expect(accuracy(stream, noChange)).closeTo(0.853, 0.0005);
    const victorian = (row: number) => [...stream.samples[row].features.subarray(5)].join();
    expect(new Set(stream.samples.slice(0, 17_424).map((_, row) => victorian(row))).size).equal(1);
    expect(victorian(17_424)).not.equal(victorian(0));
    expect(stream.unannotated.map(({ start }) => start)).deep.equal([17_424]);
  });

  it('NOAA weather has its rows and classes', async () => {
    const stream = await readWeather(table('noaa_weather.csv.gz'));
    expect(counts(stream)).deep.equal([12_461, 5698]);
    expect(accuracy(stream, noChange)).closeTo(0.68, 0.0005);
    expect(accuracy(stream, majorityClass)).closeTo(0.686, 0.001);
  });

  it('INSECTS is balanced over the whole, and its class mix jumps where no annotation is', async () => {
    const stream = await readInsects(table('insects_gradual_balanced.csv.gz'));
    expect(counts(stream)).deep.equal(new Array(6).fill(4025));
    expect(stream.truth).deep.equal([{ kind: 'gradual', start: 14_028, end: 14_028 }]);
    const mix = (from: number, to: number) =>
      stream.classes.map((_, label) => stream.samples.slice(from, to).filter((one) => one.label === label).length / (to - from)); // prettier-ignore
    for (const { start } of stream.unannotated) {
      const [before, after] = [mix(start - 400, start), mix(start, start + 400)];
      // total variation; 400 against 400 of one mix of six classes reach 0.15 in less than 1 %
      expect(before.reduce((sum, share, i) => sum + Math.abs(share - after[i]), 0) / 2, `${start}`).above(0.25);
    }
  });
});
