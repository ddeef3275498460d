import type { ApiInstance } from './apiInstance';
import { statusReply } from '../schemas';

/** Whether the process answers, and whether it takes work. */
export function healthRoutes(app: ApiInstance): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  const schema = (summary: string) => ({ summary, tags: ['health'], response: { 200: statusReply, 503: statusReply } });
  app.get('/healthz', { schema: schema('The process answers') }, () => ({ status: 'ok' as const }));
  app.get('/readyz', { schema: schema('The service takes work') }, (_, reply) => {
    void reply.code(closing ? 503 : 200);
    return { status: closing ? ('closing' as const) : ('ok' as const) };
  });
}
