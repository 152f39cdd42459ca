import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/** Paths that no route has: one label for whatever people try. */
const NO_ROUTE = 'none';

/** Counts and times the requests of an application by route pattern, so that ids in paths make no labels. */
export function measureRequests(fastify: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'congvan_http_request_duration_seconds',
    help: 'From the arrival of a request until its answer was sent.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  fastify.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    duration.observe({ method, route: routeOptions.url ?? NO_ROUTE, status: statusCode }, elapsedTime / 1000);
  });
}
