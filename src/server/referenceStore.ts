import type { Embeddings } from './requests';

/** A reference sample that was registered: its embeddings, never the inputs. */
export interface Reference {
  readonly id: string;
  readonly model: string;
  readonly embeddings: Embeddings;
  /** Milliseconds since 1970. */
  readonly registered: number;
}

/** Where references are kept. */
export interface ReferenceStore {
  put(reference: Reference): Promise<void>;
  get(model: string, id: string): Promise<Reference | undefined>;
  /** Oldest first. */
  list(model: string): Promise<readonly Reference[]>;
  /** Whether it was there. */
  delete(model: string, id: string): Promise<boolean>;
}

/** References in memory: gone when the process ends. */
export function memoryStore(): ReferenceStore {
  const models = new Map<string, Map<string, Reference>>();
  const of = (model: string): Map<string, Reference> => models.get(model) ?? new Map<string, Reference>();
  return {
    put: (reference) => {
      models.set(reference.model, of(reference.model).set(reference.id, reference));
      return Promise.resolve();
    },
    get: (model, id) => Promise.resolve(of(model).get(id)),
    list: (model) => Promise.resolve([...of(model).values()]),
    delete: (model, id) => Promise.resolve(of(model).delete(id)),
  };
}
