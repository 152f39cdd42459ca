import type { Caller } from '#audit';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SignInRequiredError } from './errors.js';
import { idempotencyOf } from './idempotency-key.js';

/** Who makes a request: the person behind its session and the groups that his posts give him today. */
export interface Principal {
  readonly login: string;
  readonly fullName: string;
  readonly groups: readonly string[];
  readonly sessionId: string;
  readonly mustChangePassword: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authorization guard on every route that is not open to everyone. */
    principal?: Principal;
  }
}

/** The principal of the request, as a parameter of a route. */
export const CurrentPrincipal = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  principalOf(context),
);

/** The principal as the caller of a command: its login, the id of the request and, where the route takes one, its key. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => ({
  actor: principalOf(context).login,
  requestId: context.switchToHttp().getRequest<FastifyRequest>().id,
  ...idempotencyOf(context),
}));

function principalOf(context: ExecutionContext): Principal {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal === undefined) throw new SignInRequiredError('This route needs somebody who is signed in.');
  return principal;
}
