import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { matrix, type Matrix } from '../src/matrix';
import { readBert } from '../src/nn/bert/bertFiles';
import { bertGraph } from '../src/nn/bert/bertGraph';
import { createRandom } from '../src/random';
import { openSession, type Session } from '../src/compute/session';
import { tensor, type Tensor } from '../src/compute/tensor';
import { bench, type Bench } from './harness/bench';

const folder = join(__dirname, '../data/minilm');
const VOCABULARY = 30_522;

interface State {
  readonly session: Session;
  readonly ids: Tensor<'int32'>;
  readonly mask: Tensor<'float32'>;
}

/** Does a BERT run as fast as what PyTorch exports, in Python's ONNX Runtime? All-MiniLM-L6-v2; half the texts are half as long. */
export const benches = existsSync(folder) ? [bertBench(64, 24), bertBench(16, 128)] : [];

function bertBench(texts: number, tokens: number): Bench {
  return bench<State>({
    name: `BERT all-MiniLM-L6-v2, ${texts} texts of ${tokens} tokens`,
    inputs: () => batch(texts, tokens),
    setUp: async ({ ids, mask }) => {
      const { config, weights } = await readBert(folder);
      const session = await openSession(bertGraph(config, weights), { spinning: true });
      const shape = [texts, tokens];
      return { session, ids: tensor(ids.values, shape, 'int32'), mask: tensor(mask.values, shape) };
    },
    run: async ({ session, ids, mask }) => {
      const { mean } = await session.run({ ids, mask }, ['mean']);
      return () => ({ mean: Array.from(mean.values as Float32Array) });
    },
    tolerances: { mean: 1e-4 },
    rounds: 8,
    repeats: 2,
    peers: [
      { name: 'ONNX Runtime in Python, torch.onnx', script: 'bert_onnx', mark: 1.11 },
      { name: 'PyTorch', script: 'bert_torch' },
    ],
  });
}

function batch(texts: number, tokens: number): { ids: Matrix; mask: Matrix } {
  const random = createRandom(1);
  const ids = new Float32Array(texts * tokens);
  const mask = new Float32Array(texts * tokens);
  for (let i = 0; i < texts; i++)
    for (let k = 0; k < (i % 2 === 0 ? tokens : tokens / 2); k++) {
      ids[i * tokens + k] = 1000 + random.integer(VOCABULARY - 1000);
      mask[i * tokens + k] = 1;
    }
  return { ids: matrix(ids, texts, tokens), mask: matrix(mask, texts, tokens) };
}
