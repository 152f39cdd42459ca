export { authenticate, type Authenticated } from './authenticate.query.js';
export { changePassword, type ChangePasswordInput } from './change-password.js';
export { createAccount, type CreateAccountInput } from './create-account.command.js';
export {
  AccountExistsError,
  AccountNotFoundError,
  AccountWithoutPersonError,
  CurrentPasswordRefusedError,
  PasswordUnacceptableError,
  SessionNotFoundError,
  SignInRefusedError,
} from './errors.js';
export { listSessions, type SessionRow } from './list-sessions.query.js';
export { lockAccount, type LockAccountInput } from './lock-account.command.js';
export { resetPassword, type ResetPasswordInput } from './reset-password.command.js';
export { revokeAllSessions, type RevokeAllSessionsInput } from './revoke-all-sessions.command.js';
export { revokeSession, type RevokeSessionInput } from './revoke-session.command.js';
export { type SignedIn, signIn, type SignInDependencies, type SignInInput } from './sign-in.js';
export { unlockAccount, type UnlockAccountInput } from './unlock-account.command.js';
