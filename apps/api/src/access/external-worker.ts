import type { Caller } from '#audit';
import type { AuthenticatedWorker } from '#identity';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SignInRequiredError } from './errors.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authorization guard where a worker token came with the request. */
    externalWorker?: AuthenticatedWorker;
  }
}

/** Who asks for external tasks: as the caller of a command, and what it may see. */
export interface ExternalWorkerAtRoute {
  readonly caller: Caller;
  /** Of its token; absent for people, who see all. */
  readonly topics?: readonly string[];
}

/** The external worker, or the person, behind a request to a route for external workers, as a parameter of the route. */
export const CurrentExternalWorker = createParamDecorator((_: unknown, context: ExecutionContext): ExternalWorkerAtRoute => {
  const { externalWorker: worker, principal, id: requestId } = context.switchToHttp().getRequest<FastifyRequest>();
  if (worker !== undefined) return { caller: { actor: `worker:${worker.name}`, requestId }, topics: worker.topics };
  if (principal !== undefined) return { caller: { actor: principal.login, requestId } };
  throw new SignInRequiredError('This route needs a worker token.');
});
