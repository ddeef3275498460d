import { z } from 'zod';
import type { ServerContext } from '../buildServer';
import type { Reference } from '../referenceStore';
import { modelSchemas, referenceId, referenceReply, referencesReply } from '../schemas';
import { sentSample } from '../sentSample';
import type { ServedModel } from '../servedModel';
import { ServiceError } from '../serviceError';
import type { ApiInstance } from './apiInstance';
import { takeForms } from './forms';
import { refusals } from './refusals';

const params = z.object({ id: referenceId });

/** References that are registered once; samples are compared with them later. Their embeddings are kept, never the inputs. */
export function referenceRoutes(app: ApiInstance, context: ServerContext): void {
  for (const model of context.models) {
    const path = `/references/${model.name}`;
    registerRoute(app, path, model, context);
    readRoutes(app, path, model, context);
  }
}

function registerRoute(
  app: ApiInstance,
  path: string,
  model: ServedModel,
  { service, store, clock, limits }: ServerContext,
): void {
  const { name, takes } = model;
  app.put(
    `${path}/:id`,
    {
      schema: {
        summary: `Register a reference for ${name}`,
        tags: [name],
        params,
        body: modelSchemas(model, limits).reference,
        response: { 201: referenceReply, ...refusals },
      },
      ...takeForms(takes, { lists: [takes] }, limits),
    },
    async ({ params: { id }, body }, reply) => {
      if ((await store.list(name)).length >= limits.references && !(await store.get(name, id)))
        throw new ServiceError('CONFLICT', `${limits.references} references are kept already: delete one first`);
      const embeddings = await service.embed(name, sentSample(model, body[takes as never]));
      const reference = { id, model: name, embeddings, registered: clock() };
      await store.put(reference);
      return reply.code(201).send(describe(reference));
    },
  );
}

function readRoutes(app: ApiInstance, path: string, { name }: ServedModel, { store }: ServerContext): void {
  const schema = { tags: [name], params };
  const missing = (id: string): ServiceError =>
    new ServiceError('NOT_FOUND', `no reference ${JSON.stringify(id)} for ${name}`, 'id');
  app.get(
    path,
    { schema: { summary: `References of ${name}`, tags: [name], response: { 200: referencesReply, ...refusals } } },
    async () => ({ references: (await store.list(name)).map(describe) }),
  );
  app.get(
    `${path}/:id`,
    { schema: { ...schema, summary: 'One reference', response: { 200: referenceReply, ...refusals } } },
    async ({ params: { id } }) => {
      const reference = await store.get(name, id);
      if (!reference) throw missing(id);
      return describe(reference);
    },
  );
  app.delete(
    `${path}/:id`,
    { schema: { ...schema, summary: 'Forget a reference', response: { 204: z.null(), ...refusals } } },
    async ({ params: { id } }, reply) => {
      if (!(await store.delete(name, id))) throw missing(id);
      return reply.code(204).send(null);
    },
  );
}

function describe({ id, model, embeddings, registered }: Reference): z.infer<typeof referenceReply> {
  return { id, model, count: embeddings.rows, registered: new Date(registered).toISOString() };
}
