import type { Matrix } from '../../matrix';
import type { Model } from '../../nn/model';
import { modelBytes, openModel } from '../../nn/modelFiles';
import type { Store } from '../../registry/openStore';
import type { Learner } from '../learning/learner';

/** How a model becomes bytes, and comes back. */
export interface ModelFiles<M> {
  readonly save: (model: M) => Uint8Array | string | Promise<Uint8Array | string>;
  /** The bytes have been checked; `path` is the file that they are in. */
  readonly open: (bytes: Buffer, path: string) => M | Promise<M>;
}

/** Our networks as safetensors files, which `openModel` opens too. */
export const networkFiles: ModelFiles<Model> = {
  save: modelBytes,
  open: (_, path) => openModel(path),
};

const FILE = 'model.bin';

/** The versions of one model in a store, opened when they are asked for. */
export class ModelVersions<M> {
  private readonly opened = new Map<number, Promise<M>>();

  constructor(
    private readonly store: Store,
    private readonly name: string,
    private readonly files: ModelFiles<M>,
    private readonly learner: Learner<M>,
  ) {}

  /** Keeps a model's bytes; gives the artifacts of a version. */
  async put(model: M): Promise<Readonly<Record<string, string>>> {
    return { [FILE]: (await this.store.artifacts.put(await this.files.save(model))).sha256 };
  }

  /** @throws as `ModelRegistry.files`, and what the user's `open` throws. */
  open(version: number): Promise<M> {
    const known = this.opened.get(version) ?? this.read(version);
    this.opened.set(version, known);
    known.catch(() => this.opened.delete(version));
    return known;
  }

  /** The class that a version gives each row. */
  async classes(version: number, inputs: Matrix<Float32Array>): Promise<number[]> {
    return classesOf(await this.learner.predict(await this.open(version), inputs));
  }

  /** The same, but null everywhere where the version fails: a challenger that gives no answer is judged for it. */
  answers(version: number, inputs: Matrix<Float32Array>): Promise<(number | null)[]> {
    return this.classes(version, inputs).catch(() => new Array<null>(inputs.rows).fill(null));
  }

  private async read(version: number): Promise<M> {
    const { [FILE]: sha256 } = this.store.models.get(this.name, version).artifacts;
    return this.files.open(await this.store.artifacts.read(sha256), this.store.artifacts.path(sha256));
  }
}

/** The class of the largest logit of each row. */
export function classesOf({ values, rows, columns }: Matrix): number[] {
  return Array.from({ length: rows }, (_, i) => {
    const own = values.subarray(i * columns, (i + 1) * columns);
    return own.indexOf(Math.max(...own));
  });
}
