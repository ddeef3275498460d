import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { checkInteger, show } from '../errors';
import { Graph } from './graph';
import { invalid, readModel, type ModelFile } from './modelFile';
import { checkFeed, checkPorts, has, names, port, type Port } from './ports';
import type { ElementType, Tensor } from './tensor';

export type { Port } from './ports';

/** Plain tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** A compiled model. The native run is synchronous: long work belongs in a worker thread. */
export interface Session {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /**
   * Runs the model. `wanted` names the outputs to compute, default all.
   * @throws {RangeError} if an input is missing, unknown, or of the wrong type or shape.
   */
  run(feeds: Tensors, wanted?: readonly string[]): Promise<Record<string, Tensor>>;
  /**
   * A run with fixed places: it reads `feeds` and writes `results` in place, every time it is called; nothing is allocated. No
   * array may be both, since results are written while feeds are still read.
   * @throws {RangeError} as `run` does, and if a result does not fit its output.
   */
  bind(feeds: Tensors, results: Tensors): () => Promise<void>;
  /** Frees the native memory. A session that was released cannot run. */
  release(): Promise<void>;
}

/** How to open a model. */
export interface SessionOptions {
  /** Threads of one run, default 2, or what DRIFTLAB_THREADS says. */
  readonly threads?: number;
  /** Whether idle threads wait actively for the next run: some percent faster, but they take a core from others. Default false. */
  readonly spinning?: boolean;
  /** How long the runtime looks for a faster form: 'basic' opens large graphs sooner and suits training. Default 'all'. */
  readonly optimization?: 'all' | 'basic';
  /** Inputs that will be given; others in the model, or these not in it, are an error. */
  readonly inputs?: readonly string[];
  /** Outputs that will be read; the model may have more. */
  readonly outputs?: readonly string[];
}

/**
 * Compiles a model: a graph, the bytes of an ONNX file, or the path of one.
 * @throws {DriftlabError} DRIFTLAB_IO if the file cannot be read; DRIFTLAB_INVALID_MODEL if it is not ONNX, refers to weights
 * outside its folder, has other inputs or outputs than the options say, or the runtime refuses it.
 * @example
 * const session = await openSession(graph);
 * const { y } = await session.run({ x: tensor([1, 2, 3], [1, 3]) });
 * await session.release();
 */
export async function openSession(
  model: Graph | Uint8Array | string,
  { threads = defaultThreads(), spinning = false, optimization = 'all', inputs, outputs }: SessionOptions = {},
): Promise<Session> {
  checkInteger('threads', threads, 1, 1024);
  const label = typeof model === 'string' ? model : 'the model';
  const file = model instanceof Graph ? { bytes: model.encode() } : await readModel(model);
  const native = await compile(file, { threads, spinning, optimization }, label);
  try {
    const session = new NativeSession(native, label);
    checkPorts(label, 'input', session.inputs, inputs, true);
    checkPorts(label, 'output', session.outputs, outputs, false);
    return session;
  } catch (error) {
    await native.release();
    throw error;
  }
}

function defaultThreads(): number {
  return Number(process.env.DRIFTLAB_THREADS ?? 2);
}

async function compile(
  { bytes, folder }: ModelFile,
  { threads, spinning, optimization }: Required<Pick<SessionOptions, 'threads' | 'spinning' | 'optimization'>>,
  label: string,
): Promise<InferenceSession> {
  const session = {
    intra_op: { allow_spinning: spinning ? '1' : '0' },
    ...(folder && { model_external_initializers_file_folder_path: folder }),
  };
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      graphOptimizationLevel: optimization,
      logSeverityLevel: 3,
      extra: { session },
    });
  } catch (error) {
    throw invalid(`${label} cannot be loaded: ${(error as Error).message}`, { cause: error });
  }
}

class NativeSession implements Session {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  private released = false;

  constructor(
    private readonly native: InferenceSession,
    label: string,
  ) {
    this.inputs = native.inputMetadata.map((metadata) => port(metadata, label));
    this.outputs = native.outputMetadata.map((metadata) => port(metadata, label));
  }

  async run(feeds: Tensors, wanted = this.native.outputNames): Promise<Record<string, Tensor>> {
    if (this.released) throw new Error('the session was released: open it again');
    this.checkNames(feeds, wanted);
    for (const input of this.inputs) checkFeed(input, feeds[input.name]);
    const results = await this.native.run(mapValues(feeds, toRuntime), [...wanted]);
    return mapValues(results, fromRuntime);
  }

  bind(feeds: Tensors, results: Tensors): () => Promise<void> {
    this.checkNames(feeds, Object.keys(results));
    for (const input of this.inputs) checkFeed(input, feeds[input.name]);
    for (const output of this.outputs) if (output.name in results) checkFeed(output, results[output.name]);
    const [from, into] = [mapValues(feeds, toRuntime), mapValues(results, toRuntime)];
    return async () => {
      if (this.released) throw new Error('the session was released: open it again');
      await this.native.run(from, into);
    };
  }

  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    await this.native.release();
  }

  private checkNames(feeds: Tensors, wanted: readonly string[]): void {
    for (const name of Object.keys(feeds))
      if (!has(this.inputs, name))
        throw new RangeError(`invalid feeds: the model has no input ${show(name)}, it has ${names(this.inputs)}`);
    for (const name of wanted)
      if (!has(this.outputs, name))
        throw new RangeError(`invalid output ${show(name)}: the model has ${names(this.outputs)}`);
  }
}

function toRuntime({ type, values, shape }: Tensor): RuntimeTensor {
  return new RuntimeTensor(type as 'float32', values as Float32Array, shape);
}

function fromRuntime({ type, data, dims }: RuntimeTensor): Tensor {
  return { type: type as ElementType, values: data as Tensor['values'], shape: dims };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
