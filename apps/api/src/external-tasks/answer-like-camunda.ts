import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Problem, PROBLEM_MEDIA_TYPE } from '../../../office/src/index.js';

const PATHS = /^\/api\/v1\/external-task(\/|\?|$)/;

/**
 * What workers written for Camunda 7 expect of an answer beyond its fields. The client for Node reads a body as JSON only
 * where its type is `application/json` to the letter (RFC 8259 §11 has no charset), and both clients take the text of a
 * refusal from `message`, which a problem may have as a further member (RFC 9457 §3.2).
 */
export function answerLikeCamunda(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (request, reply, payload) => {
      if (!PATHS.test(request.url)) return payload;
      const type = String(reply.getHeader('content-type'));
      if (type.startsWith('application/json')) reply.header('content-type', 'application/json');
      if (!type.startsWith(PROBLEM_MEDIA_TYPE) || typeof payload !== 'string') return payload;
      const problem = JSON.parse(payload) as Problem;
      return JSON.stringify({ ...problem, message: problem.detail });
    });
}
