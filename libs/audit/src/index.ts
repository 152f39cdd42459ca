export { appendAudit, type AuditEntry, type AuditFilter, type AuditRow, type Caller, listAudit } from './audit.js';
