import type { ApiInstance } from './apiInstance';
import { statusReply } from '../schemas';

/** Whether the process answers, and whether it takes work. */
export function healthRoutes(app: ApiInstance, closing: () => boolean): void {
  const options = (summary: string) => ({
    schema: { summary, tags: ['health'], security: [], response: { 200: statusReply, 503: statusReply } },
    config: { rateLimit: false },
  });
  app.get('/healthz', options('The process answers'), () => ({ status: 'ok' as const }));
  app.get('/readyz', options('The service takes work'), (_, reply) => {
    void reply.code(closing() ? 503 : 200);
    return { status: closing() ? ('closing' as const) : ('ok' as const) };
  });
}
