import { expect } from 'chai';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { digits } from '../../src/data/digits/digits';
import { createRandom } from '../../src/random';
import { buildServer } from '../../src/server/buildServer';
import { digitsModel } from '../../src/server/digitsModel';
import { lengths } from './lengths';

interface FormList {
  readonly properties: Record<string, { readonly items?: { readonly format?: string } }>;
}

/** Files of digits. */
async function files(count: number, seed: number): Promise<Buffer[]> {
  const { images } = digits(count, { random: createRandom(seed) });
  const size = images.width * images.height;
  const raw = { width: images.width, height: images.height, channels: 1 } as const;
  return Promise.all(
    Array.from({ length: count }, (_, i) =>
      sharp(images.pixels.subarray(i * size, (i + 1) * size), { raw })
        .png()
        .toBuffer(),
    ),
  );
}

describe('forms', () => {
  let app: Awaited<ReturnType<typeof buildServer>>;
  let url = '';
  before(async () => {
    app = await buildServer({ models: [digitsModel(), lengths] });
    await app.listen({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  after(() => app.close());

  const ask = async (path: string, body: Readonly<Record<string, Buffer[] | string>>, asForm: boolean) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(body))
      for (const part of typeof value === 'string' ? [value] : value)
        form.append(name, typeof part === 'string' ? part : new Blob([new Uint8Array(part)], { type: 'image/png' }));
    const plain = Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string' ? Number(value) : value.map((file) => file.toString('base64')),
    ]);
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(plain)) };
    const reply = await fetch(url + path, { method: 'POST', ...(asForm ? { body: form } : json) });
    return { status: reply.status, body: (await reply.json()) as object };
  };

  it('with files say the same as JSON with base64', async () => {
    const questions = [
      ['/api/v1/predict/cnn', { images: await files(3, 1) }],
      ['/api/v1/detect-drift/cnn', { reference: await files(20, 2), current: await files(20, 3), alpha: '0.1' }],
    ] as const;
    for (const [path, body] of questions) {
      const answer = await ask(path, body, true);
      expect(answer.status, JSON.stringify(answer.body)).equal(200);
      expect(answer).deep.equal(await ask(path, body, false));
    }
  });

  it('keep the name of a reference that looks like a number', async () => {
    const { body } = await ask('/api/v1/detect-drift/cnn', { referenceId: '007', current: await files(20, 3) }, true);
    expect(body).property('error').property('message').include('no reference "007"');
  });

  it('take an image that has a type and no file name', async () => {
    const [file] = await files(1, 1);
    const head = '--x\r\ncontent-disposition: form-data; name="images"\r\ncontent-type: image/png\r\n\r\n';
    const body = new Uint8Array(Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--x--\r\n')]));
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const reply = await fetch(`${url}/api/v1/predict/cnn`, { method: 'POST', headers, body });
    expect(await reply.json()).deep.equal((await ask('/api/v1/predict/cnn', { images: [file] }, false)).body);
  });

  it('are described where images are taken, and only there', async () => {
    const { paths } = (await (await fetch(`${url}/docs/json`)).json()) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { schema: FormList }> } } }>;
    };
    const content = (path: string) => paths[path].post.requestBody.content;
    expect(content('/api/v1/predict/cnn')['multipart/form-data'].schema.properties.images.items?.format).equal('binary'); // prettier-ignore
    expect(content('/api/v1/detect-drift/cnn')).property('multipart/form-data');
    expect(content('/api/v1/predict/lengths')).keys('application/json');
  });
});
