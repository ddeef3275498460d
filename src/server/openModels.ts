import { show } from '../errors';
import type { LoadedModel, Sample, ServedModel } from './servedModel';
import { ServiceError } from './serviceError';

/** Models that are loaded when they are first asked, and leave memory on demand. */
export interface OpenModels {
  /** @throws {ServiceError} NOT_FOUND, with the names there are. */
  find(name: string): ServedModel;
  load(name: string): Promise<LoadedModel<Sample>>;
  /** Names of those in memory. */
  loaded(): readonly string[];
  unload(): Promise<string[]>;
}

/** @throws {RangeError} if two models have one name. */
export function openModels(models: readonly ServedModel[]): OpenModels {
  const byName = new Map(models.map((model) => [model.name, model]));
  if (byName.size < models.length)
    throw new RangeError(`invalid models: expected different names, got ${models.map(({ name }) => name).join(', ')}`);
  const loading = new Map<string, Promise<LoadedModel<Sample>>>();

  const find = (name: string): ServedModel => {
    const model = byName.get(name);
    if (model) return model;
    throw new ServiceError('NOT_FOUND', `no model ${show(name)}: there are ${[...byName.keys()].join(', ')}`, 'model');
  };
  return {
    find,
    load: (name) => {
      const known = loading.get(name);
      if (known) return known;
      const loaded = find(name).load() as Promise<LoadedModel<Sample>>;
      loading.set(name, loaded);
      // a model that failed to load may be tried again
      loaded.catch(() => loading.delete(name));
      return loaded;
    },
    loaded: () => [...loading.keys()],
    unload: async () => {
      const names = [...loading.keys()];
      const models = [...loading.values()];
      loading.clear();
      for (const model of models) await (await model).release();
      return names;
    },
  };
}
