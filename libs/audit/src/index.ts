export { appendAudit, type AuditEntry, type AuditRow, type Caller, listAudit } from './audit.js';
