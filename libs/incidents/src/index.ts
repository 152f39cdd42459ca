export { incidentSchema, mergeSchema, reasonSchema } from './acts/incident.schema.js';
export { type IncidentCommands, incidentCommands } from './incident-commands.js';
export { type IncidentTools, INCIDENT_SEVERITIES, INCIDENT_STATUSES } from './incident.js';
export { incidentsHandlers } from './incidents-handlers.js';
export { getIncident, INCIDENT_SCOPES, listIncidentKinds, listIncidents } from './incidents.query.js';
export { incidentProgress } from './incident-progress.query.js';
export { HOP_OUTCOMES } from './hops.js';
export { INCIDENT_EVENTS } from './record-event.js';
export { readsIncidentFile } from './rights.js';
