export type { AccountSystem, Changed, HeldAccount, HeldMailbox, Put, WantedAccount, WantedMailbox } from './account-system.js';
export {
  AccountSystemRefusedError,
  AccountSystemUnavailableError,
  LastManagerError,
  NameHeldByAnotherError,
} from './errors.js';
export { requirePlainText } from './plain-text.js';
export { readAccountSystems } from './settings/read-account-systems.js';
