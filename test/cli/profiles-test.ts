import { expect } from 'chai';
import { Command } from 'commander';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { addCompare } from '../../src/cli/compare';
import { addMerge } from '../../src/cli/merge';
import { addProfile } from '../../src/cli/profile';
import { createRandom } from '../../src/random';

let folder = '';
const inside = (name: string) => join(folder, name);

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs a command here, and gives what it printed and its exit status. */
async function run(...args: string[]): Promise<Outcome> {
  const program = new Command();
  for (const add of [addProfile, addMerge, addCompare]) add(program);
  const before = process.exitCode;
  const { log, error } = console;
  const write = process.stdout.write.bind(process.stdout);
  let [out, errors] = ['', ''];
  console.log = (text: string) => void (out += `${text}\n`);
  console.error = (text: unknown) => void (errors += `${String(text)}\n`);
  process.exitCode = 0;
  process.stdout.write = (text: string) => ((out += text), true);
  try {
    await program.parseAsync(args, { from: 'user' });
    return { status: Number(process.exitCode), out, errors };
  } finally {
    Object.assign(console, { log, error });
    process.stdout.write = write;
    process.exitCode = before;
  }
}

const csv = (count: number, shift: number, seed: number) => {
  const random = createRandom(seed);
  const rows = Array.from({ length: count }, () => `${random.normal() + shift},${'abc'[random.integer(3)]}`);
  return `dose,<b>ward</b>\n${rows.join('\n')}\n`;
};

describe('driftlab profile, merge and compare', () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'driftlab-cli-'));
    for (const [name, count, shift] of [
      ['may', 2000, 0],
      ['june', 1000, 0],
      ['july', 1000, 2],
      ['august', 1500, 0.4],
    ] as const)
      await writeFile(inside(`${name}.csv`), csv(count, shift, count + 10 * shift));
    expect((await run('profile', inside('may.csv'), '-o', inside('may.json'), '--name', 'May')).status).equal(0);
    for (const name of ['june', 'july', 'august']) {
      const { status, out } = await run(
        'profile',
        inside(`${name}.csv`),
        '-o',
        inside(`${name}.json`),
        '--like',
        inside('may.json'),
      );
      expect([status, out]).deep.equal([
        0,
        `${inside(`${name}.json`)}: tabular, ${name === 'august' ? 1500 : 1000} rows, 2 parts\n`,
      ]);
    }
  });
  after(() => rm(folder, { recursive: true }));

  for (const [name, status, word] of [
    ['june', 0, 'ok'],
    ['august', 1, 'warn'],
    ['july', 2, 'alert'],
  ] as const)
    it(`ends with status ${status} and a table for ${word}`, async () => {
      const found = await run('compare', inside('may.json'), inside(`${name}.json`));
      expect(found.status).equal(status);
      expect(found.out).match(new RegExp(`^status +part +measure +score +chance +PSI +KS\n${word} `));
      expect(found.out).match(new RegExp(`\n${word}: `));
    });

  it('writes the comparison as JSON and as a page that stands alone and escapes what it quotes', async () => {
    const { out } = await run(
      'compare',
      inside('may.json'),
      inside('july.json'),
      '--json',
      inside('c.json'),
      '--html',
      inside('c.html'),
    );
    expect(out).include('alert: dose: JS distance');
    const comparison = JSON.parse(await readFile(inside('c.json'), 'utf8')) as { status: string; reference: unknown };
    expect(comparison).include({ status: 'alert' });
    expect(comparison.reference).deep.equal({ name: 'May', rows: 2000, sampled: 2000 });
    const page = await readFile(inside('c.html'), 'utf8');
    expect(page).include('&lt;b&gt;ward').not.include('<b>ward');
    expect(page).not.match(/<script|https?:|src=|url\(/);
    expect(page).match(/prefers-color-scheme: dark/);
    expect(page.length).below(2 ** 20);
    expect((await run('compare', inside('may.json'), inside('june.json'), '--json')).out).match(
      /^\{\n {2}"modality": "tabular"/,
    );
  });

  it('merges profiles of parts', async () => {
    const { status } = await run('merge', inside('may.json'), inside('june.json'), '-o', inside('both.json'));
    const merged = JSON.parse(await readFile(inside('both.json'), 'utf8')) as { rows: number };
    expect([status, merged.rows]).deep.equal([0, 3000]);
  });

  it('profiles texts, the texts of a column, and images', async () => {
    await writeFile(inside('mails.txt'), 'hello there\ngood bye\n');
    await writeFile(inside('mails.csv'), 'body,kind\n"hello, you",1\nbye,0\n');
    await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toFile(inside('red.png'));
    expect((await run('profile', inside('mails.txt'), '-o', inside('t.json'))).out).match(/text, 2 rows, 2 parts/);
    const column = await run(
      'profile',
      inside('mails.csv'),
      '--text',
      'body',
      '--predicted',
      'kind',
      '-o',
      inside('t.json'),
    );
    expect(column.out).match(/text, 2 rows, 3 parts/);
    expect((await run('profile', folder, '-o', inside('i.json'))).out).match(/vision, 1 rows, 7 parts/);
  });

  describe('ends with status 3 and one line for', () => {
    const wrong: readonly [string, () => Promise<string[]>, RegExp][] = [
      [
        'a missing profile',
        () => Promise.resolve(['compare', inside('may.json'), 'none.json']),
        /none\.json: no such file/,
      ],
      ['corrupt JSON', () => made('bad.json', '{"format"', 'compare', inside('may.json')), /bad\.json: it is no JSON/],
      ['another version', () => changed({ version: 7 }), /version 7; this driftlab reads versions up to 1/],
      [
        'another modality',
        () => changed({ task: { modality: 'text' } }),
        /expected a profile of tabular data, got text/,
      ],
      [
        'other columns',
        () => made('c.csv', 'x\n1\n', 'profile', '-o', inside('x.json')).then(compareOther),
        /missing: dose/,
      ],
      ['an empty file', () => made('e.csv', '', 'profile'), /e\.csv: it is empty/],
      ['a header without rows', () => made('h.csv', 'a,b\n', 'profile'), /h\.csv: it has no rows/],
      ['a binary file', () => made('b.csv', '\0\0\0', 'profile'), /b\.csv: it is binary/],
      ['an unknown ending', () => made('b.xyz', 'a', 'profile'), /expected \.csv/],
      [
        'a folder that cannot be written',
        () => Promise.resolve(['merge', inside('may.json'), '-o', inside('may.json/x')]),
        /cannot write/,
      ],
    ];
    const made = async (name: string, content: string, ...args: string[]) => {
      await writeFile(inside(name), content);
      return [...args, inside(name)];
    };
    const changed = async (fields: object) => {
      const profile = JSON.parse(await readFile(inside('may.json'), 'utf8')) as object;
      return made('other.json', JSON.stringify({ ...profile, ...fields }), 'compare', inside('may.json'));
    };
    const compareOther = async (args: string[]) => {
      expect((await run(...args)).status).equal(0);
      return ['compare', inside('may.json'), inside('x.json')];
    };
    for (const [what, args, says] of wrong)
      it(what, async () => {
        const { status, errors } = await run(...(await args()));
        expect(errors)
          .match(says)
          .match(/^driftlab: /);
        expect(errors.trim().split('\n').length).equal(1);
        expect(status).equal(3);
      });

    it('a wrong flag, and with 0 for help', async () => {
      const exit = process.exit.bind(process);
      const statuses: unknown[] = [];
      const write = process.stderr.write.bind(process.stderr);
      process.stderr.write = () => true;
      process.exit = (status) => {
        statuses.push(status);
        throw new Error('left');
      };
      try {
        for (const flags of [['--alpha', 'x'], ['--none'], ['--help']]) {
          const error = await run('compare', 'a', 'b', ...flags).catch((reason: Error) => reason);
          expect(error).property('message', 'left');
        }
      } finally {
        process.exit = exit;
        process.stderr.write = write;
      }
      expect(statuses).deep.equal([3, 3, 0]);
    });
  });
});
