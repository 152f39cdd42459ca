import { CongvanError, type Finding } from '#foundation';

/** Nothing answers at the address. */
export class ServerNotReachedError extends CongvanError {
  readonly code = 'cli.server-not-reached';
  readonly kind = 'transient';

  constructor(url: string, cause: unknown) {
    super(`No server answers at ${url}. Start one, or name another by --url or CONGVAN_URL.`, { cause });
  }
}

/** The server does not do what was asked; the findings are its own. */
export class ServerRefusedError extends CongvanError {
  readonly code = 'cli.server-refused';
  readonly kind = 'conflict';

  constructor(
    readonly status: number,
    detail: string,
    code: string | undefined,
    findings: readonly Finding[] = [],
  ) {
    super(`The server refuses (${status}${code === undefined ? '' : `, ${code}`}): ${detail}`, { findings });
  }
}

/** There is no token and no password, and no terminal to ask on. */
export class CredentialsMissingError extends CongvanError {
  readonly code = 'cli.credentials-missing';
  readonly kind = 'unauthenticated';

  constructor() {
    super('Say who you are: CONGVAN_TOKEN, or --login (CONGVAN_LOGIN) with CONGVAN_PASSWORD, or both at a terminal.');
  }
}
