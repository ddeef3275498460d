import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readAgNews } from '../../src/data/agNews';
import { readBanking77 } from '../../src/data/banking77';
import { readClinc150 } from '../../src/data/clinc150';
import { selectTexts, type LabeledTexts } from '../../src/data/labeledTexts';
import { readSmsSpam } from '../../src/data/smsSpam';
import { DriftlabError } from '../../src/errors';
import { skip } from '../skip';
import { failureOf } from './helpers';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'driftlab-texts-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function expectInvalid(promise: Promise<unknown>, ...parts: readonly string[]): Promise<void> {
  const error = (await failureOf(promise)) as DriftlabError;
  expect(error).instanceOf(DriftlabError);
  expect(error.code).equal('DRIFTLAB_INVALID_DATA');
  for (const part of parts) expect(error.message).include(part);
}

const counts = ({ labels, classes }: LabeledTexts) =>
  classes.map((_, label) => labels.filter((one) => one === label).length);

describe('readSmsSpam', () => {
  it('takes quotes and further tabs as parts of the message', async () => {
    const sms = await readSmsSpam(file('a.tsv', 'ham\t"Hi" she\tsaid\r\nspam\tFREE 🎁\n'));
    expect(sms.texts).deep.equal(['"Hi" she\tsaid', 'FREE 🎁']);
    expect([...sms.labels]).deep.equal([0, 1]);
    expect(sms.classes).deep.equal(['ham', 'spam']);
  });

  it('names file and line of what is wrong', async () => {
    await expectInvalid(readSmsSpam(file('b.tsv', 'ham\tok\nno tab\n')), 'b.tsv, line 2: expected ham or spam, a tab');
    await expectInvalid(readSmsSpam(file('c.tsv', 'ham\tok\neggs\tno\n')), 'c.tsv, line 2: expected a class out of ham, spam, got eggs'); // prettier-ignore
    await expectInvalid(readSmsSpam(file('d.tsv', '\n')), 'd.tsv, line 1: expected messages, got none');
    expect(await failureOf(readSmsSpam(join(folder, 'none')))).include({ code: 'DRIFTLAB_IO' });
  });

  it('refuses bytes that are no UTF-8 and says where, or replaces them', async () => {
    const broken = file('e.tsv', Buffer.from('ham\tok\nham\tcaf\xe9\n', 'latin1'));
    await expectInvalid(readSmsSpam(broken), 'e.tsv: it is no UTF-8 text, first in line 2');
    expect((await readSmsSpam(broken, { invalidUtf8: 'replace' })).texts).deep.equal(['ok', 'caf\ufffd']);
    const wrong = await failureOf(readSmsSpam(broken, { invalidUtf8: 'drop' as never }));
    expect(wrong).instanceOf(RangeError).include({ message: 'invalid invalidUtf8: expected one of error, replace, got "drop"' }); // prettier-ignore
  });

  it('keeps to the size limit, packed or not', async () => {
    const text = 'ham\tok\n'.repeat(1000);
    await expectInvalid(readSmsSpam(file('f.tsv', text), { maxBytes: 100 }), 'f.tsv: it is larger than', 'maxBytes');
    await expectInvalid(readSmsSpam(file('f.tsv.gz', gzipSync(text)), { maxBytes: 1000 }), 'it is larger than');
  });
});

describe('readAgNews', () => {
  it('joins title and description, and names classes', async () => {
    const news = await readAgNews(file('a.csv', '"4","Made up","by, us"\n"1","Two\nlines","here"\n'));
    expect(news.texts).deep.equal(['Made up by, us', 'Two\nlines here']);
    expect([...news.labels].map((label) => news.classes[label])).deep.equal(['Sci/Tech', 'World']);
  });

  it('names file and line of what is wrong', async () => {
    await expectInvalid(readAgNews(file('b.csv', '"1","a","b"\n"5","a","b"\n')), 'b.csv, line 2: expected a class');
    await expectInvalid(readAgNews(file('c.csv', '"1","a"\n')), 'c.csv, line 1: expected 3 cells, got 2');
    await expectInvalid(readAgNews(file('d.csv', '')), 'd.csv, line 1: expected rows, got none');
  });
});

describe('readBanking77', () => {
  const train = 'text,category\n"Where, is it?",lost\nHow?,top_up\n';

  it('gives both parts the same classes', async () => {
    file('banking77_train.csv', train);
    file('banking77_test.csv.gz', gzipSync('text,category\nWhen?,top_up\n'));
    const { train: first, test } = await readBanking77(folder);
    expect(first.texts).deep.equal(['Where, is it?', 'How?']);
    expect(test.classes).equal(first.classes).deep.equal(['lost', 'top_up']);
    expect([...test.labels]).deep.equal([1]);
  });

  it('names file and line of what is wrong', async () => {
    file('banking77_train.csv', train);
    file('banking77_test.csv', 'text,category\nWhen?,never\n');
    await expectInvalid(readBanking77(folder), 'banking77_test.csv, line 2: expected a class out of lost, top_up, got');
    file('banking77_test.csv', 'question,category\n');
    await expectInvalid(readBanking77(folder), 'expected the header text,category');
  });
});

describe('readClinc150', () => {
  const domains = { bank: ['pay', 'freeze'], home: ['lights'] };
  const full = { train: [['pay now', 'pay']], val: [['on', 'lights']], test: [['stop', 'freeze']] };
  const outside = { oos_train: [['why', 'oos']], oos_val: [], oos_test: [['who', 'oos']] };
  const write = (questions: object, intents: object = domains) => {
    file('clinc150_full.json', JSON.stringify(questions));
    file('clinc150_domains.json', JSON.stringify(intents));
  };

  it('reads parts, questions out of scope, and domains', async () => {
    write({ ...full, ...outside });
    const found = await readClinc150(folder);
    expect(found.train.classes).deep.equal(['freeze', 'lights', 'pay']);
    expect([found.train, found.validation, found.test].map(({ labels }) => labels[0])).deep.equal([2, 1, 0]);
    expect(found.outOfScope).deep.equal({ train: ['why'], validation: [], test: ['who'] });
    expect(found.domains).deep.equal(['bank', 'home']);
    expect([...found.domainOf]).deep.equal([0, 1, 0]);
  });

  it('names file and place of what is wrong', async () => {
    write(full);
    await expectInvalid(readClinc150(folder), 'clinc150_full.json: expected a list oos_train, got undefined');
    write({ ...full, ...outside, val: [['on', 'dance']] });
    await expectInvalid(readClinc150(folder), 'clinc150_full.json, val[0]: expected a class out of', 'got dance');
    write({ ...full, ...outside, test: [['on', 'pay'], ['off']] });
    await expectInvalid(readClinc150(folder), 'expected a text and its intent in test[1]');
    write({ ...full, ...outside }, { bank: ['pay', 7] });
    await expectInvalid(readClinc150(folder), 'clinc150_domains.json: expected an intent in bank[1], got 7');
    write([]);
    await expectInvalid(readClinc150(folder), 'expected an object of lists');
    file('clinc150_full.json', '{');
    await expectInvalid(readClinc150(folder), 'clinc150_full.json: it is no JSON');
  });
});

describe('selectTexts', () => {
  it('keeps labels beside their texts, and refuses rows that are not there', () => {
    const set = { name: 'two', texts: ['a', 'b'], labels: Int32Array.of(5, 6), classes: [] };
    expect(selectTexts(set, [1, 1, 0])).deep.include({ texts: ['b', 'b', 'a'], labels: Int32Array.of(6, 6, 5) });
    expect(() => selectTexts(set, [2])).throw(RangeError, 'invalid row: expected an integer in [0, 1], got 2');
  });
});

describe('the real texts', () => {
  const root = process.env.DRIFTLAB_DATA;
  const path = (...names: string[]) => join(root!, 'text', ...names);
  before(function () {
    if (!root) skip(this, 'DRIFTLAB_DATA names no folder with the data sets');
  });

  it('SMS spam has its messages', async () => {
    expect(counts(await readSmsSpam(path('sms_spam.tsv.gz')))).deep.equal([4827, 747]);
  });

  it('AG News has its news', async () => {
    expect(counts(await readAgNews(path('ag_news_test.csv.gz')))).deep.equal([1900, 1900, 1900, 1900]);
  });

  it('Banking77 has its parts and intents', async () => {
    const { train, test } = await readBanking77(path());
    expect([train.texts.length, test.texts.length, train.classes.length]).deep.equal([10_003, 3080, 77]);
    expect(new Set(counts(test))).deep.equal(new Set([40]));
  });

  it('CLINC150 has its parts, intents and domains', async () => {
    const { train, validation, test, outOfScope, domains, domainOf } = await readClinc150(path());
    expect([train, validation, test].map(({ texts }) => texts.length)).deep.equal([15_000, 3000, 4500]);
    expect([outOfScope.train, outOfScope.validation, outOfScope.test].map(({ length }) => length)).deep.equal([100, 100, 1000]); // prettier-ignore
    expect(new Set(counts(train))).deep.equal(new Set([100]));
    expect(domains.map((_, i) => domainOf.filter((one) => one === i).length)).deep.equal(new Array(10).fill(15));
  });
});
