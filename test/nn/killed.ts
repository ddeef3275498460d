import { writeFileSync } from 'node:fs';
import { fit } from '../../src/nn/fit';
import { encodeTensors } from '../../src/nn/safetensors';
import { blobs, blobSpec } from './helpers';

/** A training that may be killed: `killed <checkpoint> <result>`; a line for each step. */
async function main(path: string, result: string): Promise<void> {
  const { model } = await fit(blobSpec, blobs(150, 1), {
    seed: 4,
    epochs: 40,
    batch: 16,
    threads: 1,
    validation: blobs(60, 2),
    checkpoint: { path, everySteps: 3 },
    onStep: (done) => process.stdout.write(`${done}\n`),
  });
  writeFileSync(result, encodeTensors({ tensors: model.weights, metadata: {} }));
}

void main(process.argv[2], process.argv[3]);
