import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSession } from '../src/compute/session';
import { textureGraph } from '../src/embedding/textureModel';
import { measureDefects } from './texture/defects';

const path = join(__dirname, 'texture.onnx');

/** Makes the shipped models again and compares them with what is committed. */
async function make(): Promise<void> {
  const graph = textureGraph(await measureDefects());
  await (await openSession(graph)).release();
  const made = graph.encode();
  const committed = await readFile(path).catch(() => undefined);
  if (committed && Buffer.compare(committed, made) === 0)
    return console.log('models/texture.onnx: made again, the same bytes');
  await writeFile(path, made);
  console.log(`models/texture.onnx: written, ${made.length} bytes`);
  if (committed)
    throw new Error('models/texture.onnx differs from what was there: look at it, then commit it or put it back');
}

void make().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
