import type { Matrix } from '../matrix';
import type { ModelDescription } from './requests';
import type { LoadedModel, Sample, ServedModel } from './servedModel';
import { ServiceError } from './serviceError';

/** Models that are loaded when they are first asked, and leave memory on demand. */
export interface OpenModels {
  describe(): ModelDescription[];
  /** @throws {ServiceError} NOT_FOUND, with the names there are. */
  find(name: string): ServedModel;
  run(name: string, sample: Sample): Promise<{ readonly probabilities: Matrix; readonly embeddings: Matrix }>;
  unload(): Promise<string[]>;
}

/** @throws {RangeError} if two models have one name. */
export function openModels(models: readonly ServedModel[]): OpenModels {
  const byName = new Map(models.map((model) => [model.name, model]));
  if (byName.size < models.length)
    throw new RangeError(`invalid models: expected different names, got ${models.map(({ name }) => name).join(', ')}`);
  const loaded = new Map<string, Promise<LoadedModel<Sample>>>();

  const find = (name: string): ServedModel => {
    const model = byName.get(name);
    if (!model)
      throw new ServiceError(
        'NOT_FOUND',
        `no model ${JSON.stringify(name)}: there are ${[...byName.keys()].join(', ')}`,
      );
    return model;
  };
  const load = (name: string): Promise<LoadedModel<Sample>> => {
    const known = loaded.get(name);
    if (known) return known;
    const loading = find(name).load() as Promise<LoadedModel<Sample>>;
    loaded.set(name, loading);
    // a model that failed to load may be tried again
    loading.catch(() => loaded.delete(name));
    return loading;
  };
  return {
    find,
    describe: () =>
      models.map(({ name, description, takes, classes, drifts }) => ({
        name,
        description,
        takes,
        classes: [...classes],
        drifts: [...drifts],
        loaded: loaded.has(name),
      })),
    run: async (name, sample) => (await load(name)).run(sample),
    unload: async () => {
      const names = [...loaded.keys()];
      const models = [...loaded.values()];
      loaded.clear();
      for (const model of models) await (await model).release();
      return names;
    },
  };
}
