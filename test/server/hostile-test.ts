import { expect } from 'chai';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { buildServer } from '../../src/server/buildServer';
import { digitsModel } from '../../src/server/digitsModel';
import { lengths } from './lengths';

const LIMITS = { body: 100_000, count: 20, imageBytes: 5_000, imagePixels: 10_000, textLength: 50 };
const PREDICT = '/api/v1/predict/lengths';
const DETECT = '/api/v1/detect-drift/lengths';
const IMAGES = '/api/v1/predict/cnn';
const texts = Array.from({ length: 20 }, (_, i) => 'x'.repeat(i));

/** A PNG that says it has so many pixels, all black: a few bytes for millions. */
function bomb(side: number): string {
  const chunk = (name: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(name, 4, 'latin1');
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
    return Buffer.concat([head, data, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1000 * 1000));
  const parts = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]).toString('base64');
}

async function picture(side: number): Promise<Buffer> {
  return sharp({ create: { width: side, height: side, channels: 3, background: 'gray' } })
    .png()
    .toBuffer();
}

function form(parts: readonly (readonly [name: string, value: string | Buffer, file?: boolean])[], end = true): object {
  const body = parts.flatMap(([name, value, file]) => [
    `--x\r\ncontent-disposition: form-data; name="${name}"${file ? '; filename="a"\r\ncontent-type: image/png' : ''}\r\n\r\n`,
    value,
    '\r\n',
  ]);
  const payload = Buffer.concat([...body, end ? '--x--\r\n' : ''].map((part) => Buffer.from(part)));
  return { method: 'POST', url: IMAGES, headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload };
}

const json = (url: string, payload: string | object, type = 'application/json'): InjectOptions => ({
  ...{ method: 'POST', url },
  headers: { 'content-type': type },
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
});

const wrong: readonly (readonly [what: string, ask: () => InjectOptions | Promise<InjectOptions>, status: number, code: string, field?: string])[] = [
  // bodies
  ['no JSON', () => json(PREDICT, '{"texts": ['), 400, 'INVALID_REQUEST'],
  ['no body', () => ({ method: 'POST', url: PREDICT }), 400, 'INVALID_REQUEST'],
  ['a body that is too large', () => json(PREDICT, { texts: ['x'.repeat(200_000)] }), 413, 'TOO_LARGE'],
  ['another media type', () => json(PREDICT, '<texts/>', 'text/xml'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['arrays in arrays in arrays', () => json(PREDICT, '['.repeat(40_000) + ']'.repeat(40_000)), 400, 'INVALID_REQUEST'],
  ['depth in a field', () => json(PREDICT, `{"texts":${'['.repeat(30_000)}${']'.repeat(30_000)}}`), 400, 'INVALID_REQUEST', 'texts[0]'],
  ['__proto__', () => json(PREDICT, '{"texts":["a"],"__proto__":{"simulate":true}}'), 400, 'INVALID_REQUEST'],
  ['constructor.prototype', () => json(PREDICT, '{"texts":["a"],"constructor":{"prototype":{}}}'), 400, 'INVALID_REQUEST'],
  ['an unknown field', () => json(PREDICT, { texts: ['a'], text: 'b' }), 400, 'INVALID_REQUEST'],
  // values
  ['a text that is too long', () => json(PREDICT, { texts: ['a', 'x'.repeat(51)] }), 400, 'INVALID_REQUEST', 'texts[1]'],
  ['too many texts', () => json(PREDICT, { texts: Array(21).fill('a') }), 400, 'INVALID_REQUEST', 'texts'],
  ['no texts', () => json(PREDICT, { texts: [] }), 400, 'INVALID_REQUEST', 'texts'],
  ['a number as text', () => json(PREDICT, { texts: [1] }), 400, 'INVALID_REQUEST', 'texts[0]'],
  ['a huge number', () => json(DETECT, '{"severity":1e400}'), 400, 'INVALID_REQUEST', 'severity'],
  ['a seed beyond 32 bits', () => json(DETECT, { severity: 0, seed: 2 ** 32 }), 400, 'INVALID_REQUEST', 'seed'],
  ['a huge count', () => json(PREDICT, { simulate: true, count: 1e9 }), 400, 'INVALID_REQUEST', 'count'],
  ['a drift that is not there', () => json(DETECT, { severity: 1, drift: 'toString' }), 400, 'INVALID_REQUEST', 'drift'],
  ['too many permutations', () => json(DETECT, { severity: 1, permutations: 1e6 }), 400, 'INVALID_REQUEST', 'permutations'],
  // samples that cannot be tested
  ['an alpha out of reach', () => json(DETECT, { severity: 1, alpha: 1e-6 }), 422, 'INVALID_INPUT', 'permutations'],
  ['one text as reference', () => json(DETECT, { reference: ['a'], current: texts }), 400, 'INVALID_REQUEST', 'reference'],
  // images
  ['base64 that is none', () => json(IMAGES, { images: ['%%%%'] }), 400, 'INVALID_REQUEST', 'images[0]'],
  ['an image that is none', () => json(IMAGES, { images: [btoa('hello, world')] }), 422, 'INVALID_INPUT', 'images[0]'],
  ['an SVG', () => json(IMAGES, { images: [btoa('<svg xmlns="http://www.w3.org/2000/svg"/>')] }), 422, 'INVALID_INPUT', 'images[0]'],
  ['a decompression bomb', () => json(IMAGES, { images: [bomb(30_000)] }), 422, 'INVALID_INPUT', 'images[0]'],
  ['an image of too many pixels', async () => json(IMAGES, { images: [(await picture(101)).toString('base64')] }), 422, 'INVALID_INPUT', 'images[0]'],
  ['an image of too many bytes', () => json(IMAGES, { images: [Buffer.alloc(5_002).toString('base64')] }), 400, 'INVALID_REQUEST', 'images[0]'],
  ['an image that is cut off', async () => json(IMAGES, { images: [(await picture(28)).subarray(0, 60).toString('base64')] }), 422, 'INVALID_INPUT', 'images[0]'],
  // forms
  ['a form without an end', () => form([['images', 'a', true]], false), 400, 'INVALID_REQUEST'],
  ['a form without a boundary', () => json(IMAGES, 'x', 'multipart/form-data'), 400, 'INVALID_REQUEST'],
  ['a form with a file too large', () => form([['images', Buffer.alloc(6_000), true]]), 413, 'TOO_LARGE'],
  ['a form that is too large', () => form(Array.from({ length: 15 }, () => ['images', 'x'.repeat(9_000)] as const)), 413, 'TOO_LARGE'],
  ['a form with __proto__', () => form([['__proto__', 'a']]), 400, 'INVALID_REQUEST'],
  ['a form for texts', () => ({ ...form([['texts', 'a']]), url: PREDICT }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  // addresses
  ['a path that climbs', () => ({ method: 'GET', url: '/docs/static/../../../package.json' }), 404, 'NOT_FOUND'],
  ['a path that climbs in disguise', () => ({ method: 'GET', url: '/docs/static/%2e%2e%2f%2e%2e%2fpackage.json' }), 404, 'NOT_FOUND'],
  ['an id that climbs', () => ({ method: 'GET', url: '/api/v1/references/lengths/..%2f..%2fetc' }), 400, 'INVALID_REQUEST', 'id'],
  ['an address that is none', () => ({ method: 'GET', url: '/api/v1/%zz' }), 400, 'INVALID_REQUEST'],
  ['an id without end', () => ({ method: 'GET', url: `/api/v1/references/lengths/${'a'.repeat(500)}` }), 404, 'NOT_FOUND'],
  ['a method that is not there, with a body that is none', () => ({ ...json(PREDICT, '{'), method: 'PUT' }), 405, 'METHOD_NOT_ALLOWED'],
  ['a reference that is not there', () => json(DETECT, { referenceId: 'none', current: texts }), 404, 'NOT_FOUND', 'referenceId'],
  ['a page of another site', () => ({ method: 'POST', url: '/api/v1/cleanup', headers: { 'sec-fetch-site': 'cross-site' } }), 403, 'FORBIDDEN'],
]; // prettier-ignore

describe('the server refuses', () => {
  let app: FastifyInstance;
  before(async () => {
    app = await buildServer({ models: [lengths, digitsModel()], limits: LIMITS });
  });
  after(() => app.close());

  for (const [what, ask, status, code, field] of wrong)
    it(what, async () => {
      const reply = await app.inject(await ask());
      const { error } = reply.json<{ error: { code: string; field?: string; message: string; requestId: string } }>();
      expect({ status: reply.statusCode, code: error.code, field: error.field }).deep.equal({ status, code, field });
      expect(error.requestId).equal(reply.headers['x-request-id']);
      expect(error.message.length).within(10, 320);
      expect(reply.headers['content-type']).equal('application/json; charset=utf-8');
    });

  it('a bomb by its header, before anything is unpacked', async () => {
    const reply = await app.inject(json(IMAGES, { images: [bomb(30_000)] }));
    expect(reply.json<{ error: { message: string } }>().error.message).contain('exceeds pixel limit');
  });

  it('what is no HTTP, in the same shape', async () => {
    await app.listen({ port: 0 });
    const { port } = app.server.address() as AddressInfo;
    for (const [sent, status] of [
      ['hello\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nx: ${'y'.repeat(30_000)}\r\n\r\n`, 431],
      ['TRACE /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 405],
      ['SEARCH /healthz HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\nconnection: close\r\n\r\n{', 405],
    ] as const) {
      const socket = connect(port, '127.0.0.1');
      socket.end(sent);
      const answer = (await socket.setEncoding('utf8').toArray()).join('');
      expect(answer).match(new RegExp(`^HTTP/1.1 ${status} `));
      expect(JSON.parse(answer.slice(answer.indexOf('{'))))
        .property('error')
        .property('requestId')
        .a('string');
    }
  });
});

describe('the server answers', () => {
  let app: FastifyInstance;
  before(async () => {
    app = await buildServer({ models: [lengths, digitsModel()], limits: LIMITS });
  });
  after(() => app.close());

  const even: readonly (readonly [what: string, body: object])[] = [
    ['constant samples', { reference: ['a', 'a'], current: ['a', 'a', 'a'] }],
    ['empty texts', { reference: ['', ''], current: ['', ''] }],
    ['two constants', { reference: Array(20).fill('a'), current: Array(20).fill('bb') }],
    ['two texts against twenty', { reference: ['a', 'bb'], current: texts }],
    ['simulated pairs', { severity: 1, count: 2 }],
    ['halves of characters', { reference: ['\ud800', 'a'], current: ['\udfff', '\0'] }],
  ];
  for (const [what, body] of even)
    it(`${what} without a number that is none`, async () => {
      const reply = await app.inject(json(DETECT, body));
      expect(reply.statusCode, reply.body).equal(200);
      expect(reply.body).not.include('null');
    });

  it('forms with files as it answers JSON', async () => {
    const file = await picture(28);
    const inForm = await app.inject(form([['images', file, true], ['images', file, true]])); // prettier-ignore
    expect(inForm.statusCode, inForm.body).equal(200);
    const inJson = await app.inject(json(IMAGES, { images: [file, file].map((one) => one.toString('base64')) }));
    expect(inForm.json()).deep.equal(inJson.json());
    const simulated = await app.inject(form([['simulate', 'true'], ['count', '2']])); // prettier-ignore
    expect(simulated.json<{ predictions: object[] }>().predictions).lengthOf(2);
  });

  it('colour, transparent, turned and large images', async () => {
    const gray = sharp({
      create: { width: 90, height: 60, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
    });
    const files = [await gray.clone().png().toBuffer(), await gray.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer()]; // prettier-ignore
    const reply = await app.inject(json(IMAGES, { images: files.map((file) => file.toString('base64')) }));
    expect(reply.statusCode, reply.body).equal(200);
  });
});
