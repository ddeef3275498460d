import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSession } from '../src/compute/session';
import { tensor } from '../src/compute/tensor';
import { textureGraph } from '../src/embedding/textureModel';
import { measureDefects } from './texture/defects';
import { makeDigits } from './training/digits';
import { makeSmallBert } from './training/smallBert';
import { makeZoo } from './training/zoo';

const path = join(__dirname, 'texture.onnx');
/** Another CPU adds in another order: the moments of defects may differ by this share of the largest. */
const TOLERANCE = 1e-4;
const SINGLE = ['texture', 'digits', 'bert'];
const QUICK = ['breastmnist', 'simpleCnn'];

/**
 * `make models` makes all models again; `MODELS='octmnist simpleCnn'` some of the zoo, `MODELS=texture`, `MODELS=digits` or `MODELS=bert` that one
 * alone, `MODELS=--quick` the texture model and a small one of the zoo. With `--write` in it new models replace those that are there.
 */
async function make(words: readonly string[]): Promise<void> {
  const names = words.filter((word) => !word.startsWith('--'));
  const quick = words.includes('--quick');
  const write = words.includes('--write');
  if (names.length === 0 || names.includes('texture')) await makeTexture();
  if (names.includes('digits') || (names.length === 0 && !quick)) await makeDigits({ write });
  if (names.includes('bert') || (names.length === 0 && !quick)) await makeSmallBert({ write });
  const wanted = names.length === 0 && quick ? QUICK : names.filter((name) => !SINGLE.includes(name));
  if (wanted.length > 0 || names.length === 0) await makeZoo({ words: wanted, write });
}

/** Makes the shipped model again and compares it with what is committed: byte for byte, or up to rounding on another CPU. */
async function makeTexture(): Promise<void> {
  const made = textureGraph(await measureDefects()).encode();
  const committed = await readFile(path).catch(() => undefined);
  if (committed && Buffer.compare(committed, made) === 0) return console.log('models/texture.onnx: the same bytes');
  const difference = committed && (await largestDifference(committed, made));
  if (difference !== undefined && difference <= TOLERANCE)
    return console.log(`models/texture.onnx: the same up to ${difference.toExponential(1)}, left as it is`);
  await writeFile(path, made);
  console.log(`models/texture.onnx: written, ${made.length} bytes`);
  if (committed)
    throw new Error('models/texture.onnx is not what was committed: keep the new one, or check it out again');
}

/** Of patches and moments, as a share of the largest value; NaN if the models are of different kinds. */
async function largestDifference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [left, right] = [await outputs(a), await outputs(b)];
  const shares = Object.keys(right).map((name) => {
    const largest = right[name].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return right[name].reduce((most, value, k) => Math.max(most, Math.abs(value - left[name]?.[k]) / largest), 0);
  });
  return Math.max(...shares);
}

async function outputs(model: Uint8Array): Promise<Record<string, Float32Array>> {
  const session = await openSession(model);
  const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) & 255);
  const tensors = await session.run({ images: tensor(pixels, [1, 64, 64, 3], 'uint8') });
  await session.release();
  return Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values as Float32Array]));
}

void make(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
