import type { Caller } from '#audit';
import type { AuthenticatedWorker } from '#identity';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SignInRequiredError } from './errors.js';
import { idempotencyOf } from './idempotency-key.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authorization guard where a worker token came with the request. */
    externalWorker?: AuthenticatedWorker;
  }
}

/** An external worker: as the caller of a command, and what its token says of it. */
export interface ExternalWorkerAtRoute extends Pick<AuthenticatedWorker, 'tokenId' | 'topics'> {
  readonly caller: Caller;
}

/** An external worker, or a person, who has no token and sees all topics. */
export type WorkerOrPersonAtRoute = Pick<ExternalWorkerAtRoute, 'caller'> & Partial<ExternalWorkerAtRoute>;

/** The external worker behind a request to a route for external workers alone, as a parameter of the route. */
export const CurrentExternalWorker = createParamDecorator((_: unknown, context: ExecutionContext): ExternalWorkerAtRoute => {
  const worker = workerAt(context);
  if (worker === undefined) throw new SignInRequiredError('This route needs a worker token.');
  return worker;
});

/** Whoever is behind a request to a route for external workers and people, as a parameter of the route. */
export const CurrentWorkerOrPerson = createParamDecorator((_: unknown, context: ExecutionContext): WorkerOrPersonAtRoute => {
  const worker = workerAt(context);
  if (worker !== undefined) return worker;
  const { principal, id: requestId } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal === undefined) throw new SignInRequiredError('This route needs a worker token, or somebody signed in.');
  return { caller: { actor: principal.login, requestId } };
});

function workerAt(context: ExecutionContext): ExternalWorkerAtRoute | undefined {
  const { externalWorker: worker, id: requestId } = context.switchToHttp().getRequest<FastifyRequest>();
  if (worker === undefined) return undefined;
  const { name, tokenId, topics } = worker;
  return { caller: { actor: `worker:${name}`, requestId, ...idempotencyOf(context) }, tokenId, topics };
}
