import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { matrix } from '../src/matrix';
import { createRandom, type Random } from '../src/random';
import { openPipeline, type RetrainingPipeline } from '../src/retraining/pipeline/retrainingPipeline';
import { learner, logisticFiles, logisticModel, type Own } from '../test/retraining/pipeline/lab';

/**
 * How many predictions of 20 features a pipeline takes in a second, with group commits on this machine's disk, beside a file to which the
 * same samples are written with a sync after every 1000; and the memory after so many. Writes pipeline.json.
 * `pipeline [samples of each row] [samples of the long run] [seconds of the long run at most]`
 */

const COLUMNS = 20;
const BATCH = 1000;

interface Row {
  readonly work: string;
  readonly samples: number;
  readonly perSecond: number;
  /** Processor time of this process for one sample, microseconds. */
  readonly cpuMicros: number;
}

async function main(samples: number, longSamples: number, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'driftlab-bench-'));
  try {
    const rows = [await plainFile(folder, samples)];
    for (const labels of ['none', 'at once', 'at once, watched'] as const) {
      const pipeline = await openBench(join(folder, labels), labels === 'at once, watched');
      rows.push(await timed(`monitorPrediction, labels: ${labels}`, samples, (from) => sendBatch(pipeline, from, labels !== 'none'))); // prettier-ignore
      await pipeline.close();
    }
    const long = await longRun(join(folder, 'long'), longSamples, seconds);
    const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`;
    await writeFile(join(__dirname, 'pipeline.json'), `${JSON.stringify({ machine, rows, long }, null, 2)}\n`);
    console.table(rows);
    console.table(long);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function inputs(rows: number, random: Random) {
  const values = Float32Array.from({ length: rows * COLUMNS }, () => random.normal());
  const labels = Array.from({ length: rows }, (_, i) => Number(values[i * COLUMNS] + random.normal() > 0));
  return { inputs: matrix(values, rows, COLUMNS), labels };
}

const drawn = inputs(BATCH, createRandom(1));

function sampleOf(i: number, labelled: boolean) {
  const row = i % BATCH;
  const features = drawn.inputs.values.subarray(row * COLUMNS, (row + 1) * COLUMNS);
  const label = labelled ? drawn.labels[row] : null;
  return { id: `request ${i}`, features, prediction: drawn.labels[row], label, time: i, subject: `person ${i % 977}` };
}

async function openBench(path: string, watched: boolean): Promise<RetrainingPipeline<Own>> {
  const random = createRandom(1);
  const pipeline = await openPipeline(
    { registryPath: join(path, 'store.db') },
    { clock: Date.now, random, learner, files: logisticFiles, champion: logisticModel(inputs(1000, random)) },
  );
  await pipeline.setReferenceData(inputs(1000, random));
  if (!watched) return pipeline;
  const { store } = pipeline;
  // as good as the first one, and not the same
  const { sha256 } = await store.artifacts.put(await logisticFiles.save(logisticModel(inputs(1000, random))));
  const { version } = store.models.register('model', { artifacts: { 'model.bin': sha256 } });
  store.models.promote('model', version, { expected: 1, because: 'to have something to watch' });
  await pipeline.executeFullRetrainingCycle();
  return pipeline;
}

async function sendBatch(pipeline: RetrainingPipeline<Own>, from: number, labelled: boolean): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (let i = from; i < from + BATCH; i++) sent.push(pipeline.monitorPrediction(sampleOf(i, labelled)));
  await Promise.all(sent);
}

/** The least that has to be done: the same samples as lines of JSON, synced batch by batch. */
async function plainFile(folder: string, samples: number): Promise<Row> {
  const file = await open(join(folder, 'plain.jsonl'), 'w');
  const row = await timed('lines of JSON in a file, synced alike', samples, async (from) => {
    const lines: string[] = [];
    for (let i = from; i < from + BATCH; i++) {
      const { id, features, ...rest } = sampleOf(i, true);
      lines.push(JSON.stringify([id, rest, ...features]));
    }
    await file.write(`${lines.join('\n')}\n`);
    await file.datasync();
  });
  await file.close();
  return row;
}

async function timed(work: string, samples: number, batch: (from: number) => Promise<void>): Promise<Row> {
  for (let from = 0; from < 20 * BATCH; from += BATCH) await batch(from);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  for (let from = 20 * BATCH; from < 20 * BATCH + samples; from += BATCH) await batch(from);
  const [seconds, { user, system }] = [(performance.now() - start) / 1000, process.cpuUsage(cpu)];
  return { work, samples, perSecond: Math.round(samples / seconds), cpuMicros: Number(((user + system) / samples).toFixed(1)) }; // prettier-ignore
}

/** Memory of the process as samples come, all with labels. */
async function longRun(path: string, samples: number, seconds: number) {
  const pipeline = await openBench(path, false);
  const marks = [1e5, 1e6, 2e6, 5e6, 1e7].filter((mark) => mark <= samples);
  const found: { samples: number; heapMiB: number; rssMiB: number; diskMiB: number }[] = [];
  const end = performance.now() + 1000 * seconds;
  let done = 0;
  const note = async () => {
    global.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    const mebi = (bytes: number) => Math.round(bytes / 2 ** 20);
    found.push({
      samples: done,
      heapMiB: mebi(heapUsed + external),
      rssMiB: mebi(rss),
      diskMiB: mebi(await diskSize(path)),
    });
  };
  for (; done < samples && performance.now() < end; done += BATCH) {
    if (marks.includes(done)) await note();
    await sendBatch(pipeline, done, true);
  }
  await note();
  await pipeline.close();
  return found;
}

async function diskSize(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const sizes = names.filter((one) => one.isFile()).map((one) => stat(join(one.parentPath, one.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}

const [samples = 100_000, longSamples = 1e7, seconds = 600] = process.argv.slice(2).map(Number);
void main(samples, longSamples, seconds);
