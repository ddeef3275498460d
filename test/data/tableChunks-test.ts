import { expect } from 'chai';
import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { lineChunks } from '../../src/data/lineChunks';
import { tableChunks, type TableChunksOptions } from '../../src/data/tableChunks';
import { DriftlabError } from '../../src/errors';

let folder = '';
const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'driftlab-chunks-'))));
after(() => rm(folder, { recursive: true }));

type Cells = Record<string, (number | string | null)[]>;

async function readAll(path: string, options?: TableChunksOptions): Promise<Cells> {
  const cells: Cells = {};
  for await (const { columns } of tableChunks(path, options))
    for (const column of columns)
      (cells[column.name] ??= []).push(
        ...(column.kind === 'numeric'
          ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
          : Array.from(column.codes, (code) => column.labels[code] ?? null)),
      );
  return cells;
}

async function failure(work: Promise<unknown>): Promise<DriftlabError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).instanceOf(DriftlabError);
  return error as DriftlabError;
}

describe('tableChunks', () => {
  it('reads numbers, texts, booleans, dates and missing values of a CSV file', async () => {
    const path = await file(
      'a.csv',
      'n,t,b,d,"a ""q"""\n1,x,true,1970-01-02,\n,,false,,2.5\n?,"y,z",true,1970-01-01,1\n',
    );
    expect(await readAll(path, { missing: ['?'] })).deep.equal({
      n: [1, null, null],
      t: ['x', null, 'y,z'],
      b: ['true', 'false', 'true'],
      d: [86400, null, 0],
      'a "q"': [null, 2.5, 1],
    });
  });

  it('reads packed files, other separators, and the columns that are asked for', async () => {
    const packed = await file('b.tsv.gz', gzipSync('a\tb\n1\t2\n'));
    expect(await readAll(packed)).deep.equal({ a: [1], b: [2] });
    const path = await file('c.csv', 'a;b\n1;2\n');
    expect(await readAll(path, { separator: ';', columns: ['b'] })).deep.equal({ b: [2] });
  });

  it('reads a Parquet file in chunks, in its order', async () => {
    const path = join(folder, 'd.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `COPY (SELECT range AS i, 'k' || (range % 3) AS k FROM range(10000)) TO '${path}' (FORMAT parquet)`,
    );
    connection.closeSync();
    const { i, k } = await readAll(path);
    expect(i).deep.equal(Array.from({ length: 10_000 }, (_, row) => row));
    expect(k.slice(0, 4)).deep.equal(['k0', 'k1', 'k2', 'k0']);
    let chunks = 0;
    for await (const { rows } of tableChunks(path)) chunks += Number(rows > 0);
    expect(chunks).above(2);
  });

  it('closes what it opened when the reader stops early', async () => {
    const path = await file('e.csv', `a\n${'1\n'.repeat(9000)}`);
    for await (const { rows } of tableChunks(path)) {
      expect(rows).above(0);
      break;
    }
  });

  const wrong: readonly [string, () => Promise<string>, RegExp, TableChunksOptions?][] = [
    ['an empty file', () => file('empty.csv', ''), /it is empty/],
    [
      'a binary file',
      () =>
        file(
          'binary.csv',
          Uint8Array.from({ length: 5000 }, (_, i) => i % 256),
        ),
      /binary/,
    ],
    ['rows of other lengths', () => file('ragged.csv', 'a,b\n1,2\n3\n'), /ragged\.csv.*(columns|dialect)/i],
    [
      'a number that turns out to be none',
      () => file('late.csv', `a\n${'1\n'.repeat(400_000)}x\n`),
      /late\.csv.*conver/i,
    ],
    ['a line of 3 MiB', () => file('long.csv', `a,b\n${'x'.repeat(3 * 2 ** 20)},1\n`), /long\.csv.*line size/i],
    ['Parquet that is none', () => file('not.parquet', 'a,b\n1,2\n'), /not\.parquet.*(magic|parquet)/i],
    ['a column that is not there', () => file('f.csv', 'a\n1\n'), /no column "b"/, { columns: ['b'] }],
    ['a missing file', () => Promise.resolve('nowhere.csv'), /nowhere\.csv: no such file/],
  ];
  for (const [what, make, says, options] of wrong)
    it(`refuses ${what}`, async () => {
      const { message } = await failure(readAll(await make(), options));
      expect(message).match(says);
      expect(message.length).below(600);
    });
});

describe('lineChunks', () => {
  const readLines = async (path: string, longest?: number) => {
    const lines: string[] = [];
    for await (const chunk of lineChunks(path, { longest })) lines.push(...chunk);
    return lines;
  };

  it('reads lines, packed too, without empty ones, also the last without its end', async () => {
    expect(await readLines(await file('a.txt', 'one\r\n\nzwei ü\nlast'))).deep.equal(['one', 'zwei ü', 'last']);
    expect(await readLines(await file('a.txt.gz', gzipSync('one\ntwo\n')))).deep.equal(['one', 'two']);
  });

  it('reads what does not fit in one piece, characters cut in two', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `ž${i}`.repeat(12));
    expect(await readLines(await file('long.txt', lines.join('\n')))).deep.equal(lines);
  });

  it('refuses an empty file, bytes that are no UTF-8, a line that is too long, a damaged pack and a missing file', async () => {
    expect((await failure(readLines(await file('empty.txt', '\n\n')))).message).match(/it is empty/);
    expect((await failure(readLines(await file('latin.txt', Uint8Array.of(65, 0xe9, 10))))).message).match(/no UTF-8/);
    expect((await failure(readLines(await file('one.txt', 'x'.repeat(5000)), 1000))).message).match(/line 1 is longer/);
    expect((await failure(readLines(await file('bad.txt.gz', 'no gzip')))).message).match(/bad\.txt\.gz/);
    expect((await failure(readLines(join(folder, 'none.txt')))).message).match(/no such file/);
  });
});
