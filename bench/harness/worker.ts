import { createInterface } from 'node:readline';
import { loadBenches } from './load';

/** Our side of a bench: `worker <file> <number of the bench in it>`. See `startSide` for what is said. */
async function main(file: string, index: number): Promise<void> {
  const bench = loadBenches(file)[index];
  const inputs = bench.inputs();
  const started = performance.now();
  const state = await bench.setUp(inputs);
  say({ setupMs: performance.now() - started });
  for await (const line of createInterface({ input: process.stdin }))
    if (line === 'results') say({ results: (await bench.run(state))() });
    else say({ ms: await times(() => bench.run(state), Number(line)) });
}

async function times(run: () => Promise<unknown>, repeats: number): Promise<number[]> {
  const ms = [];
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    await run();
    ms.push(performance.now() - started);
  }
  return ms;
}

function say(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

void main(process.argv[2], Number(process.argv[3]));
